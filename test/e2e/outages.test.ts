import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newestTick, reportPlans, tickKey } from '../../src/queue/report-plans.ts';
import { connectRedis, disconnectRedis, taggedPrefix } from '../../src/store/redis.ts';
import { openTicks } from '../../src/store/ticks.ts';
import type { Running } from '../../src/wiring/running.ts';
import { type AProcess, aProcess, main } from './a-process.ts';
import {
  ALICE,
  anEtcd,
  aWorld,
  type Etcd,
  manyChannels,
  oneCluster,
  payloadOf,
  textOf,
  type World,
} from './a-product.ts';

let etcd: Etcd;
let world: World;

beforeAll(async () => {
  etcd = await anEtcd();
  world = await aWorld(() =>
    oneCluster(
      etcd.cluster.endpoints,
      '  - { id: C0PRODETCD, cluster: prod, reports: { schedule: "0 0 1 1 *", timezone: UTC } }',
    ),
  );
});
afterAll(async () => {
  await world?.close();
  await etcd?.remove();
});

const answers = (channel: string) => world.said(channel).filter(message => message.metadata !== undefined);

describe('without a worker', () => {
  let bot: Running;
  beforeAll(async () => {
    bot = await world.startBot();
  });
  afterAll(() => bot.close());

  it('who asked is told, and is answered once as soon as one runs', async () => {
    const told = await world.ask('C0E2E0', '/etcd status', { withinMs: 15_000 });
    expect(told.ephemeralTo).toBe(ALICE);
    expect(textOf(told)).toContain('No worker has taken');
    const worker = await world.startWorker();
    await world.slack.waitForMessage('C0E2E0', message => payloadOf(message) !== undefined, 15_000);
    await world.ask('C0E2E0', '/etcd clusters');
    expect(answers('C0E2E0').map(payloadOf)).toMatchObject([{ command: 'status' }, { command: 'clusters' }]);
    await worker.close();
  }, 40_000);

  it('a question survives a crash of Redis; who asks meanwhile is told, and nothing is answered twice', async () => {
    await world.slack.people.type(ALICE, 'C0E2E1', '/etcd status');
    await vi.waitFor(async () => expect(await bot.queues[0]?.getWaitingCount()).toBe(1));
    await world.redis.kill();
    const told = await world.ask('C0E2E2', '/etcd status');
    expect(told.ephemeralTo).toBe(ALICE);
    expect(textOf(told)).toContain('Your request was not taken');
    await world.redis.restart();
    const worker = await world.startWorker();
    await world.slack.waitForMessage('C0E2E1', message => payloadOf(message) !== undefined, 20_000);
    await world.ask('C0E2E1', '/etcd clusters', { withinMs: 15_000 });
    expect(answers('C0E2E1').map(payloadOf)).toMatchObject([{ command: 'status' }, { command: 'clusters' }]);
    expect(answers('C0E2E2')).toEqual([]);
    await worker.close();
  }, 60_000);
});

describe('the scheduled report', () => {
  it('that was missed is made up for once, marked late, however many workers start', async () => {
    const { channels, redis } = world.settings('worker').settings;
    const [plan] = reportPlans(channels, ['prod']);
    if (!plan) throw new Error('no report is planned');
    const connection = await connectRedis(redis.url, { role: 'producer', log: quiet });
    // Workers have run before in this file, and a tick that was told never goes back.
    await connection.del(`${taggedPrefix(redis.prefix)}:ticks`);
    const yearBefore = newestTick(plan, newestTick(plan, Date.now()) - 1);
    await openTicks(connection, taggedPrefix(redis.prefix)).told(tickKey(plan), yearBefore);
    await disconnectRedis(connection);
    const running = await Promise.all([world.startBot(), world.startWorker(), world.startWorker()]);
    const isReport = () => answers('C0PRODETCD').filter(message => JSON.stringify(message.metadata).includes('report'));
    await world.slack.waitUntil(() => isReport().length > 0, 20_000);
    expect(payloadOf(isReport()[0] ?? Object.assign({}))).toMatchObject({ kind: 'report', cluster: 'prod' });
    expect(textOf(isReport()[0] ?? Object.assign({}))).toMatch(/late/i);
    await world.ask('C0PRODETCD', '/etcd clusters');
    expect(isReport()).toHaveLength(1);
    for (const part of running) await part.close();
  }, 40_000);
});

const say = () => undefined;
const quiet = { debug: say, info: say, warn: say, error: say };

describe('a bot that is told to stop', () => {
  const processes: AProcess[] = [];
  afterEach(async () => {
    for (const process of processes.splice(0)) await process.kill();
  });
  const start = (role: 'bot' | 'worker'): AProcess => {
    const process = aProcess([main, role], world.env({ LOG_LEVEL: 'info' }));
    processes.push(process);
    return process;
  };

  it('while commands come in: what was acknowledged is answered once, by it or by the next one', async () => {
    const { slack } = world;
    const [bot, worker] = [start('bot'), start('worker')];
    await Promise.all([bot.says('connected to Slack'), worker.says('ready for work')]);
    const channels = manyChannels.slice(20, 40).map(({ id }) => id);
    let acknowledgements = 0;
    const typed = channels.map(async (channel, index) => {
      await new Promise(resolve => setTimeout(resolve, index * 3));
      const said = await slack.people.type(ALICE, channel, '/etcd status');
      const acknowledged = said.kind === 'command' && said.delivery.kind === 'acknowledged';
      if (acknowledged && ++acknowledgements === 12) bot.child.kill('SIGTERM');
      return { channel, acknowledged };
    });
    const outcomes = await Promise.all(typed);
    expect(await bot.ended).toBe(0);
    await start('bot').says('connected to Slack');

    const taken = outcomes.filter(({ acknowledged }) => acknowledged).map(({ channel }) => channel);
    expect(taken.length).toBeGreaterThan(0);
    await slack.waitUntil(() => taken.every(channel => answers(channel).length > 0), 30_000);
    const marks = await Promise.all(taken.map(channel => world.ask(channel, '/etcd clusters', { withinMs: 20_000 })));
    expect(marks).toHaveLength(taken.length);
    for (const channel of taken) {
      expect(answers(channel).map(payloadOf), channel).toMatchObject([{ command: 'status' }, { command: 'clusters' }]);
    }
    const left = channels.filter(channel => !taken.includes(channel));
    expect(left.flatMap(answers)).toEqual([]);
    process.stdout.write(`${taken.length} of ${channels.length} commands were acknowledged, each answered once\n`);
  }, 90_000);
});
