import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startBot } from '../../src/bot.ts';
import type { Operation } from '../../src/core/operation.ts';
import { shortHash } from '../../src/core/plan.ts';
import type { ProcessSettings, SlackSettings } from '../../src/core/settings.ts';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import { cardMessage } from '../../src/present/card-message.ts';
import { openOutboxQueue } from '../../src/queue/outbox.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { taggedPrefix } from '../../src/store/redis.ts';
import { openStanding } from '../../src/store/standing.ts';
import type { Running } from '../../src/wiring/running.ts';
import { type ASlack, aSlack } from '../a-slack.ts';
import { silent, unmeasured } from '../queue/silence.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { type AStore, aStore } from '../store/a-store.ts';
import { anOperation, aRecord } from '../store/an-operation.ts';
import { settings as office } from './an-office.ts';

const alice = 'U0ALICE';
const bob = 'U0BOB';
const carol = 'U0CAROL';
const eve = 'U0EVE';
/** One a test: messages in one channel are a second apart. */
const channels = Array.from({ length: 16 }, (_, n) => ({ id: `C0FLOW${n}`, name: `flow-${n}` }));

/** Slack tells actions apart by the microsecond. */
function microseconds(): () => number {
  let last = 0;
  return () => {
    last = Math.max(Date.now(), last + 0.001);
    return last;
  };
}

let redis: TestRedis;
let slack: ASlack;
let bot: Running;
let store: AStore;
let outbox: ReturnType<typeof openOutboxQueue>;
let count = 0;

beforeAll(async () => {
  [redis, slack] = await Promise.all([aRedis(), aSlack({ channels, now: microseconds() })]);
  bot = await startBot({
    process: processSettings(slack, redis),
    ...{ meter: unmeasured, log: silent, clock: Date.now, random: Math.random },
  });
  store = await aStore(redis.url, taggedPrefix('etcd-chatops'));
  outbox = openOutboxQueue(
    { connection: store.redis, prefix: store.prefix, log: silent },
    openOutbox(store.redis, store.prefix),
  );
});
afterAll(async () => {
  await outbox?.close();
  await store?.close();
  await bot?.close();
  await slack?.close();
  await redis?.remove();
});

function processSettings({ tokens, apiUrl }: ASlack, { url }: TestRedis) {
  const socket: SlackSettings = { mode: 'socket', botToken: tokens.bot, appToken: tokens.app, apiUrl };
  const process: ProcessSettings = {
    slack: socket,
    admin: { host: '127.0.0.1', port: 0 },
    logLevel: 'error',
    settings: {
      ...office,
      redis: { url, prefix: 'etcd-chatops' },
      channels: channels.map(({ id }) => ({ id, cluster: 'prod', language: 'en', reports: null, alerts: true })),
      access: {
        viewers: { channels: true, users: [], groups: [] },
        operators: { users: [alice], groups: [] },
        approvers: { users: [alice, bob, carol], groups: [] },
        terminal: {},
      },
    },
  };
  return { ...process, slack: socket };
}

/** A change of alice's that waits, with its card in a channel of its own. */
async function aCard(more: Partial<Operation> = {}) {
  const channel = channels[count]?.id ?? '';
  const id = `op-${String(count++).padStart(10, '0')}`;
  const first = anOperation(id);
  const operation: Operation = {
    ...first,
    request: {
      ...first.request,
      actor: { kind: 'slack', team: 'T0PLAY', user: alice, name: 'alice' },
      place: { kind: 'channel', channel, thread: null },
    },
    requester: { user: alice, name: 'alice' },
    askedAt: Date.now(),
    expiresAt: Date.now() + 1_800_000,
    ...more,
  };
  await store.operations.create(operation, aRecord(id));
  await outbox.announce(cardMessage(operation, { channel, language: 'en' }, []));
  const card = await slack.waitForMessage(channel, isCard(id, operation.state));
  const messages = () => slack.messages(channel);
  return {
    ...{ id, channel, ts: card.ts, operation, messages },
    press: (user: string, action: string) => slack.people.click(user, channel, card.ts, action),
    type: (user: string, text: string, thread?: string) =>
      slack.people.type(user, channel, text, thread === undefined ? {} : { thread }),
    now: async () => (await store.operations.load(id))?.state,
    shows: (state: string) => slack.waitForMessage(channel, isCard(id, state), 10_000),
    replies: (text: string) =>
      slack.waitForMessage(channel, message => message.threadTs === card.ts && message.text.includes(text), 10_000),
    tells: (user: string, text: string) =>
      slack.waitForMessage(
        channel,
        ({ ephemeralTo, text: said }) => ephemeralTo === user && said.includes(text),
        10_000,
      ),
  };
}

async function modalOf(user: string) {
  const shown = () => [...slack.workspace.views.values()].find(view => view.user === user);
  await slack.waitUntil(() => shown() !== undefined);
  const view = shown();
  if (!view) throw new Error('no modal');
  return view;
}

const aboutCard = z.object({ kind: z.literal('plan'), operation: z.string(), state: z.string() });

const isCard =
  (id: string, state: string) =>
  ({ metadata, threadTs }: SlackMessage): boolean => {
    const about = aboutCard.safeParse(metadata?.event_payload).data;
    return about?.operation === id && about.state === state && threadTs === undefined;
  };

const jobs = async (id: string): Promise<number> => {
  const queue = bot.queues.find(({ name }) => name === 'changes-prod');
  const found = await queue?.getJobs(['waiting', 'active', 'delayed', 'prioritized']);
  return found?.filter(job => JSON.stringify(job.data).includes(id)).length ?? 0;
};

describe('the audit log in Slack', () => {
  it('comes as a file in the thread where an approver asks for it, as it is in the store', async () => {
    const card = await aCard();
    await card.type(bob, '@etcd audit --export', card.ts);
    const withFile = ({ files, threadTs }: SlackMessage) => files.length > 0 && threadTs === card.ts;
    const { files } = await slack.waitForMessage(card.channel, withFile, 10_000);
    const file = slack.workspace.files.get(files[0] ?? '');
    const lines = Buffer.from(file?.bytes ?? [])
      .toString()
      .trim()
      .split('\n');
    const entries = [];
    for await (const page of store.audit.pages()) entries.push(...page);
    expect(lines.map(line => JSON.parse(line))).toEqual(entries.slice(0, lines.length));
    expect(lines.length).toBeGreaterThan(0);
    expect(file?.name).toBe(`etcd-audit-1-${lines.length}.jsonl`);
    await slack.waitForMessage(card.channel, ({ text }) => text.includes('The audit log as a file'), 10_000);
  });

  it('is no file for whoever may only read', async () => {
    const card = await aCard();
    await card.type(eve, '/etcd audit --export');
    await card.tells(eve, 'Only operators');
    expect(card.messages().filter(({ files }) => files.length > 0)).toEqual([]);
  });
});

describe('the card in Slack', () => {
  it('is approved by the button of an approver: it shows, the thread says who, and the work is queued', async () => {
    const card = await aCard();
    await card.press(bob, 'approve');
    await card.shows('queued');
    await card.replies('approved');
    expect([await card.now(), await jobs(card.id)]).toEqual(['queued', 1]);
    expect((await store.operations.load(card.id))?.votes).toMatchObject([{ user: bob, verdict: 'approve' }]);
  });

  it('lets workers know of who asked and who approved, as of now', async () => {
    const card = await aCard();
    await card.press(bob, 'approve');
    await card.shows('queued');
    const standing = openStanding(store.redis, store.prefix);
    const team = slack.workspace.team.id;
    for (const user of [alice, bob]) {
      expect(await standing.person(team, user)).toMatchObject({ kind: 'member', user });
    }
  });

  it('refuses who asked, and everybody without the right, each alone', async () => {
    const card = await aCard();
    await card.press(alice, 'approve');
    await card.tells(alice, 'somebody else has to approve');
    await card.press(eve, 'approve');
    await card.tells(eve, 'Only approvers');
    expect(await card.now()).toBe('awaiting_approval');
    const entries = await store.audit.list({ cluster: null, who: null, operation: card.id, limit: 10 });
    expect(entries.filter(({ what }) => what === 'vote-refused').map(({ who }) => who)).toEqual([eve, alice]);
  });

  it('counts a click once, though Slack delivers it twice', async () => {
    const card = await aCard();
    slack.faults.delivery('duplicate');
    await card.press(bob, 'approve');
    await card.press(bob, 'approve');
    await card.tells(bob, 'decided');
    await card.replies('approved');
    expect((await store.operations.load(card.id))?.votes).toHaveLength(1);
    expect(await jobs(card.id)).toBe(1);
  });

  it('has one winner when two approvers press it fifty times at once, and a polite answer for all others', async () => {
    const card = await aCard();
    await Promise.all(Array.from({ length: 50 }, (_, n) => card.press(n % 2 === 0 ? bob : carol, 'approve')));
    const told = () => card.messages().filter(({ ephemeralTo }) => ephemeralTo !== undefined);
    await vi.waitFor(() => expect(told()).toHaveLength(49), 15_000);
    expect(told().filter(({ text }) => !text.includes('decided'))).toEqual([]);
    await card.shows('queued');
    await card.replies('approved');
    expect((await store.operations.load(card.id))?.votes).toHaveLength(1);
    expect(await jobs(card.id)).toBe(1);
    expect(card.messages().filter(({ threadTs }) => threadTs === card.ts)).toHaveLength(1);
  });

  it('is denied with a reason in its thread, without an id', async () => {
    const card = await aCard();
    await card.type(bob, '@etcd deny not before the backup', card.ts);
    await card.shows('denied');
    await card.replies('not before the backup');
    expect(await jobs(card.id)).toBe(0);
  });

  it('is denied by its button with a reason that can neither call people nor style itself', async () => {
    const card = await aCard();
    await card.press(bob, 'deny');
    const modal = await modalOf(bob);
    const reason = '<!channel> *not* <@U0ALICE> before `12:00`';
    await slack.people.submitView(bob, modal.id, { what: 'deny', reason });
    await card.shows('denied');
    const reply = await card.replies('Reason:');
    for (const message of [reply, await card.shows('denied')]) {
      const drawn = JSON.stringify(message.blocks) + message.text;
      expect(drawn).not.toMatch(/<!channel>|<@U0ALICE>/);
      expect(message.text).toContain('before');
    }
    expect((await store.operations.load(card.id))?.votes).toMatchObject([{ user: bob, verdict: 'deny', reason }]);
    expect(await jobs(card.id)).toBe(0);
  });

  it('asks for changes in the same form, which wants to know what they are', async () => {
    const card = await aCard();
    await card.press(bob, 'deny');
    const modal = await modalOf(bob);
    expect((await slack.people.submitView(bob, modal.id, { what: 'changes' })).kind).toBe('errors');
    expect(await card.now()).toBe('awaiting_approval');
    await slack.people.submitView(bob, modal.id, { what: 'changes', reason: 'add the new member first' });
    await card.replies('asks for changes');
    expect((await card.replies('add the new member first')).text).toContain(`/etcd ${card.operation.plan.line}`);
    expect((await card.shows('denied')).text).toContain('asked for changes');
    await card.press(carol, 'approve').catch(() => undefined);
    expect([await card.now(), await jobs(card.id)]).toEqual(['denied', 0]);
  });

  it('is approved in its thread, and answered there once', async () => {
    const card = await aCard();
    await card.type(bob, '@etcd approve', card.ts);
    await card.replies('approved');
    await card.shows('queued');
    await card.type(carol, `@etcd approve ${card.id}`, card.ts);
    await card.tells(carol, 'decided');
    const said = card.messages().filter(message => message.threadTs === card.ts && message.user !== bob);
    expect(said.filter(({ text, ephemeralTo }) => ephemeralTo === undefined && text.includes('approved'))).toHaveLength(
      1,
    );
  });

  it('is withdrawn by who asked', async () => {
    const card = await aCard();
    await card.press(alice, 'cancel');
    await card.shows('cancelled');
    await card.replies('cancelled');
  });

  it('asks for the name of the cluster before anything destructive, and takes no other', async () => {
    const card = await aCard({ rule: { required: 1, expiresMs: 1_800_000, typed: true } });
    await card.press(bob, 'approve');
    await slack.waitUntil(() => viewOf(bob) !== undefined);
    expect((await slack.people.submitView(bob, viewOf(bob)?.id ?? '', { cluster: 'dev' })).kind).toBe('errors');
    expect(await card.now()).toBe('awaiting_approval');
    expect((await slack.people.submitView(bob, viewOf(bob)?.id ?? '', { cluster: 'prod' })).kind).toBe('closed');
    await card.shows('queued');
    await card.replies('approved');
  });

  it('approves nothing with a button of an older plan', async () => {
    const card = await aCard();
    const other = { ...card.operation.plan, line: 'member remove etcd-2' };
    await store.operations.transition(card.id, operation => ({
      ok: true,
      value: { operation: { ...operation, plan: other, hash: '9'.repeat(64) }, audit: aRecord(card.id) },
    }));
    await card.press(bob, 'approve');
    await card.tells(bob, 'plan');
    expect(await card.now()).toBe('awaiting_approval');
    expect(shortHash((await store.operations.load(card.id))?.hash ?? '')).toBe('9'.repeat(12));
  });
});

const viewOf = (user: string) => [...slack.workspace.views.values()].find(view => view.user === user);
