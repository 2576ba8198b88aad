import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Settings } from '../../src/core/settings.ts';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import type { Running } from '../../src/wiring/running.ts';
import { aLab, askFor, BOB, CAROL, type Change, EVE, type Lab, succeeds } from './a-change.ts';
import { ALICE, aWorld, oneCluster, payloadOf, textOf, type World } from './a-product.ts';

const EXPIRES_MS = 3_000;

let lab: Lab;
let world: World;
let bot: Running;
let worker: Running;
let channels = 0;
const aChannel = () => `C0E2E${channels++}`;

/** A second name for the same cluster, whose approvals last for seconds. */
const configuration = (endpoints: readonly string[]): string =>
  oneCluster(endpoints)
    .replace(
      'channels:',
      `  - { name: hasty, environment: staging, endpoints: ${JSON.stringify(endpoints)} }\nchannels:`,
    )
    .replace('approvers: { users: [U0BOB, U0CAROL] }', 'approvers: { users: [U0ALICE], groups: [S0DBA] }');

const hurry = (settings: Settings): Settings => ({
  ...settings,
  approvals: { ...settings.approvals, staging: { required: 1, expiresMs: EXPIRES_MS, typed: false } },
});

beforeAll(async () => {
  lab = await aLab('3.5.16', 3);
  world = await aWorld(() => configuration(lab.cluster.endpoints), hurry);
  [bot, worker] = await Promise.all([world.startBot(), world.startWorker()]);
  // A cluster that has just started takes no change of its membership.
  await vi.waitFor(async () => expect(await isOpen('member remove etcd-3 --dry-run')).toBe(true), {
    timeout: 20_000,
    interval: 1_000,
  });
});
afterAll(async () => {
  await world?.close();
  await lab?.remove();
});

async function isOpen(line: string): Promise<boolean> {
  const { card } = await askFor(world, aChannel(), line);
  return textOf(card()).includes('it may be asked for');
}

const plan = async (line: string): Promise<Change> => {
  const asked = await askFor(world, aChannel(), line);
  expect(payloadOf(asked.card()), textOf(asked.card())).toMatchObject({ kind: 'plan', state: 'awaiting_approval' });
  return asked;
};

/** What the bot tells one person alone, after they have done something. */
async function told({ channel }: Change, user: string, act: () => Promise<unknown>): Promise<string> {
  const before = new Set(world.said(channel).map(({ ts }) => ts));
  await act();
  const isAnswer = ({ ts, ephemeralTo }: { readonly ts: string; readonly ephemeralTo?: string }) =>
    ephemeralTo === user && !before.has(ts);
  return textOf(await world.slack.waitForMessage(channel, isAnswer, 10_000));
}

const auditOf = async ({ id }: Change): Promise<string> =>
  textOf(await world.ask(aChannel(), `/etcd audit --operation ${id}`));

const operationOf = (message: SlackMessage): string => {
  const payload = payloadOf(message);
  return typeof payload === 'object' && payload !== null && 'operation' in payload ? `${payload.operation}` : '';
};

const clickOn = ({ channel, ts }: Change, user: string, button = 'approve') =>
  world.slack.people.click(user, channel, ts, button);

describe('a change that waits', () => {
  it('is approved by nobody who asked for it, and by nobody without the right', async () => {
    const asked = await plan('move-leader');
    expect(await told(asked, ALICE, () => clickOn(asked, ALICE))).toContain('You asked for this change');
    expect(await told(asked, EVE, () => clickOn(asked, EVE))).toContain('approvers');
    expect(payloadOf(asked.card())).toMatchObject({ state: 'awaiting_approval' });
    const audit = await auditOf(asked);
    expect(audit).toContain('own_change');
    expect(audit).toContain('not_approver');
    await clickOn(asked, ALICE, 'cancel');
    await asked.reaches('cancelled');
  });

  it('is done once, though every click and word arrives twice and two people press at once', async () => {
    const before = await lab.leader();
    world.slack.faults.delivery('duplicate', 100);
    const asked = await plan('move-leader');
    await Promise.all([clickOn(asked, BOB), clickOn(asked, BOB), clickOn(asked, CAROL)]);
    await succeeds(world, asked);
    world.slack.faults.clear();
    expect(await lab.leader()).not.toBe(before);
    const cards = world.said(asked.channel).filter(({ threadTs, ephemeralTo }) => !threadTs && !ephemeralTo);
    expect(cards).toHaveLength(1);
    const replies = world.said(asked.channel).filter(({ threadTs, ts }) => threadTs === asked.ts && ts !== asked.ts);
    const kinds = replies.filter(({ ephemeralTo }) => !ephemeralTo).map(payloadOf);
    expect(kinds).toHaveLength(2);
    for (const kind of kinds) {
      expect(kind).toMatchObject({ kind: 'outcome', cluster: 'prod', command: 'move-leader', operation: asked.id });
    }
    expect(
      await told(asked, CAROL, () => world.slack.people.type(CAROL, asked.channel, `/etcd approve ${asked.id}`)),
    ).toMatch(/already/i);
  });

  it('is void when somebody joins meanwhile, and says who', async () => {
    const asked = await plan('member remove etcd-3');
    const peer = 'http://127.0.0.1:1';
    const added = await vi.waitFor(() => lab.ctl('member', 'add', 'stranger', '--learner', `--peer-urls=${peer}`), {
      timeout: 15_000,
      interval: 500,
    });
    await asked.approve(BOB, CAROL);
    const card = await asked.reaches('stale');
    expect(textOf(card)).toContain(`${peer} joined`);
    expect(await lab.voters()).toEqual(['etcd-1', 'etcd-2', 'etcd-3']);
    const id = /Member\s+([0-9a-f]+) added/.exec(added)?.[1] ?? '';
    await lab.ctl('member', 'remove', id);

    expect(await told(asked, EVE, () => clickOn(asked, EVE, 'replan'))).toContain('operators');
    await clickOn(asked, ALICE, 'replan');
    const isNew = (message: SlackMessage) =>
      message.ts !== asked.ts && /^op-/.test(operationOf(message)) && operationOf(message) !== asked.id;
    const anew = await world.slack.waitForMessage(asked.channel, isNew, 15_000);
    expect(payloadOf(anew)).toMatchObject({ kind: 'plan', command: 'member remove' });
  }, 60_000);

  it('is denied for everybody, with a reason', async () => {
    const asked = await plan('compact --keep 1');
    await world.slack.people.type(BOB, asked.channel, `/etcd deny ${asked.id} not before the backup`);
    expect(textOf(await asked.reaches('denied'))).toContain('not before the backup');
    await vi.waitFor(() => expect(asked.thread()).toContain('not before the backup'), 5_000);
  });

  it('expires when nobody decides', async () => {
    const asked = await plan('move-leader -c hasty');
    await asked.reaches('expired', 20_000);
    expect(
      await told(asked, BOB, () => world.slack.people.type(BOB, asked.channel, `/etcd approve ${asked.id}`)),
    ).toMatch(/expired/i);
  }, 40_000);

  it('is approved in its thread, by a mention without the id', async () => {
    const before = await lab.leader();
    const asked = await plan('move-leader');
    await world.slack.people.type(BOB, asked.channel, '@etcd approve', { thread: asked.ts });
    await succeeds(world, asked);
    expect(await lab.leader()).not.toBe(before);
  });
});

describe('a change that runs', () => {
  it('stops between two steps when it is cancelled, and says what is done', async () => {
    const url = (await lab.cluster.prepareMember('etcd-4')).peerUrl;
    const asked = await plan(`member add etcd-4 ${url}`);
    await asked.approve(BOB);
    await asked.shows('etcd-4 has not started');
    await clickOn(asked, ALICE, 'cancel');
    expect(textOf(await asked.reaches('cancelled'))).toContain('was cancelled by alice after 2 of');
    expect(await lab.learners()).toEqual([url]);
    const id = /([0-9a-f]+), unstarted/.exec(await lab.ctl('member', 'list', '-w', 'simple'))?.[1] ?? '';
    await lab.ctl('member', 'remove', id);
  }, 40_000);
});

describe('a freeze', () => {
  it('stops changes by one word, and two people have to agree to go on', async () => {
    const asked = await plan('move-leader');
    const before = await lab.leader();
    await world.ask(aChannel(), '/etcd freeze quarter end', { as: BOB });
    await asked.approve(BOB);
    expect(textOf(await asked.reaches('refused'))).toContain('quarter end');
    const refused = await askFor(world, aChannel(), 'compact --keep 1');
    expect(payloadOf(refused.card())).toMatchObject({ kind: 'plan', state: 'refused' });
    const first = await world.ask(aChannel(), '/etcd unfreeze', { as: ALICE });
    expect(textOf(first)).toContain('1 of 2');
    const same = await world.ask(aChannel(), '/etcd unfreeze', { as: ALICE });
    expect(textOf(same)).not.toContain('go on.');
    const second = await world.ask(aChannel(), '/etcd unfreeze', { as: CAROL });
    expect(textOf(second)).toContain('second person');
    expect(await lab.leader()).toBe(before);
    const cancelled = await plan('move-leader');
    await clickOn(cancelled, ALICE, 'cancel');
    await cancelled.reaches('cancelled');
  }, 40_000);
});

describe('what was approved', () => {
  it('is not done when who approved it has left the group of approvers by then', async () => {
    const before = await lab.leader();
    const asked = await plan('move-leader');
    await worker.close();
    await asked.approve(BOB);
    await asked.reaches('queued');
    const group = world.slack.workspace.groups.get('S0DBA');
    if (!group) throw new Error('no group');
    world.slack.workspace.groups.set('S0DBA', { ...group, users: [CAROL] });
    await bot.close();
    bot = await world.startBot();
    // Now Slack says so, and the bot has asked.
    const again = () => world.slack.people.type(BOB, asked.channel, `/etcd approve ${asked.id}`);
    expect(await told(asked, BOB, again)).toContain('approvers');
    worker = await world.startWorker();
    const card = await asked.reaches('refused');
    expect(textOf(card)).toContain('bob, who approved it, may not approve now');
    expect(await lab.leader()).toBe(before);
    world.slack.workspace.groups.set('S0DBA', group);
  }, 60_000);
});

describe('a change that would cost the quorum', () => {
  it('is refused while one of three is dead, whoever asks', async () => {
    const leader = await lab.leader();
    const [dead, other] = lab.cluster.members.filter(({ name, running }) => running && name !== leader);
    await dead?.kill();
    const refused = await vi.waitFor(async () => {
      const asked = await askFor(world, aChannel(), `member remove ${other?.name}`);
      expect(payloadOf(asked.card())).toMatchObject({ kind: 'plan', state: 'refused' });
      return asked;
    }, 15_000);
    expect(textOf(refused.card())).toMatch(/quorum/i);
    expect(textOf(refused.card())).not.toContain('"action_id":"approve"');
    expect(await lab.voters()).toHaveLength(3);
  }, 40_000);
});

describe('the audit log', () => {
  it('is intact after all of this', async () => {
    expect(textOf(await world.ask(aChannel(), '/etcd audit --verify'))).toContain('The audit log is intact');
  });
});
