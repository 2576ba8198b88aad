import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { RAW_KEPT_MS } from '../../src/core/history/history.ts';
import type { Sample } from '../../src/core/history/sample.ts';
import { type EtcdApi, etcdApi } from '../../src/local/etcd-api.ts';
import { etcdVersion } from '../../src/setup/etcd-versions.ts';
import { taggedPrefix } from '../../src/store/redis.ts';
import { writeSample } from '../../src/store/samples.ts';

const KIB = 1024;
const MIB = KIB * KIB;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const EVERY_MS = 5 * 60_000;
const DAYS = 14;
const QUOTA = 64 * MIB;

const wave = (at: number, lengthMs: number): number => Math.sin((at / lengthMs) * 2 * Math.PI);

/** Two weeks in which a database grew day by day to what it is now, compacted every six hours, with a slow disk one night. */
export function aPast(now: number, { file, inUse, leader }: Present): readonly Sample[] {
  const count = (DAYS * DAY) / EVERY_MS;
  return Array.from({ length: count }, (_, index) => {
    const at = now - (count - index) * EVERY_MS;
    const days = (at - now) / DAY;
    const dbSize = Math.round(file + days * 1.6 * MIB + (wave(at, DAY) - wave(now, DAY)) * 0.3 * MIB);
    const filling = ((at % (6 * HOUR)) / (6 * HOUR)) * 0.12;
    const isSlow = Math.abs(days + 4.2) < 0.06;
    return {
      ...{ at, revision: Math.round(400_000 + days * 21_000), quota: QUOTA, healthy: 3, voters: 3 },
      leader,
      members: ['etcd-1', 'etcd-2', 'etcd-3'].map((name, who) => ({
        ...{ name, dbSize: dbSize - who * 40 * KIB },
        dbSizeInUse: Math.round(dbSize * (inUse / file - 0.06 + filling)),
        fsync: 0.003 + who * 0.0004 + (wave(at, 9 * HOUR) + 1) * 0.0006 + (isSlow && who === 1 ? 0.031 : 0),
        commit: 0.006 + who * 0.0005 + (wave(at, 7 * HOUR) + 1) * 0.001 + (isSlow && who === 1 ? 0.02 : 0),
      })),
    };
  });
}

/** What the reports so far told, as if a day had gone by since: where `src/store/reports.ts` keeps it. */
export async function aDayLater(url: string): Promise<void> {
  const redis = new Redis(url);
  const key = `${taggedPrefix('etcd-chatops')}:reports`;
  for (const [field, text] of Object.entries(await redis.hgetall(key))) {
    const told = z.looseObject({ at: z.number(), dbSize: z.number(), revision: z.number() }).parse(JSON.parse(text));
    const before = { at: told.at - DAY, dbSize: told.dbSize - Math.round(1.6 * MIB), revision: told.revision - 500 };
    await redis.hset(key, field, JSON.stringify({ ...told, ...before }));
  }
  await redis.quit();
}

/** As `src/store/history.ts` keeps them: what is older than two days by the day, the rest by the hour. */
export async function remember(url: string, cluster: string, samples: readonly Sample[], now: number): Promise<void> {
  const redis = new Redis(url);
  const base = `${taggedPrefix('etcd-chatops')}:history:${cluster}`;
  for (const sample of samples) {
    const isOld = sample.at < now - RAW_KEPT_MS;
    const key = isOld ? `thin:${Math.floor(sample.at / DAY)}` : `raw:${Math.floor(sample.at / HOUR)}`;
    await redis.rpush(`${base}:${key}`, writeSample(sample));
  }
  await redis.quit();
}

/** Kubernetes beside Patroni, and a team that keeps what it should not; a quarter of the file is empty after a compaction. */
export async function fill(endpoints: readonly string[]): Promise<EtcdApi> {
  const api = etcdApi({ urls: () => endpoints, tls: undefined, password: undefined });
  const put = async (prefix: string, count: number, kib: number): Promise<void> => {
    const value = 'x'.repeat(kib * KIB);
    for (let at = 0; at < count; at += 1) await api.put(`${prefix}${String(at).padStart(4, '0')}`, value);
  };
  await put('/registry/events/default/web-', 150, 124);
  await put('/registry/pods/default/web-', 40, 60);
  await put('/registry/secrets/default/tls-', 20, 60);
  await put('/payments/ledger/', 90, 124);
  await put('/payments/outbox/', 130, 124);
  for (let at = 0; at < 120; at += 1) await put('/registry/leases/kube-system/kube-scheduler', 1, 1);
  for (let at = 0; at < 130; at += 1)
    await api.call('kv/deleterange', { key: base64(`/payments/outbox/${String(at).padStart(4, '0')}`) });
  const { header } = (await statusOf(api)) ?? {};
  await api.call('kv/compaction', { revision: header?.revision, physical: true });
  return api;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export type Present = { readonly file: number; readonly inUse: number; readonly leader: string };

/** As it is on all members, once each has given back what the compaction freed: that happens as others write. */
export async function presentOf(endpoints: readonly string[]): Promise<Present> {
  const apis = endpoints.map(url => etcdApi({ urls: () => [url], tls: undefined, password: undefined }));
  const look = async (): Promise<Present> => {
    await apis[0]?.put('/config/looked-at', new Date().toISOString());
    const all = await Promise.all(apis.map(statusOf));
    const most = (of: 'dbSize' | 'dbSizeInUse') => Math.max(...all.map(status => Number(status?.[of])));
    const leads = all.findIndex(status => status?.header?.member_id === status?.leader);
    return { file: most('dbSize'), inUse: most('dbSizeInUse'), leader: `etcd-${leads + 1}` };
  };
  for (let tries = 0; tries < 60; tries += 1) {
    const present = await look();
    if (present.inUse < present.file * 0.75) return present;
    await sleep(500);
  }
  return look();
}

type Status = {
  readonly dbSize?: string;
  readonly dbSizeInUse?: string;
  readonly leader?: string;
  readonly header?: { readonly revision: string; readonly member_id: string };
};
const statusOf = async (api: EtcdApi): Promise<Status | null> => {
  const said: unknown = await api.call('maintenance/status', {});
  return isStatus(said) ? said : null;
};
const isStatus = (said: unknown): said is Status => typeof said === 'object' && said !== null;

/** A whole snapshot, five hours old. */
export async function backUp(endpoint: string, folder: string, now: number): Promise<void> {
  const { etcdctl } = await etcdVersion('3.5.30', { say: () => undefined });
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'playground-daily.db');
  await execa(etcdctl.path, ['--endpoints', endpoint, 'snapshot', 'save', file], {
    env: { ...etcdctl.env, ETCDCTL_API: '3' },
  });
  await utimes(file, (now - 5 * HOUR) / 1000, (now - 5 * HOUR) / 1000);
}
