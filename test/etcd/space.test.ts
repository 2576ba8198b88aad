import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../../src/core/cluster.ts';
import { ownershipOf, type SpaceProgress, type SpaceUse } from '../../src/core/ownership.ts';
import { spaceBack } from '../../src/core/space-back.ts';
import type { CallContext } from '../../src/etcd/channel.ts';
import { connect } from '../../src/etcd/connection.ts';
import type { RangeQuery } from '../../src/etcd/kv.ts';
import { openEtcdOperator } from '../../src/etcd/operator.ts';
import { openSpaceReader } from '../../src/etcd/space.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { type Lab, quiet, settingsOf, startLab } from './a-lab.ts';

const PUTS_AT_ONCE = 50;
const LARGE = 256 * 1024;

describe('the key space of a cluster', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab('3.5.30');
    const { put } = lab.cluster.api;
    const many = Array.from(
      { length: 600 },
      (_, n) => [`/app/${String(n).padStart(4, '0')}`, 'x'.repeat(100)] as const,
    );
    for (let at = 0; at < many.length; at += PUTS_AT_ONCE) {
      await Promise.all(many.slice(at, at + PUTS_AT_ONCE).map(([key, value]) => put(key, value)));
    }
    for (let n = 0; n < 20; n += 1) await put(`/large/${n}`, 'y'.repeat(LARGE));
    await put('/service/pg-test/leader', 'pg-test-1');
    await put('/service/pg-test/config', '{"ttl":30}');
  });
  afterAll(async () => {
    await lab?.end();
  });

  const survey = async (under: string, withinMs: number): Promise<Snapshot> => {
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints), quiet);
    return reader.survey({ parts: [], space: { under, withinMs } }).finally(() => reader.close());
  };
  const used = async (under = '', withinMs = 60_000): Promise<SpaceUse> => {
    const { space } = await survey(under, withinMs);
    if (!space?.ok) throw new Error(space?.fault.detail ?? 'not asked');
    return space.value;
  };

  it('is counted to the last key and byte, over many pages', async () => {
    const use = await used();
    expect(use).toMatchObject({ total: 622, stopped: null, current: true });
    expect(use.read.keys).toBe(622);
    expect(use.prefixes).toEqual([
      {
        prefix: '/large/',
        owner: 'unknown',
        keys: 20,
        bytes: 20 * LARGE + 10 * '/large/1'.length + 10 * '/large/10'.length,
      },
      { prefix: '/app/', owner: 'unknown', keys: 600, bytes: 600 * (100 + '/app/0000'.length) },
      { prefix: '/service/', owner: 'patroni', keys: 2, bytes: 65 },
    ]);
    expect(ownershipOf(use)).toMatchObject({ verdict: 'needs_backup', postgres: { keys: 2 } });
  });

  it('is counted at a follower', async () => {
    const { endpoint } = await used('/service/');
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints), quiet);
    const { endpoints } = await reader.survey({ parts: ['status'] }).finally(() => reader.close());
    const asked = endpoints.find(report => report.endpoint === endpoint);
    expect(asked?.status).toMatchObject({ ok: true, value: { learner: false } });
    expect(asked?.status.ok && asked.status.value.leader !== asked.status.value.memberId).toBe(true);
  });

  it('is told below a prefix by the next folder', async () => {
    expect((await used('/service/')).prefixes).toEqual([
      { prefix: '/service/pg-test/', owner: 'patroni', keys: 2, bytes: 65 },
    ]);
  });

  it('is told as a part where the time is up', async () => {
    const use = await used('', 1);
    expect(use.stopped).toBe('time');
    expect(use.read.keys).toBeLessThan(use.total);
    expect(use.total).toBe(622);
  });

  it('names the keys that were written most often, by name alone', async () => {
    for (let time = 0; time < 30; time += 1) await lab.cluster.api.put('/hot/leader', `secret ${time}`);
    const { hottest, revision } = await used();
    expect(hottest).toEqual([{ key: '/hot/leader', version: 30, created: revision - 29 }]);
    expect(JSON.stringify(hottest)).not.toContain('secret');
  });

  /** What the product reads with, where the pauses between two pages are used for something. */
  const reading = async (between: (pause: number) => Promise<unknown>, signal = new AbortController().signal) => {
    const connection = connect(settingsOf(lab.cluster.endpoints), Date.now);
    let pauses = 0;
    const read = openSpaceReader(connection.endpoints, '/service', async () => {
      pauses += 1;
      await between(pauses);
    });
    return read({ under: '', withinMs: 60_000 }, signal).finally(() => connection.close());
  };

  it('is counted as it was at one revision, whatever is written meanwhile', async () => {
    const before = await used();
    const use = await reading(async pause => {
      await lab.cluster.api.put(`/new/${pause}`, 'n'.repeat(1_000));
      await lab.cluster.api.put('/app/0500', 'much longer than before'.repeat(100));
      const key = Buffer.from('/large/9').toString('base64');
      await lab.cluster.api.call('kv/deleterange', { key });
    });
    expect({ ...use, endpoint: '' }).toEqual({ ...before, endpoint: '' });
    const after = await used();
    expect(after.revision).toBeGreaterThan(use.revision + 2);
    expect(after.prefixes.find(({ prefix }) => prefix === '/new/')?.keys).toBeGreaterThan(0);
    expect(after.prefixes.find(({ prefix }) => prefix === '/large/')?.keys).toBe(19);
  });

  it('is told as a part to who does not wait any more, and whole to those who go on waiting', async () => {
    const leaving = new AbortController();
    const connection = connect(settingsOf(lab.cluster.endpoints), Date.now);
    let go = (): void => undefined;
    const gate = new Promise<void>(resolve => {
      go = resolve;
    });
    const read = openSpaceReader(connection.endpoints, null, () => gate);
    const told: SpaceProgress[] = [];
    const one = read(
      {
        under: '',
        withinMs: 60_000,
        tell: soFar => {
          told.push(soFar);
          leaving.abort();
        },
      },
      leaving.signal,
    );
    const other = read({ under: '', withinMs: 60_000 }, new AbortController().signal);
    const part = await one;
    expect(part).toMatchObject({ stopped: 'cancelled', read: { keys: 20 } });
    expect(told).toEqual([{ read: 20, total: part.total }]);
    go();
    const whole = await other;
    expect(whole).toMatchObject({ stopped: null, revision: part.revision });
    expect(whole.read.keys).toBe(whole.total);
    connection.close();
  });

  it('is let alone within a page when nobody waits any more', async () => {
    const leaving = new AbortController();
    const pages: number[] = [];
    const connection = connect(settingsOf(lab.cluster.endpoints), Date.now);
    const endpoints = connection.endpoints.map(each => ({
      ...each,
      keys: {
        range: (query: RangeQuery, context: CallContext) => {
          pages.push(query.limit);
          return each.keys.range(query, context);
        },
      },
    }));
    let rested = 0;
    let stopping: AbortSignal | null = null;
    const read = openSpaceReader(endpoints, null, async (_ms, signal) => {
      rested += 1;
      stopping = signal;
      leaving.abort();
      await new Promise(resolve => setImmediate(resolve));
    });
    expect((await read({ under: '', withinMs: 60_000 }, leaving.signal)).stopped).toBe('cancelled');
    expect(stopping).toMatchObject({ aborted: true });
    // The page that would have come is cancelled before it is sent.
    await vi.waitFor(() => expect([rested, pages.length]).toEqual([1, 2]));
    connection.close();
  });

  it('says what it has read where its revision is compacted away meanwhile', async () => {
    const use = await reading(async pause => {
      if (pause > 1) return;
      await lab.cluster.api.put('/app/0001', 'newer');
      const { revision } = await used('/nothing/');
      await lab.cluster.api.call('kv/compaction', { revision: String(revision), physical: true });
    });
    expect(use).toMatchObject({ stopped: 'compacted', read: { keys: 20 } });
    expect(use.total).toBeGreaterThan(600);
    expect(ownershipOf(use).verdict).toBe('needs_backup');
  });

  it('gives back what is told: a compaction no more than that, a defragmentation exactly that', async () => {
    const operator = openEtcdOperator(settingsOf(lab.cluster.endpoints), quiet);
    const look = async () => {
      const snapshot = await operator.survey({
        parts: ['status', 'metrics'],
        space: { under: '', withinMs: 60_000 },
      });
      const statuses = snapshot.endpoints.flatMap(({ status }) => (status.ok ? [status.value] : []));
      const largest = statuses.toSorted((one, other) => other.dbSize - one.dbSize)[0];
      if (!largest || !snapshot.space?.ok) throw new Error('nothing is known of the files');
      return { ...spaceBack(snapshot), revision: snapshot.space.value.revision, largest, statuses };
    };
    const HISTORY = 80;
    for (let n = 0; n < HISTORY; n += 1) await lab.cluster.api.put('/large/0', String(n % 10).repeat(LARGE));
    const full = await look();
    expect(full.revisions).toBeGreaterThanOrEqual(HISTORY);

    expect(await operator.compact(full.revision, true)).toEqual({ outcome: 'done' });
    // Pages are free from the write after on, on each member for itself (bbolt, freelist).
    const compacted = await vi.waitFor(
      async () => {
        await lab.cluster.api.put('/tick', 'x');
        const now = await look();
        for (const { dbSizeInUse } of now.statuses)
          expect(dbSizeInUse).toBeLessThan((full.largest.dbSizeInUse ?? 0) - (HISTORY / 2) * LARGE);
        return now;
      },
      { timeout: 30_000, interval: 500 },
    );
    const freed = (full.largest.dbSizeInUse ?? 0) - (compacted.largest.dbSizeInUse ?? 0);
    expect(freed).toBeLessThanOrEqual(full.beyond ?? 0);
    expect(freed).toBeGreaterThan(0.8 * (full.beyond ?? Number.POSITIVE_INFINITY));
    expect(compacted.revisions).toBeLessThan(HISTORY / 2);

    expect(await operator.defragment(compacted.largest.memberId)).toEqual({ outcome: 'done' });
    const after = (await look()).statuses.find(({ memberId }) => memberId === compacted.largest.memberId);
    const given = compacted.largest.dbSize - (after?.dbSize ?? 0);
    expect(Math.abs(given / (compacted.free ?? 0) - 1), `${given} of ${compacted.free}`).toBeLessThan(0.05);
    await operator.close();
  });
});
