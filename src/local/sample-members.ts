import { z } from 'zod';
import type { EtcdApi } from './etcd-api.ts';
import { memberKeys, type SamplePostgres } from './sample-patroni.ts';

/** Sooner than Patroni, which looks every `loop_wait`: nobody waits ten seconds for a sample. */
const LOOK_EVERY_MS = 1_000;

const answer = z.object({ kvs: z.array(z.object({ value: z.string() })).optional() });
const config = z.looseObject({ pause: z.boolean().optional() });

/** Members of sample clusters that write down what they see of the pause of their cluster, as Patroni's do. While etcd is away they wait. */
export function keepSampleMembers(api: Pick<EtcdApi, 'call'>, clusters: readonly SamplePostgres[]) {
  const known = new Map<string, boolean>();
  const look = async (cluster: SamplePostgres): Promise<void> => {
    const paused = await pauseOf(api, cluster.name);
    if (paused === null || paused === (known.get(cluster.name) ?? false)) return;
    for (const { key, value } of memberKeys(cluster, paused))
      await api.call('kv/put', { key: base64(key), value: base64(value), ignore_lease: true });
    known.set(cluster.name, paused);
  };
  let looking: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(() => Promise.allSettled(clusters.map(look)));
  }, LOOK_EVERY_MS);
  return {
    close: async (): Promise<void> => {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Null where it is not there, or nobody could read it. */
async function pauseOf(api: Pick<EtcdApi, 'call'>, name: string): Promise<boolean | null> {
  const [kv] = answer.parse(await api.call('kv/range', { key: base64(`/pg/${name}/config`) })).kvs ?? [];
  if (kv === undefined) return null;
  try {
    return config.parse(JSON.parse(Buffer.from(kv.value, 'base64').toString())).pause === true;
  } catch {
    return null;
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
