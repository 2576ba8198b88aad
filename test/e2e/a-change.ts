import { execa } from 'execa';
import { expect } from 'vitest';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import { etcdVersion, type TestedEtcdVersion } from '../../src/setup/etcd-versions.ts';
import { ALICE, anEtcd, type Etcd, isNotice, payloadOf, textOf, type World } from './a-product.ts';

export const BOB = 'U0BOB';
export const CAROL = 'U0CAROL';
export const EVE = 'U0EVE';

export type Lab = Etcd & {
  /** etcdctl of the same version, asked at every member that runs. Rejects with what it says. */
  readonly ctl: (...words: readonly string[]) => Promise<string>;
  /** The same, with something to read on its standard input. */
  readonly ctlReading: (input: string, ...words: readonly string[]) => Promise<string>;
  readonly voters: () => Promise<readonly string[]>;
  readonly learners: () => Promise<readonly string[]>;
  readonly leader: () => Promise<string>;
};

/** A real cluster of one version, and what etcdctl says of it: the second opinion. */
export async function aLab(wanted: TestedEtcdVersion, members: number, quotaBytes?: number): Promise<Lab> {
  const programs = await etcdVersion(wanted, { say: () => undefined });
  const etcd = await anEtcd({ binary: programs.etcd, members, ...(quotaBytes === undefined ? {} : { quotaBytes }) });
  const ctlReading = async (input: string, ...words: readonly string[]): Promise<string> => {
    const endpoints = etcd.cluster.members.filter(({ running }) => running).map(({ clientUrl }) => clientUrl);
    const { path, env } = programs.etcdctl;
    const options = { env: { ...env, ETCDCTL_API: '3' }, input };
    return (await execa(path, [`--endpoints=${endpoints.join()}`, ...words], options)).stdout;
  };
  const ctl = (...words: readonly string[]): Promise<string> => ctlReading('', ...words);
  const listed = async () =>
    (await ctl('member', 'list', '-w', 'simple')).split('\n').map(line => {
      const [, , name = '', peer = '', , learner = ''] = line.split(', ');
      return { name: name || peer, learner: learner === 'true' };
    });
  const named = async (learner: boolean) =>
    (await listed()).flatMap(member => (member.learner === learner ? [member.name] : [])).toSorted();
  return {
    ...etcd,
    ctl,
    ctlReading,
    voters: () => named(false),
    learners: () => named(true),
    leader: async () => {
      const lines = (await ctl('endpoint', 'status', '-w', 'simple')).split('\n').map(line => line.split(', '));
      const url = lines.find(([, , , , leads]) => leads === 'true')?.[0];
      return etcd.cluster.members.find(({ clientUrl }) => clientUrl === url)?.name ?? 'nobody';
    },
  };
}

/** One change, from the command to its end. */
export type Change = {
  readonly channel: string;
  readonly ts: string;
  readonly id: string;
  /** The card as it is now. */
  readonly card: () => SlackMessage;
  /** What stands in the card's thread, as text. */
  readonly thread: () => string;
  readonly reaches: (state: string, withinMs?: number) => Promise<SlackMessage>;
  /** Resolves once the card says this. */
  readonly shows: (words: string, withinMs?: number) => Promise<SlackMessage>;
  /** By the button, and where it is asked for by typing the cluster's name. */
  readonly approve: (...people: readonly string[]) => Promise<void>;
};

const stateOf = (message: SlackMessage): unknown => fieldOf(message, 'state');

const fieldOf = (message: SlackMessage, field: string): unknown => {
  const payload = payloadOf(message);
  return typeof payload === 'object' && payload !== null && field in payload ? Reflect.get(payload, field) : undefined;
};

export async function askFor(world: World, channel: string, line: string, as = ALICE): Promise<Change> {
  const { slack } = world;
  const before = new Set(world.said(channel).map(({ ts }) => ts));
  await slack.people.type(as, channel, `/etcd ${line}`);
  const isCard = (message: SlackMessage) =>
    !before.has(message.ts) && !isNotice(message) && payloadOf(message) !== undefined;
  const { ts } = await slack.waitForMessage(channel, isCard, 30_000);
  const card = () => {
    const found = slack.messages(channel).find(message => message.ts === ts);
    if (!found) throw new Error('the card is gone');
    return found;
  };
  expect(payloadOf(card()), textOf(card())).toMatchObject({ kind: 'plan' });
  const reaches = (state: string, withinMs = 30_000) =>
    slack.waitForMessage(channel, message => message.ts === ts && stateOf(message) === state, withinMs);
  const approveBy = async (user: string): Promise<void> => {
    await slack.people.click(user, channel, ts, 'approve');
    if (!textOf(card()).includes('has to be typed')) return;
    const modal = () => [...slack.workspace.views.values()].find(view => view.user === user);
    await slack.waitUntil(() => modal() !== undefined);
    const submitted = await slack.people.submitView(user, modal()?.id ?? '', {
      cluster: `${fieldOf(card(), 'cluster')}`,
    });
    expect(submitted.kind).toBe('closed');
  };
  return {
    channel,
    ts,
    id: `${fieldOf(card(), 'operation')}`,
    card,
    thread: () =>
      slack
        .messages(channel)
        .filter(message => message.threadTs === ts && message.ts !== ts)
        .map(textOf)
        .join('\n'),
    reaches,
    shows: (words, withinMs = 20_000) =>
      slack.waitForMessage(channel, message => message.ts === ts && textOf(message).includes(words), withinMs),
    approve: async (...people) => {
      for (const person of people) await approveBy(person);
    },
  };
}

/** Resolves with the card when it has succeeded, with the reply that says so below it; rejects with the card as it is. */
export async function succeeds(world: World, change: Change): Promise<void> {
  const { slack } = world;
  const over = ['succeeded', 'failed', 'refused', 'denied', 'expired', 'cancelled', 'stale'];
  const ended = slack.waitUntil(() => over.includes(`${stateOf(change.card())}`), 30_000);
  await ended.catch(() => expect.fail(`it does not end: ${textOf(change.card())}`));
  expect(stateOf(change.card()), textOf(change.card())).toBe('succeeded');
  const isOutcome = (message: SlackMessage) =>
    message.threadTs === change.ts && stateOf(message) === 'succeeded' && fieldOf(message, 'kind') === 'outcome';
  await slack.waitForMessage(change.channel, isOutcome, 10_000);
}
