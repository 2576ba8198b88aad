import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openStubMember } from '../../bench/stub-member.ts';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import { anEtcd, aWorld, type Etcd, oneCluster, textOf, type World } from '../e2e/a-product.ts';

const alice = 'U0ALICE';
const bob = 'U0BOB';
const aboutCard = z.object({ kind: z.literal('plan'), operation: z.string(), state: z.string() });
const cardOf = (message: SlackMessage) => aboutCard.safeParse(message.metadata?.event_payload).data;

let etcd: Etcd;
let world: World;

/** More keys than anybody waits for. */
const KEYS = 100_000_000;

beforeAll(async () => {
  etcd = await anEtcd();
  const large = await openStubMember('', KEYS);
  large.serve({ id: 1n, endpoints: [large.endpoint] });
  const another = `  - { name: large, environment: development, endpoints: ["${large.endpoint}"] }\nchannels:`;
  world = await aWorld(() => oneCluster(etcd.cluster.endpoints).replace('channels:', another));
  await Promise.all([world.startBot(), world.startWorker()]);
});
afterAll(async () => {
  await world?.close();
  await etcd?.remove();
});

const shows = (channel: string, state: string) =>
  world.slack.waitForMessage(channel, message => cardOf(message)?.state === state, 20_000);
const replies = (channel: string, card: SlackMessage, text: string) =>
  world.slack.waitForMessage(
    channel,
    ({ threadTs, text: said }) => threadTs === card.ts && said.includes(text),
    20_000,
  );
const whispers = (channel: string, user: string) =>
  world.slack.waitForMessage(channel, ({ ephemeralTo }) => ephemeralTo === user, 10_000);

describe('a change', () => {
  it('is asked for, refused to who asked, approved by another, done on real etcd, and told in its thread', async () => {
    const channel = 'C0E2E0';
    await world.slack.people.type(alice, channel, '/etcd move-leader');
    const card = await shows(channel, 'awaiting_approval');
    await world.slack.people.click(alice, channel, card.ts, 'approve');
    expect((await whispers(channel, alice)).text).toContain('Only approvers may do this');
    await world.slack.people.click(bob, channel, card.ts, 'approve');
    await shows(channel, 'succeeded');
    await replies(channel, card, 'bob approved');
    await replies(channel, card, 'done');
    expect(world.said(channel).filter(message => cardOf(message) && message.threadTs === undefined)).toHaveLength(1);
  }, 60_000);

  it('is denied in its thread, and nothing is done', async () => {
    const channel = 'C0E2E1';
    await world.slack.people.type(alice, channel, '/etcd compact --keep 1');
    const card = await shows(channel, 'awaiting_approval');
    await world.slack.people.type(bob, channel, '@etcd deny not today', { thread: card.ts });
    await shows(channel, 'denied');
    await replies(channel, card, 'not today');
  }, 60_000);

  it('does not begin while the cluster is frozen', async () => {
    const channel = 'C0E2E2';
    await world.slack.people.type(alice, channel, '/etcd move-leader');
    const card = await shows(channel, 'awaiting_approval');
    await world.slack.people.type(bob, 'C0E2E3', '/etcd freeze incident 4711');
    await world.slack.waitForMessage('C0E2E3', ({ text }) => text.includes('froze'), 10_000);
    await world.slack.people.click(bob, channel, card.ts, 'approve');
    await shows(channel, 'refused');
    await world.slack.people.type(alice, 'C0E2E3', '/etcd unfreeze');
    await world.slack.people.type(bob, 'C0E2E3', '/etcd unfreeze');
    await world.slack.waitForMessage('C0E2E3', ({ text }) => text.includes('go on'), 10_000);
  }, 60_000);
});

describe('a count of keys', () => {
  it('says how far it is, and ends in the same message when whoever asked has had enough', async () => {
    const channel = 'C0E2E4';
    await world.slack.people.type(alice, channel, '/etcd space --cluster large');
    const isAnswer = (message: SlackMessage): boolean => message.threadTs === undefined;
    const counting = await world.slack.waitForMessage(
      channel,
      message => isAnswer(message) && textOf(message).includes('Counting keys'),
      30_000,
    );
    const [action = ''] = /ask-here:cancel scan-[0-9a-f]+/.exec(textOf(counting)) ?? [];
    await world.slack.people.click(alice, channel, counting.ts, action);
    await replies(channel, counting, 'alice ended the count');
    const answer = await world.slack.waitForMessage(
      channel,
      message => isAnswer(message) && textOf(message).includes('alice ended the count'),
      30_000,
    );
    expect(answer.ts).toBe(counting.ts);
    expect(textOf(answer)).not.toContain('scan-');
    const ofSpace = (message: SlackMessage): boolean => textOf(message).includes('/etcd space --cluster large');
    expect(world.said(channel).filter(ofSpace)).toHaveLength(1);
  }, 90_000);
});
