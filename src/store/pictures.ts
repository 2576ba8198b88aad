import { z } from 'zod';
import type { Picture, Pictures } from '../core/patroni/picture.ts';
import { parseJson } from './json.ts';
import type { RedisConnection } from './redis.ts';

/** Some 1,500 bytes a PostgreSQL cluster. What is larger is not kept. */
const LARGEST_BYTES = 2 * 1024 * 1024;
/** Older than that, it says nothing about now. Seconds. */
const KEPT_FOR = 30 * 24 * 3600;

const text = z.string().nullable();
const number = z.number().nullable();
const absent = z.object({ state: z.literal('absent') });
const keyOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('state', [
    absent,
    z.object({ state: z.literal('broken'), revision: z.string(), why: z.string() }),
    z.object({ state: z.literal('read'), revision: z.string(), value }),
  ]);
const nothing = z.object({}).transform(() => ({}));

const config = z.object({
  ...{ ttl: number, loopWait: number, retryTimeout: number, maximumLagOnFailover: number },
  ...{ failsafeMode: z.boolean(), pause: z.boolean(), standbyCluster: z.boolean() },
  synchronousMode: z.union([z.boolean(), z.literal('quorum')]),
  raw: nothing,
});
const member = z.object({
  ...{ name: z.string(), apiUrl: text, connUrl: text, state: text, role: text, version: text, position: text },
  ...{ timeline: number, paused: z.boolean(), pendingRestart: z.boolean(), tags: nothing, lease: z.null() },
});
const cluster = z.object({
  ...{ name: z.string(), citusGroup: number, prefix: z.string() },
  config: keyOf(config),
  leader: keyOf(z.object({ name: z.string(), lease: z.null() })),
  members: z.array(keyOf(member)),
  memberNames: z.array(z.string()),
  leaseless: z.array(z.string()),
  failover: keyOf(z.object({ leader: text, candidate: text, scheduledAt: text }).nullable()),
  sync: keyOf(z.object({ leader: text, standbys: z.array(z.string()), quorum: number })),
  failsafe: keyOf(z.record(z.string(), z.string())),
  ...{ initialize: absent, status: absent, history: absent },
});
const picture = z.object({
  seenAt: z.number(),
  state: z.object({ clusters: z.array(cluster), reach: nothing, partial: z.literal(true).optional() }),
});

/** How PostgreSQL stood when etcd was last read: what cannot be read counts as none. */
export function openPictures(redis: RedisConnection, prefix: string): Pictures {
  const key = (name: string): string => `${prefix}:postgres:${name}`;
  return {
    keep: async (name, value) => {
      const json = JSON.stringify(value);
      if (Buffer.byteLength(json) > LARGEST_BYTES) return;
      await redis.set(key(name), json, 'EX', KEPT_FOR);
    },
    last: async (name): Promise<Picture | null> => {
      const json = await redis.get(key(name));
      const read = json === null ? null : (picture.safeParse(parseJson(json)).data ?? null);
      if (read === null) return null;
      const { partial, ...state } = read.state;
      return { seenAt: read.seenAt, state: { ...state, ...(partial ? { partial } : {}) } };
    },
  };
}
