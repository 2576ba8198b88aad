import { join } from 'node:path';
import { type OwnedProcess, startOwned } from '../../src/local/owned-process.ts';
import { freePorts } from '../../src/local/ports.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { until } from '../../src/local/until.ts';
import { findOrGet } from '../../src/setup/binaries.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { silent } from '../queue/silence.ts';

export type TestRedis = {
  readonly url: string;
  readonly port: number;
  /** SIGKILL, as a crash. */
  readonly crash: () => Promise<void>;
  /** Starts it again on the same files. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A real Redis of its own, with an append-only file unless told otherwise. */
export async function aRedis(...settings: readonly string[]): Promise<TestRedis> {
  const program = await findOrGet('redis-server', { say: () => undefined });
  const folder = await scratchFolder('redis');
  const [port = 0] = await freePorts(1);
  const args = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder.path,
    '--save',
    '',
    '--appendonly',
    'yes',
    ...settings,
  ];
  const url = `redis://127.0.0.1:${port}`;
  const start = async (): Promise<OwnedProcess> => {
    const child = await startOwned({ program, args, directory: folder.path, logFile: join(folder.path, 'log') });
    await until(
      async () => {
        const redis = await connectRedis(url, { role: 'producer', log: silent, withinMs: 300 });
        const pong = await redis.ping().catch(() => undefined);
        await disconnectRedis(redis);
        return pong;
      },
      { what: 'Redis', withinMs: 10_000 },
    );
    return child;
  };
  let running = await start();
  return {
    url,
    port,
    crash: () => running.kill(),
    restart: async () => {
      running = await start();
    },
    stop: async () => {
      await running.kill();
      await folder.remove();
    },
  };
}
