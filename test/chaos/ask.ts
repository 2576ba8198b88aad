import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import { ALICE, payloadOf, textOf, type World } from '../e2e/a-product.ts';
import { type ClusterName, SOME_TIME, type Stage } from './a-stage.ts';

/** A change that was asked for: its card. */
export type Asked = { readonly id: string; readonly channel: string; readonly ts: string };

/** What Slack shows of a message, as far as tests compare it. */
export const about = (message: SlackMessage, field: 'kind' | 'operation' | 'state' | 'message'): string => {
  const payload = payloadOf(message);
  return typeof payload === 'object' && payload !== null ? String(Reflect.get(payload, field) ?? '') : '';
};

/** The card of a change that may be voted on. What a cluster does not allow yet, as in its first seconds, is asked for again. */
export async function ask({ world, aChannel, words }: Stage, cluster: ClusterName, line: string): Promise<Asked> {
  const until = Date.now() + SOME_TIME;
  let last = '';
  while (Date.now() < until) {
    const channel = aChannel(cluster);
    const answer = await typed(world, channel, line);
    if (answer !== null && about(answer, 'state') === 'awaiting_approval') {
      return { id: about(answer, 'operation'), channel, ts: answer.ts };
    }
    last = answer === null ? last : textOf(answer);
    await pause(500);
  }
  return expect.fail(`${line} is not allowed: ${last}\n${words()}`);
}

const ANSWERED_WITHIN_MS = 20_000;

/** The first answer, be it the card, or a word that it was not taken; null when there is none in time. */
async function typed({ slack, said }: World, channel: string, line: string): Promise<SlackMessage | null> {
  const before = new Set(said(channel).map(({ ts }) => ts));
  await slack.people.type(ALICE, channel, `/etcd ${line}`);
  const isAnswer = (message: SlackMessage) =>
    message.user === 'U0ETCDBOT' && !before.has(message.ts) && message.threadTs === undefined;
  return slack.waitForMessage(channel, isAnswer, ANSWERED_WITHIN_MS).catch(() => null);
}
