import type { Log } from '../core/ports.ts';
import { type Begun, unwatched, type Watched } from '../core/watch/incident.ts';
import type { Watches } from '../core/watch/watches.ts';
import type { RedisConnection } from './redis.ts';
import { runScript, script } from './script.ts';

/** How a record is written and read; the adapter is the queue's wire. */
export type WatchedRecords = {
  readonly write: (watched: Watched) => string;
  readonly read: (
    text: string,
  ) => { readonly ok: true; readonly value: Watched } | { readonly ok: false; readonly detail: string };
  readonly writeBegun: (begun: readonly Begun[]) => string;
  /** Nothing where it cannot be read. */
  readonly readBegun: (text: string) => readonly Begun[];
};

/** Two workers may look at a cluster at once when one was slow: only what follows the revision before it is written. */
const follow = script(`
local revision = tonumber(redis.call('HGET', KEYS[1], 'revision') or '0')
if revision ~= tonumber(ARGV[1]) - 1 then return 0 end
redis.call('HSET', KEYS[1], 'revision', ARGV[1], 'record', ARGV[2])
return 1`);

/**
 * What is remembered of watched clusters. A record that this version cannot read counts as none: what is still wrong is told again, which is
 * better than being told by nobody.
 */
export function openWatches(redis: RedisConnection, prefix: string, records: WatchedRecords, log: Log): Watches {
  const key = (cluster: string) => `${prefix}:watch:${cluster}`;
  const begunKey = `${prefix}:watch-begun`;
  return {
    load: async cluster => {
      const [revision = null, text = null] = await redis.hmget(key(cluster), 'revision', 'record');
      if (text === null) return unwatched;
      const record = records.read(text);
      if (record.ok) return record.value;
      log.warn({ cluster, detail: record.detail }, 'what was known of a watched cluster cannot be read');
      return { ...unwatched, revision: Number(revision) };
    },
    save: async (cluster, watched) =>
      (await runScript(redis, follow, [key(cluster)], [watched.revision, records.write(watched)])) === 1,
    tellBegun: async (cluster, begun) => {
      if (begun.length === 0) await redis.hdel(begunKey, cluster);
      else await redis.hset(begunKey, cluster, records.writeBegun(begun));
    },
    begun: async () =>
      Object.entries(await redis.hgetall(begunKey)).flatMap(([cluster, text]) =>
        records.readBegun(text).map(each => ({ ...each, cluster })),
      ),
  };
}
