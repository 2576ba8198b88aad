import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openChangeJobs, type ServeChanges } from '../../src/queue/changes.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { aChangeWorker } from './a-change-worker.ts';
import { aDoomedProcess } from './a-doomed-process.ts';
import { silent } from './silence.ts';

let redis: TestRedis;
const closers: (() => Promise<unknown>)[] = [];
let worlds = 0;
const soon = { timeout: 15_000, interval: 10 };

beforeAll(async () => {
  redis = await aRedis();
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await redis.remove();
});

async function aWorld(clusters = ['prod', 'lab']) {
  worlds += 1;
  const prefix = `{changes${worlds}}`;
  const connection = await connectRedis(redis.url, { role: 'producer', log: silent });
  const jobs = openChangeJobs({ connection, prefix, log: silent }, clusters);
  closers.push(() => disconnectRedis(connection), jobs.close);
  const work = async (run: ServeChanges['run']) => {
    const worker = await aChangeWorker(redis.url, prefix, run, { clusters });
    closers.push(worker.close);
    return worker;
  };
  return { prefix, jobs, work };
}

const gate = () => {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open: () => open(), opened };
};

const waiting = (stop: AbortSignal) => new Promise<void>(resolve => stop.addEventListener('abort', () => resolve()));

async function aDoomedWorker(prefix: string): Promise<ChildProcess> {
  const { child, close } = await aDoomedProcess('doomed-worker', redis.url, prefix);
  closers.push(close);
  return child;
}

describe.concurrent('the changes of a cluster', () => {
  it('run one at a time over all workers, in order, and clusters do not wait for each other', async () => {
    const { jobs, work } = await aWorld();
    const log: string[] = [];
    let running = 0;
    const block = gate();
    const run = async (operation: string) => {
      if (operation === 'lab-1') return block.open();
      running += 1;
      expect(running).toBe(1);
      log.push(operation);
      if (operation === 'op-0') await block.opened;
      await new Promise(setImmediate);
      running -= 1;
    };
    await Promise.all([work(run), work(run), work(run)]);
    const ids = Array.from({ length: 8 }, (_, index) => `op-${index}`);
    for (const id of ids) await jobs.run({ id, cluster: 'prod' });
    await vi.waitFor(() => expect(log).toEqual(['op-0']), soon);
    await jobs.run({ id: 'lab-1', cluster: 'lab' });
    await vi.waitFor(() => expect(log).toEqual(ids), soon);
  });

  it('are one job however often they are handed over, and can be handed over again when they ended', async () => {
    const { jobs, work } = await aWorld();
    const block = gate();
    const run = vi.fn(() => block.opened);
    for (let times = 0; times < 5; times++) await jobs.run({ id: 'op-a', cluster: 'prod' });
    await work(run);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1), soon);
    await jobs.run({ id: 'op-a', cluster: 'prod' });
    block.open();
    await vi.waitFor(async () => expect(await jobs.queues[0]?.getJobCountByTypes()).toBe(0), soon);
    expect(run).toHaveBeenCalledTimes(1);
    await jobs.run({ id: 'op-a', cluster: 'prod' });
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2), soon);
  });

  it('are run again after an error, while others go on', async () => {
    const { jobs, work } = await aWorld();
    const log: string[] = [];
    await work(async operation => {
      log.push(operation);
      if (operation === 'op-a' && log.filter(id => id === 'op-a').length < 3) throw new Error('no Redis');
    });
    await jobs.run({ id: 'op-a', cluster: 'prod' });
    await jobs.run({ id: 'op-b', cluster: 'prod' });
    await vi.waitFor(() => expect(log).toEqual(['op-a', 'op-b', 'op-a', 'op-a']), soon);
  });

  it('of a cluster that is not configured are not taken', async () => {
    const { jobs } = await aWorld();
    await expect(jobs.run({ id: 'op-a', cluster: 'other' })).rejects.toThrow(RangeError);
  });

  it('whose job nobody can read do not stop those behind', async () => {
    const { jobs, work } = await aWorld();
    const run = vi.fn(async () => undefined);
    await jobs.queues[0]?.add('change', { wire: 99, body: {} }, { jobId: 'odd', removeOnFail: true });
    await jobs.run({ id: 'op-a', cluster: 'prod' });
    await work(run);
    await vi.waitFor(() => expect(run.mock.calls.length).toBe(1), soon);
    await vi.waitFor(async () => expect(await jobs.queues[0]?.getJobCountByTypes()).toBe(0), soon);
  });
});

describe.concurrent('a worker that stops', () => {
  it('ends the step that runs, and another worker goes on at once', async () => {
    const { jobs, work } = await aWorld();
    const log: string[] = [];
    const step = gate();
    const first = await work(async (operation, stop) => {
      log.push(`first ${operation}`);
      await waiting(stop);
      await step.opened;
      log.push('first ends its step');
    });
    await jobs.run({ id: 'op-a', cluster: 'prod' });
    await vi.waitFor(() => expect(log).toEqual(['first op-a']), soon);
    await jobs.run({ id: 'op-b', cluster: 'prod' });
    await work(async operation => void log.push(`second ${operation}`));
    const closing = first.close();
    step.open();
    await closing;
    await vi.waitFor(
      () => expect(log).toEqual(['first op-a', 'first ends its step', 'second op-a', 'second op-b']),
      soon,
    );
  });

  it('leaves its change to whoever starts next when it was the last one', async () => {
    const { jobs, work } = await aWorld();
    const first = await work((_, stop) => waiting(stop));
    await jobs.run({ id: 'op-a', cluster: 'prod' });
    await vi.waitFor(async () => expect(await jobs.queues[0]?.getActiveCount()).toBe(1), soon);
    await first.close();
    expect(await jobs.queues[0]?.getWaitingCount()).toBe(1);
    const run = vi.fn(async () => undefined);
    await work(run);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1), soon);
  });
});

describe('a worker that is killed', () => {
  it('again and again: the change is carried on each time, before all others', async () => {
    const { prefix, jobs, work } = await aWorld(['prod']);
    const log: string[] = [];
    for (const id of ['op-a', 'op-b']) await jobs.run({ id, cluster: 'prod' });
    for (let kill = 0; kill < 3; kill++) {
      const doomed = await aDoomedWorker(prefix);
      if (!doomed.stdout) throw new Error('no output');
      const [output] = await once(doomed.stdout, 'data');
      expect(String(output)).toBe('running op-a\n');
      doomed.kill('SIGKILL');
    }
    const killed = Date.now();
    await work(async operation => void log.push(operation));
    await vi.waitFor(() => expect(log).toEqual(['op-a', 'op-b']), soon);
    expect(Date.now() - killed).toBeLessThan(1.5 * 2_000 + 1_000);
  });
});

describe('Redis that is killed while a change runs', () => {
  it('loses neither that one nor those behind it', async () => {
    const own = await aRedis();
    closers.push(own.remove);
    const connection = await connectRedis(own.url, { role: 'producer', log: silent });
    const jobs = openChangeJobs({ connection, prefix: '{killed}', log: silent }, ['prod']);
    closers.push(() => disconnectRedis(connection), jobs.close);
    const step = gate();
    const ended: string[] = [];
    const worker = await aChangeWorker(own.url, '{killed}', async operation => {
      await step.opened;
      ended.push(operation);
    });
    closers.push(worker.close);
    for (const id of ['op-a', 'op-b']) await jobs.run({ id, cluster: 'prod' });
    await vi.waitFor(async () => expect(await jobs.queues[0]?.getActiveCount()).toBe(1), soon);
    await own.kill();
    step.open();
    await own.restart();
    await vi.waitFor(async () => expect(await jobs.queues[0]?.getJobCountByTypes()).toBe(0), soon);
    expect([...new Set(ended)]).toEqual(['op-a', 'op-b']);
  });
});

describe('while Redis is away', () => {
  it('handing over rejects in time, and a worker stops in time', async () => {
    const own = await aRedis();
    const connection = await connectRedis(own.url, { role: 'producer', log: silent });
    const jobs = openChangeJobs({ connection, prefix: '{away}', log: silent }, ['prod']);
    const seen: string[] = [];
    const worker = await aChangeWorker(own.url, '{away}', async (operation, stop) => {
      seen.push(operation);
      await waiting(stop);
    });
    await jobs.run({ id: 'op-a', cluster: 'prod' });
    await vi.waitFor(() => expect(seen).toEqual(['op-a']), soon);
    await own.kill();
    const before = performance.now();
    await expect(jobs.run({ id: 'op-b', cluster: 'prod' })).rejects.toMatchObject({ name: 'QueueUnreachable' });
    expect(performance.now() - before).toBeLessThan(2_000);
    await worker.close();
    expect(performance.now() - before).toBeLessThan(6_000);
    await jobs.close();
    await disconnectRedis(connection);
    await own.remove();
  });
});
