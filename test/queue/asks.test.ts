import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { verbatim } from '../../src/core/message.ts';
import type { Answer } from '../../src/core/ports.ts';
import type { Request } from '../../src/core/request.ts';
import { openAsks, type ServeAsks, serveAsks } from '../../src/queue/asks.ts';
import { type ServeOverdue, serveOverdue } from '../../src/queue/overdue.ts';
import { askAndWait } from '../../src/queue/wait.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { aRequest } from './a-request.ts';
import { silent, unmeasured } from './silence.ts';

let redis: TestRedis;
let worlds = 0;
const closers: (() => Promise<void>)[] = [];
const soon = { timeout: 10_000, interval: 20 };

beforeAll(async () => {
  redis = await aRedis();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => redis.remove());

const answer: Answer = {
  document: [{ type: 'verdict', tone: 'good', text: verbatim('fine') }],
  facts: { ok: 1 },
  refused: null,
};

async function connect(role: 'producer' | 'blocking') {
  const connection = await connectRedis(redis.url, { role, log: silent });
  closers.push(() => disconnectRedis(connection));
  return connection;
}

async function aWorld(overdueMs = 8_000) {
  worlds += 1;
  const prefix = `{asks${worlds}}`;
  const link = { connection: await connect('producer'), prefix, log: silent };
  const asks = openAsks(link, { overdueMs });
  closers.push(asks.close);
  const work = async (run: ServeAsks['run'], unreadable: ServeAsks['unreadable'] = async () => undefined) => {
    const connection = await connect('blocking');
    const served = serveAsks({ connection, prefix, log: silent, meter: unmeasured, concurrency: 4, run, unreadable });
    closers.push(served.close);
    return served;
  };
  const overdue = async (tell: Pick<ServeOverdue, 'notTaken' | 'failed'>) => {
    const connection = await connect('blocking');
    closers.push(serveOverdue({ connection, prefix, log: silent, clock: Date.now, ...tell }, asks.queue).close);
  };
  return { link, prefix, asks, work, overdue };
}

describe('asking', () => {
  it('reaches a worker, and its answer reaches whoever waits', async () => {
    const { asks, work } = await aWorld();
    const seen: Request[] = [];
    await work(async request => {
      seen.push(request);
      return answer;
    });
    const request = aRequest('123.456:abc', { args: { key: 'x' }, options: { prefix: true } });
    expect(await askAndWait(asks, request, 5_000)).toEqual(answer);
    expect(seen).toEqual([request]);
  });

  it('makes one job of the same request twice', async () => {
    const { asks, work } = await aWorld();
    const run = vi.fn(async () => answer);
    await work(run);
    await Promise.all([asks.ask(aRequest('a')), asks.ask(aRequest('a'))]);
    await askAndWait(asks, aRequest('a'), 5_000);
    await askAndWait(asks, aRequest('b'), 5_000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('runs a read once more when its worker could not tell the answer', async () => {
    const { asks, work } = await aWorld();
    let runs = 0;
    await work(async () => {
      runs += 1;
      if (runs === 1) throw new Error('no Redis');
      return answer;
    });
    expect(await askAndWait(asks, aRequest('a'), 5_000)).toEqual(answer);
    expect(runs).toBe(2);
  });

  it('tells a terminal that no worker has taken it, and that one failed', async () => {
    const { asks, work } = await aWorld();
    await expect(askAndWait(asks, aRequest('a'), 100)).rejects.toMatchObject({ reason: 'not_taken' });
    await work(async () => {
      throw new Error('no Redis');
    });
    await expect(askAndWait(asks, aRequest('b'), 5_000)).rejects.toMatchObject({
      reason: 'failed',
      message: 'no Redis',
    });
  });

  it('lets a running job end before it closes', async () => {
    const { asks, work } = await aWorld();
    let release: (() => void) | undefined;
    const served = await work(async () => {
      await new Promise<void>(resolve => {
        release = resolve;
      });
      return answer;
    });
    const waiting = askAndWait(asks, aRequest('a'), 5_000);
    await vi.waitFor(() => expect(release).toBeDefined(), soon);
    const closing = served.close();
    release?.();
    await closing;
    expect(await waiting).toEqual(answer);
  });
});

describe('a request of another version', () => {
  it('fails for good and tells the asker', async () => {
    const { prefix, link, work } = await aWorld();
    const told: (readonly [string, string])[] = [];
    const run = vi.fn(async () => answer);
    await work(run, async (address, detail) => void told.push([address.id, detail]));
    const queue = new Queue('reads', { connection: link.connection, prefix });
    closers.push(() => queue.close());
    const newer = { ...aRequest('future'), args: [['key', 'x']] };
    await queue.add('read', { wire: 2, body: newer }, { jobId: 'ask-future', attempts: 2 });
    await queue.add('read', 'nonsense', { jobId: 'ask-nonsense', attempts: 2 });
    await vi.waitFor(async () => expect(await queue.getFailedCount()).toBe(2), soon);
    expect(told).toEqual([['future', 'version 2, this process reads 1']]);
    expect((await queue.getJob('ask-future'))?.failedReason).toContain('version 2');
    expect(run).not.toHaveBeenCalled();
  });
});

describe('a request that takes long', () => {
  it('is told to the asker when no worker has taken it, once, and never when it was answered', async () => {
    const { asks, work, overdue } = await aWorld(300);
    const told: string[] = [];
    const failed: string[] = [];
    await overdue({
      notTaken: async (request, waitedMs) => void told.push(`${request.id} ${waitedMs >= 300}`),
      failed: async request => void failed.push(request.id),
    });
    await asks.ask(aRequest('lost'));
    await vi.waitFor(() => expect(told).toEqual(['lost true']), soon);
    await work(async request => {
      if (request.id === 'broken') throw new Error('no Redis');
      return answer;
    });
    await askAndWait(asks, aRequest('quick'), 5_000);
    await asks.ask(aRequest('broken'));
    await vi.waitFor(async () => expect((await asks.queue.getJob('ask-broken'))?.finishedOn).toBeDefined(), soon);
    expect(told).toEqual(['lost true']);
  });

  it('is told as failed when it failed without an answer', async () => {
    const { asks, work, overdue } = await aWorld(900);
    const failed: string[] = [];
    await overdue({ notTaken: async () => undefined, failed: async request => void failed.push(request.id) });
    await work(async () => {
      throw new Error('no Redis');
    });
    await asks.ask(aRequest('broken'));
    await vi.waitFor(() => expect(failed).toEqual(['broken']), soon);
  });
});

describe('without Redis', () => {
  async function aFragileWorld() {
    const own = await aRedis();
    const connection = await connectRedis(own.url, { role: 'producer', log: silent });
    const patient = await connectRedis(own.url, { role: 'blocking', log: silent });
    const asks = openAsks({ connection, prefix: '{x}', log: silent });
    closers.push(
      own.remove,
      () => disconnectRedis(connection),
      () => disconnectRedis(patient),
      asks.close,
    );
    return { own, asks, patient };
  }

  it('asking rejects within two seconds, and works again when Redis is back', async () => {
    const { own, asks } = await aFragileWorld();
    await asks.ask(aRequest('a'));
    await own.kill();
    const before = performance.now();
    await expect(asks.ask(aRequest('b'))).rejects.toMatchObject({ name: 'QueueUnreachable' });
    expect(performance.now() - before).toBeLessThan(2_000);
    await own.restart();
    await vi.waitFor(() => asks.ask(aRequest('c')), soon);
    expect((await asks.queue.getJobs(['waiting'])).map(job => job.id).sort()).toEqual(['ask-a', 'ask-c']);
  });

  it('asking rejects within two seconds when Redis accepts and says nothing', async () => {
    const { own, asks } = await aFragileWorld();
    await asks.ask(aRequest('a'));
    own.freeze();
    const before = performance.now();
    await expect(asks.ask(aRequest('b'))).rejects.toMatchObject({ name: 'QueueUnreachable' });
    expect(performance.now() - before).toBeLessThan(2_000);
    own.thaw();
  });

  it('a worker closes all the same, and one that runs takes up its work when Redis is back', async () => {
    const { own, asks, patient } = await aFragileWorld();
    const options = { connection: patient, prefix: '{x}', log: silent, meter: unmeasured, concurrency: 1 };
    const run = async () => answer;
    const unreadable = async () => undefined;
    const [leaving, staying] = [serveAsks({ ...options, run, unreadable }), serveAsks({ ...options, run, unreadable })];
    closers.push(staying.close);
    await askAndWait(asks, aRequest('a'), 5_000);
    await own.kill();
    await vi.waitFor(() => expect(patient.status).not.toBe('ready'), soon);
    const before = performance.now();
    await leaving.close();
    expect(performance.now() - before).toBeLessThan(2_000);
    await own.restart();
    await vi.waitFor(() => asks.ask(aRequest('b')), soon);
    expect(await askAndWait(asks, aRequest('b'), 10_000)).toEqual(answer);
  });
});
