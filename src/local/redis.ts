import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type LocalProgram, type OwnedProcess, startOwned } from './owned-process.ts';
import { assertFree, freePorts } from './ports.ts';
import { GiveUp, until } from './until.ts';

export type LocalRedis = {
  readonly url: string;
  readonly port: number;
  /** The process id; 0 while it does not run. */
  readonly pid: number;
  /** SIGTERM: Redis writes what it has and leaves. */
  readonly stop: () => Promise<void>;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Stops it when it runs, starts it with the same data and port, and waits until it answers. */
  readonly restart: () => Promise<void>;
};

export type LocalRedisOptions = {
  readonly binary: LocalProgram;
  /** Data and log; the caller removes it. */
  readonly directory: string;
  /** A free one is drawn without it. */
  readonly port?: number;
  /** Whether every write is appended to a file (default: yes, as the product demands). */
  readonly appendonly?: boolean;
  /** Default `noeviction`, as the product demands. */
  readonly maxmemoryPolicy?: string;
};

/** Starts a Redis (or Valkey) on 127.0.0.1 and waits until it answers PING. */
export async function startRedis(options: LocalRedisOptions): Promise<LocalRedis> {
  const { directory, binary, appendonly = true, maxmemoryPolicy = 'noeviction' } = options;
  await mkdir(directory, { recursive: true });
  const port = options.port ?? (await freePorts(1))[0] ?? 0;
  const settings = { bind: '127.0.0.1', port, dir: directory, save: '', 'maxmemory-policy': maxmemoryPolicy };
  const all = { ...settings, appendonly: appendonly ? 'yes' : 'no', daemonize: 'no' };
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, String(value)]);

  const launch = async () => {
    await assertFree([{ name: "Redis's port", port }]);
    const started = await startOwned({ program: binary, args, directory, logFile: join(directory, 'redis.log') });
    await until(() => answers(started, port), { what: `Redis to answer on port ${port}`, withinMs: 30_000 });
    return started;
  };
  let child = await launch();

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.running() ? child.pid : 0;
    },
    stop: () => child.stop(),
    kill: () => child.kill(),
    freeze: () => child.freeze(),
    thaw: () => child.signal('SIGCONT'),
    restart: async () => {
      await child.stop();
      child = await launch();
    },
  };
}

async function answers(child: OwnedProcess, port: number): Promise<true | undefined> {
  if (!child.running()) throw new GiveUp(`Redis ended while starting:\n${await child.words()}`);
  return (await ping(port)).startsWith('+PONG') ? true : undefined;
}

async function ping(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 }, () => socket.write('PING\r\n'));
    socket.once('timeout', () => socket.destroy(new Error('no answer to PING')));
    socket.once('error', reject);
    socket.once('data', chunk => {
      resolve(String(chunk));
      socket.destroy();
    });
  });
}
