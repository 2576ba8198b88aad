import {
  type History,
  RAW_EVERY_MS,
  RAW_KEPT_MS,
  READING_EVERY_MS,
  READINGS_KEPT,
  THIN_EVERY_MS,
  THIN_KEPT_MS,
} from '../core/history/history.ts';
import type { Reading } from '../core/history/load.ts';
import { merged, type Sample } from '../core/history/sample.ts';
import { readReading, writeReading } from './readings.ts';
import type { RedisConnection } from './redis.ts';
import { readSample, writeSample } from './samples.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/**
 * Samples lie in lists: one for every hour of what is kept raw, one for every day of what is kept thinned. A list goes as a whole when its time is
 * over, and surveys that follow each other faster are one sample: so what a cluster takes is bounded, with three members by some 3 MB raw and
 * 4 MB thinned.
 */
export function openHistory(redis: RedisConnection, prefix: string): History {
  const rawKey = (cluster: string, at: number) => `${prefix}:history:${cluster}:raw:${Math.floor(at / HOUR)}`;
  const thinKey = (cluster: string, at: number) => `${prefix}:history:${cluster}:thin:${Math.floor(at / DAY)}`;
  const minutesKey = (cluster: string) => `${prefix}:history:${cluster}:minutes`;
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

  /** The first of each minute stays: what is counted is counted from there. The newest is kept beside them, where it is another one. */
  const keepReading = async (cluster: string, reading: Reading): Promise<void> => {
    const text = writeReading(reading);
    const [kept = null] = await redis.lrange(minutesKey(cluster), -1, -1);
    const last = kept === null ? null : readReading(kept);
    const minute = (at: number) => Math.floor(at / READING_EVERY_MS);
    if (last === null || minute(last.at) < minute(reading.at)) {
      await redis.rpush(minutesKey(cluster), text);
      await redis.ltrim(minutesKey(cluster), -READINGS_KEPT, -1);
      await redis.pexpire(minutesKey(cluster), RAW_KEPT_MS);
      await redis.hdel(lastKey(cluster), 'reading');
    } else await redis.hset(lastKey(cluster), 'reading', text);
  };

  /** Of what comes sooner the worst is kept until the next one is due. */
  const keepSample = async (cluster: string, sample: Sample): Promise<void> => {
    const [at = null, held = null] = await redis.hmget(lastKey(cluster), 'raw', 'held');
    const before = held === null ? null : readSample(held);
    const text = writeSample(merged(before === null ? [sample] : [before, sample]) ?? sample);
    const since = at === null ? null : sample.at - Number(at);
    if (since !== null && since >= 0 && since < RAW_EVERY_MS) {
      await redis.hset(lastKey(cluster), 'held', text);
      return;
    }
    await redis.rpush(rawKey(cluster, sample.at), text);
    await redis.pexpire(rawKey(cluster, sample.at), RAW_KEPT_MS + HOUR);
    await redis.hset(lastKey(cluster), 'raw', sample.at);
    if (held !== null) await redis.hdel(lastKey(cluster), 'held');
    await redis.pexpire(lastKey(cluster), THIN_KEPT_MS);
  };

  return {
    readings: async cluster => {
      const [minutes, last] = await Promise.all([
        redis.lrange(minutesKey(cluster), 0, -1),
        redis.hget(lastKey(cluster), 'reading'),
      ]);
      const known = [...minutes, ...(last === null ? [] : [last])].flatMap(text => readReading(text) ?? []);
      return known.filter(({ at }, index) => index === 0 || at > (known[index - 1]?.at ?? 0));
    },
    append: async (cluster, sample, reading) => {
      const slot = Math.floor(sample.at / THIN_EVERY_MS);
      const known = await redis.hget(lastKey(cluster), 'slot');
      const before = Number(known ?? slot);
      await keepReading(cluster, reading);
      if (known !== String(slot)) await redis.hset(lastKey(cluster), 'slot', slot);
      await keepSample(cluster, sample);
      if (slot > before) await thin(cluster, before);
    },
    lately: async (cluster, from, now) => {
      const most = Math.ceil((now - from) / THIN_EVERY_MS) + 1;
      const keys = between(DAY, from, now, at => thinKey(cluster, at));
      const lists = await Promise.all(keys.map(key => redis.lrange(key, -most, -1)));
      return lists
        .flat()
        .flatMap(text => readSample(text) ?? [])
        .filter(({ at }) => at >= from);
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
