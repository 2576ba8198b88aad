import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import type { Running } from '../../src/wiring/running.ts';
import { type APigsty, aPigsty } from '../ansible/a-pigsty.ts';
import { askFor, BOB, type Change } from './a-change.ts';
import { aProcess, main } from './a-process.ts';
import { ALICE, aWorld, channelLines, textOf, type World } from './a-product.ts';

/** Of the inventory: never in Slack, wherever Ansible says them. */
const SECRETS = ['Very.Secret.Root', 'Very.Secret.API'];

let pigsty: APigsty;
let world: World;
let worker: Running;
let channels = 0;
const aChannel = () => `C0E2E${channels++}`;

/** Nothing of etcd is configured: endpoints, logins and certificates come from the inventory. */
function configuration({ settings, home }: APigsty): string {
  const { path, logs, environment } = settings.pigsty?.ansible ?? {};
  const ansible = JSON.stringify({ path, logs, environment });
  return [
    'clusters:',
    '  - name: prod',
    '    environment: production',
    '    deadline: 10s',
    `    pigsty: { home: ${home}, inventory: pigsty.yml, ansible: ${ansible} }`,
    channelLines('prod'),
  ].join('\n');
}

beforeAll(async () => {
  pigsty = await aPigsty({ vars: ['etcd_rbac: true'] });
  await pigsty.create();
  world = await aWorld(() => configuration(pigsty));
  [, worker] = await Promise.all([world.startBot(), world.startWorker()]);
}, 300_000);
beforeEach(() => pigsty.writeInventory([1, 2, 3]));
afterAll(async () => {
  await world?.close();
  await pigsty?.close();
});

/** The name of a member that does not lead, once all of them serve. */
async function aFollower(): Promise<string> {
  const state = await vi.waitFor(
    async () => {
      const told = textOf(await world.ask(aChannel(), '/etcd status', { withinMs: 30_000 }));
      expect(told).toMatch(/3 of 3/);
      return told;
    },
    { timeout: 120_000, interval: 500 },
  );
  const leader = /(etcd-\d) \(term/.exec(state)?.[1] ?? /Leader: (etcd-\d)/.exec(state)?.[1];
  expect(leader, state).toBeDefined();
  return ['etcd-1', 'etcd-2', 'etcd-3'].find(name => name !== leader) ?? '';
}

async function restartOf(member: string): Promise<Change> {
  const asked = await askFor(world, aChannel(), `playbook restart --member ${member}`);
  await asked.reaches('awaiting_approval', 30_000);
  return asked;
}

/** The file in the card's thread. */
async function logIn({ channel, ts }: Change): Promise<string> {
  const hasFile = ({ threadTs, files }: SlackMessage) => threadTs === ts && files.length > 0;
  const { files } = await world.slack.waitForMessage(channel, hasFile, 30_000);
  return Buffer.from(world.slack.workspace.files.get(files[0] ?? '')?.bytes ?? []).toString();
}

/** The one run of a change, as its folder has it. */
async function runOf({ id }: Change) {
  const folder = (await readdir(pigsty.logs)).find(name => name.startsWith(id));
  return { operation: id, step: Number(folder?.slice(id.length + 1)) - 1 };
}

describe('a playbook asked for in Slack', { timeout: 300_000 }, () => {
  it('is planned, approved by another, run with its progress on the card, and told with its log', async () => {
    const member = await aFollower();
    await pigsty.writeInventory([1, 2, 3], ['lab_hold: true']);
    const asked = await restartOf(member);
    expect(textOf(asked.card())).toContain('etcd.yml -l');
    await asked.approve(BOB);
    await pigsty.underWay('holding');
    await vi.waitFor(() => expect(textOf(asked.card())).toMatch(/of \d+ tasks/), { timeout: 60_000, interval: 100 });
    await pigsty.letGo();
    const card = await asked.reaches('succeeded', 180_000);
    expect(textOf(card)).toMatch(/tasks on /);
    const log = await logIn(asked);
    expect(log).toContain('TASK [etcd : launch etcd server service]');
    const thread = asked.thread();
    expect(thread).toContain('bob');
    for (const secret of SECRETS) expect(log + textOf(card) + thread).not.toContain(secret);
    const audit = textOf(await world.ask(aChannel(), `/etcd audit --operation ${asked.id}`));
    for (const word of ['request', 'verdict=approve', 'event=succeeded']) expect(audit).toContain(word);
    expect(textOf(await world.ask(aChannel(), '/etcd audit --verify', { as: BOB }))).toContain('is intact');
  });

  it('says which task failed and why, and gives the log without its passwords', async () => {
    const member = await aFollower();
    const asked = await restartOf(member);
    await pigsty.writeInventory([1, 2, 3], ['lab_fail: true']);
    await asked.approve(BOB);
    const card = await asked.reaches('failed', 180_000);
    expect(textOf(card)).toContain('say what is wrong');
    const log = await logIn(asked);
    expect(log).toContain('the disk of');
    for (const secret of SECRETS) expect(log + textOf(card) + asked.thread()).not.toContain(secret);
  });

  it('stops between two tasks when the button says so', async () => {
    const member = await aFollower();
    await pigsty.writeInventory([1, 2, 3], ['lab_hold: true', 'lab_fail: true']);
    const asked = await restartOf(member);
    await asked.approve(BOB);
    await pigsty.underWay('holding');
    await asked.shows('of ', 30_000);
    await world.slack.people.click(ALICE, asked.channel, asked.ts, 'cancel');
    await pigsty.letGoOnceStopped(await runOf(asked));
    const card = await asked.reaches('cancelled', 120_000);
    expect(textOf(card)).toContain('stopped as asked');
  });

  it('is carried on by another worker when its own is killed, and runs nothing twice', async () => {
    const member = await aFollower();
    await pigsty.writeInventory([1, 2, 3], ['lab_hang: 600']);
    await worker.close();
    const doomed = aProcess([main, 'worker'], world.env({ LOG_LEVEL: 'info' }));
    await doomed.says('ready for work', 60_000);
    const asked = await restartOf(member);
    await asked.approve(BOB);
    await pigsty.underWay('hanging');
    expect(await pigsty.playbooks.traceOf(await runOf(asked))).toMatchObject({ found: 'alive' });
    await doomed.kill();
    worker = await world.startWorker();
    const card = await asked.reaches('succeeded', 120_000);
    expect(textOf(card)).toContain('the worker that ran it was lost at');
    expect(await logIn(asked)).toContain('TASK [etcd : take a while]');
    expect((await readdir(pigsty.logs)).filter(name => name.startsWith(asked.id))).toHaveLength(1);
    expect(await pigsty.playbooks.traceOf(await runOf(asked))).toMatchObject({ found: 'over' });
  });
});
