import { Redis } from 'ioredis';
import { afterAll, expect, it, vi } from 'vitest';
import { endChain, followChain, UNCHECKED } from '../../src/core/audit.ts';
import { succeed } from '../../src/core/result.ts';
import { until } from '../../src/local/until.ts';
import { openChangeJobs } from '../../src/queue/changes.ts';
import { serveSweeps } from '../../src/queue/sweeps.ts';
import { openLease } from '../../src/store/lease.ts';
import { aChangeWorker } from '../queue/a-change-worker.ts';
import { silent } from '../queue/silence.ts';
import { aServer } from './a-redis.ts';
import { aStore } from './a-store.ts';
import { anOperation, aRecord } from './an-operation.ts';

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** One node that holds all slots, and refuses what does not lie in one slot as any cluster does. */
async function aCluster(): Promise<string> {
  const node = await aServer(() => [
    ...['--cluster-enabled', 'yes', '--appendonly', 'yes', '--save', ''],
    ...['--cluster-announce-ip', '127.0.0.1'],
  ]);
  closers.push(node.remove);
  const direct = new Redis({ host: '127.0.0.1', port: node.port });
  direct.on('error', () => undefined);
  closers.push(async () => direct.disconnect());
  await direct.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  const isUp = async () => String(await direct.call('CLUSTER', 'INFO')).includes('cluster_state:ok') || undefined;
  await until(isUp, { what: 'the cluster', withinMs: 10_000 });
  return `redis+cluster://127.0.0.1:${node.port}`;
}

it('Redis Cluster carries an operation from its request to its end', async () => {
  const url = await aCluster();
  const store = await aStore(url, '{way}');
  closers.push(store.close);
  const { redis: connection, prefix, operations, cards, freezes, audit } = store;
  const jobs = openChangeJobs({ connection, prefix, log: silent }, ['prod']);
  closers.push(jobs.close);

  await operations.create(anOperation('op-a', { state: 'queued' }), aRecord('op-a', { what: 'request' }));
  const sweeps = serveSweeps({
    ...{ lease: openLease(connection, prefix, 'sweep'), operations, cards, holder: 'one', log: silent },
    ...{ everyMs: 200, behindMs: -1_000 },
    sweep: async ({ open, behind }) => {
      for (const { id, plan } of open) await jobs.run({ id, cluster: plan.cluster });
      for (const { id, revision } of behind) await cards.shown(id, revision);
    },
  });
  const worker = await aChangeWorker(url, prefix, async id => {
    const fence = await operations.takeFence('prod');
    expect(await operations.holdsFence('prod', fence)).toBe(true);
    await operations.transition(id, operation =>
      succeed({ operation: { ...operation, fence, state: 'succeeded' }, audit: aRecord(id, { what: 'state' }) }),
    );
  });
  closers.push(worker.close, sweeps.close);

  const state = async () => (await operations.load('op-a'))?.state;
  await vi.waitFor(async () => expect(await state()).toBe('succeeded'), { timeout: 15_000, interval: 20 });
  await vi.waitFor(async () => expect(await cards.behind(-1_000, 9)).toEqual([]), { timeout: 5_000, interval: 20 });
  expect(await operations.list({ cluster: 'prod', open: true, limit: 9 })).toEqual([]);

  const freeze = { by: 'U1', name: 'alice', at: 1_000, reason: 'migration' };
  await freezes.freeze('*', freeze, aRecord(null, { what: 'freeze' }));
  expect(await freezes.of('prod')).toEqual(freeze);
  await freezes.unfreeze('*', 'U1', aRecord(null));
  expect(await freezes.unfreeze('*', 'U2', aRecord(null))).toEqual({ agreed: ['U1', 'U2'], over: true });

  const head = await audit.head();
  let check = UNCHECKED;
  for await (const page of audit.pages()) check = followChain(check, page, head);
  expect(endChain(check, head)).toMatchObject({ last: { number: 5 }, broken: null });
  expect(await audit.list({ cluster: 'prod', who: 'U2', operation: 'op-a', limit: 9 })).toHaveLength(2);
});
