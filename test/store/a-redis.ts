import { join } from 'node:path';
import { startOwned } from '../../src/local/owned-process.ts';
import { freePorts } from '../../src/local/ports.ts';
import { type LocalRedis, type LocalRedisOptions, startRedis } from '../../src/local/redis.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { findOrGet } from '../../src/setup/binaries.ts';

const getRedis = () => findOrGet('redis-server', { say: () => undefined });

export type TestRedis = LocalRedis & { readonly remove: () => Promise<void> };

/** A real Redis of its own, with an append-only file unless told otherwise. */
export async function aRedis(
  options: Pick<LocalRedisOptions, 'appendonly' | 'maxmemoryPolicy'> = {},
): Promise<TestRedis> {
  const folder = await scratchFolder('redis');
  const redis = await startRedis({ binary: await getRedis(), directory: folder.path, ...options });
  const remove = async () => {
    await redis.kill();
    await folder.remove();
  };
  return Object.assign(redis, { remove });
}

/** From here on systems take ports for outgoing connections; a node of a cluster listens 10 000 above its port, too. */
const OUTGOING = 32_768;

async function portWithBus(): Promise<number> {
  for (;;) {
    const [port = 0] = await freePorts(1);
    if (port + 10_000 < OUTGOING) return port;
  }
}

/** A redis-server with arguments of its own: a cluster's node, a sentinel. The caller waits until it answers. */
export async function aServer(
  args: (port: number, directory: string) => readonly string[] | Promise<readonly string[]>,
) {
  const folder = await scratchFolder('redis');
  const port = await portWithBus();
  const given = await args(port, folder.path);
  const process = await startOwned({
    program: await getRedis(),
    args: [...given, '--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder.path],
    directory: folder.path,
    logFile: join(folder.path, 'log'),
  });
  return {
    port,
    directory: folder.path,
    remove: async () => {
      await process.kill();
      await folder.remove();
    },
  };
}
