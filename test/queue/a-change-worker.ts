import { serveChanges } from '../../src/queue/changes.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { silent, unmeasured } from './silence.ts';

/** A worker that serves the changes of some clusters. */
export async function aChangeWorker(
  url: string,
  prefix: string,
  run: (operation: string, stop: AbortSignal) => Promise<void>,
  { clusters = ['prod'], lockMs = 2_000 }: { readonly clusters?: readonly string[]; readonly lockMs?: number } = {},
) {
  const connection = await connectRedis(url, { role: 'blocking', log: silent });
  const served = await serveChanges({ connection, prefix, log: silent, meter: unmeasured, clusters, run, lockMs });
  return {
    close: async () => {
      await served.close();
      await disconnectRedis(connection);
    },
  };
}
