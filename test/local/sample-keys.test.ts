import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type EtcdCluster, startEtcdCluster } from '../../src/local/etcd-cluster.ts';
import { sampleKeys, samplePostgres, writeSampleKeys } from '../../src/local/sample-keys.ts';
import { keepSampleMembers } from '../../src/local/sample-members.ts';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';
import { defaultEtcd } from '../../src/setup/etcd-versions.ts';

const NOW = new Date('2026-03-01T09:00:00Z');
let folder: ScratchFolder;
let cluster: EtcdCluster;

beforeAll(async () => {
  folder = await scratchFolder('local-sample');
  const { etcd } = await defaultEtcd({ say: () => {} });
  cluster = await startEtcdCluster({ binary: etcd, members: 1, directory: folder.path });
});
afterAll(async () => {
  await cluster?.stop();
  await folder.remove();
});

const sampleValue = (key: string) => sampleKeys(NOW).find(sample => sample.key === key)?.value ?? '';

test('the sample holds the keys that Patroni keeps', () => {
  const names = sampleKeys(NOW).map(sample => sample.key);
  const ofOrders = ['config', 'initialize', 'leader', 'members/pg-orders-1', 'status', 'failsafe', 'sync', 'history'];
  expect(names).toEqual(expect.arrayContaining(ofOrders.map(name => `/pg/pg-orders/${name}`)));
  expect(names).not.toContain('/pg/pg-audit/failsafe');
  expect(new Set(names).size).toBe(names.length);
});

test('the leader shares its lease with its member key', () => {
  const lease = (key: string) => sampleKeys(NOW).find(sample => sample.key === key)?.lease;
  expect(lease('/pg/pg-orders/leader')).toBe(lease(`/pg/pg-orders/members/${sampleValue('/pg/pg-orders/leader')}`));
});

test.each([
  ['/pg/pg-orders/members/pg-orders-1', '"role":"primary"'],
  ['/pg/pg-audit/members/pg-audit-1', '"role":"master"'],
  ['/pg/pg-orders/members/pg-orders-2', '"replication_state":"streaming"'],
  ['/pg/pg-audit/status', '{"optime":50331744}'],
  ['/pg/pg-orders/config', '"failsafe_mode":true'],
])('%s says %s, as that version of Patroni does', (key, part) => expect(sampleValue(key)).toContain(part));

test('the sample is written to a real etcd, with leases', async () => {
  const written = await writeSampleKeys(cluster.api, NOW);
  const key = Buffer.from('/pg/pg-orders/leader').toString('base64');
  const everything = {
    key: Buffer.from('/').toString('base64'),
    range_end: Buffer.from('0').toString('base64'),
    count_only: true,
  };
  expect(JSON.stringify(await cluster.api.call('kv/range', everything))).toContain(`"count":"${written}"`);
  expect(JSON.stringify(await cluster.api.call('kv/range', { key }))).toMatch(/"lease":"[1-9]\d+"/);
});

test('members of the sample write down the pause of their cluster, and its end, and keep their leases', async () => {
  const config = '/pg/pg-orders/config';
  const members = async () => {
    const range = { key: base64('/pg/pg-orders/members/'), range_end: base64('/pg/pg-orders/members0') };
    const { kvs } = kept.parse(await cluster.api.call('kv/range', range));
    return kvs.map(({ value, lease }) => ({ pause: /"pause":true/.test(unbase64(value)), leased: lease !== '0' }));
  };
  const paused = sampleValue(config).replace('{', '{"pause":true,');
  const sample = keepSampleMembers(cluster.api, samplePostgres);
  try {
    for (const [value, pause] of [
      [paused, true],
      [sampleValue(config), false],
    ] as const) {
      await cluster.api.put(config, value);
      await vi.waitFor(async () => expect(await members()).toEqual(Array(3).fill({ pause, leased: true })), 15_000);
    }
  } finally {
    await sample.close();
  }
});

const kept = z.object({ kvs: z.array(z.object({ value: z.string(), lease: z.string().default('0') })) });
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const unbase64 = (text: string): string => Buffer.from(text, 'base64').toString();
