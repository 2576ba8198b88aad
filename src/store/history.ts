import { z } from 'zod';
import { type History, RAW_KEPT_MS, THIN_EVERY_MS, THIN_KEPT_MS } from '../core/history/history.ts';
import { merged, type Sample } from '../core/history/sample.ts';
import { parseJson } from './json.ts';
import type { RedisConnection } from './redis.ts';
import { readSample, writeSample } from './samples.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

const histogram = z.object({ bounds: z.array(z.number()), counts: z.array(z.number()), total: z.number() });
const loads = z.record(z.string(), z.object({ fsync: histogram.nullable(), commit: histogram.nullable() }));

/**
 * Samples lie in lists: one for every hour of what is kept raw, one for every day of what is kept thinned. A list goes as a whole when its time is
 * over, so what a cluster takes is bounded by time: at 15 seconds and three members some 2.5 MB raw and 4 MB thinned.
 */
export function openHistory(redis: RedisConnection, prefix: string): History {
  const rawKey = (cluster: string, at: number) => `${prefix}:history:${cluster}:raw:${Math.floor(at / HOUR)}`;
  const thinKey = (cluster: string, at: number) => `${prefix}:history:${cluster}:thin:${Math.floor(at / DAY)}`;
  const lastKey = (cluster: string) => `${prefix}:history:${cluster}:last`;

  const read = async (keys: readonly string[]): Promise<readonly Sample[]> => {
    const lists = await Promise.all(keys.map(key => redis.lrange(key, 0, -1)));
    return lists.flat().flatMap(text => readSample(text) ?? []);
  };
  const between = (length: number, from: number, to: number, key: (at: number) => string): readonly string[] => {
    const first = Math.floor(from / length);
    return Array.from({ length: Math.floor(to / length) - first + 1 }, (_, index) => key((first + index) * length));
  };
  const raw = (cluster: string, from: number, to: number) => read(between(HOUR, from, to, at => rawKey(cluster, at)));

  /** The samples of the newest slot of five minutes that is over. */
  const thin = async (cluster: string, slot: number): Promise<void> => {
    const from = slot * THIN_EVERY_MS;
    const inside = (await raw(cluster, from, from + THIN_EVERY_MS)).filter(
      ({ at }) => at >= from && at < from + THIN_EVERY_MS,
    );
    const one = merged(inside);
    if (one === null) return;
    await redis.rpush(thinKey(cluster, from), writeSample(one));
    await redis.pexpire(thinKey(cluster, from), THIN_KEPT_MS + DAY);
  };

  return {
    loads: async cluster => {
      const text = await redis.hget(lastKey(cluster), 'loads');
      return text === null ? {} : (loads.safeParse(parseJson(text)).data ?? {});
    },
    append: async (cluster, sample, now) => {
      const slot = Math.floor(sample.at / THIN_EVERY_MS);
      const before = Number((await redis.hget(lastKey(cluster), 'slot')) ?? slot);
      await redis.hset(lastKey(cluster), 'slot', slot, 'loads', JSON.stringify(now));
      await redis.rpush(rawKey(cluster, sample.at), writeSample(sample));
      await redis.pexpire(rawKey(cluster, sample.at), RAW_KEPT_MS + HOUR);
      if (slot > before) await thin(cluster, before);
    },
    since: async (cluster, from, now) => {
      const recent = Math.max(from, now - RAW_KEPT_MS);
      const [older, newer] = await Promise.all([
        from < recent ? read(between(DAY, from, recent, at => thinKey(cluster, at))) : [],
        raw(cluster, recent, now),
      ]);
      const first = newer[0]?.at ?? Number.POSITIVE_INFINITY;
      return [
        ...older.filter(({ at }) => at >= from && at < Math.min(first, recent)),
        ...newer.filter(({ at }) => at >= from),
      ];
    },
  };
}
