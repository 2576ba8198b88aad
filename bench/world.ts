import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EtcdCluster, startEtcdCluster } from '../src/local/etcd-cluster.ts';
import { startRedis } from '../src/local/redis.ts';
import { writeSampleKeys } from '../src/local/sample-keys.ts';
import { scratchFolder } from '../src/local/scratch-folder.ts';
import { messagesOf } from '../src/playground/slack/messages.ts';
import { type ServedStandIn, startSlackStandIn } from '../src/playground/slack/server.ts';
import { findOrGet } from '../src/setup/binaries.ts';
import { defaultEtcd, type EtcdPrograms } from '../src/setup/etcd-versions.ts';

/** A real cluster and Redis, the stand-in for Slack in this process, and the product in a process of its own. */
export type World = {
  readonly etcd: EtcdPrograms;
  readonly redis: string;
  readonly cluster: EtcdCluster;
  readonly slack: ServedStandIn;
  /** Milliseconds from the key press to the posted answer. Every call takes the next channel. */
  readonly ask: (command: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

type Say = (line: string) => void;

/** More channels than commands fit into a second: the pace of one message per second and channel is not what is measured. */
const CHANNELS = Array.from({ length: 60 }, (_, index) => ({ id: `C0BENCH${index}`, name: `bench-${index}` }));
const ANSWER_WITHIN_MS = 30_000;

export async function openWorld(say: Say): Promise<World> {
  const [etcd, redisServer, folder] = await Promise.all([
    defaultEtcd({ say }),
    findOrGet('redis-server', { say }),
    scratchFolder('etcd-chatops-bench'),
  ]);
  await mkdir(folder.path, { recursive: true });
  const [redis, cluster, slack] = await Promise.all([
    startRedis({ binary: redisServer, directory: join(folder.path, 'redis') }),
    startEtcdCluster({ binary: etcd.etcd, members: 3, directory: join(folder.path, 'etcd') }),
    startSlackStandIn({ channels: CHANNELS }),
  ]);
  await writeSampleKeys(cluster.api, new Date());
  const config = join(folder.path, 'etcd-chatops.yaml');
  await writeFile(config, configurationFor(cluster.endpoints));
  const product = await startProduct(slack, redis.url, config);
  let asked = 0;
  const close = async (): Promise<void> => {
    await product.stop();
    await slack.close();
    await Promise.all([redis.kill(), cluster.stop()]);
    await folder.remove();
  };
  const ask = (command: string) => timeAnswer(slack, CHANNELS[asked++ % CHANNELS.length]?.id ?? '', command);
  return { etcd, redis: redisServer.version, cluster, slack, ask, close };
}

const configurationFor = (endpoints: readonly string[]): string =>
  [
    'clusters:',
    `  - { name: bench, environment: development, endpoints: ${JSON.stringify(endpoints)}, patroni: { namespace: /pg } }`,
    'channels:',
    ...CHANNELS.map(({ id }) => `  - { id: ${id}, cluster: bench }`),
  ].join('\n');

async function startProduct(slack: ServedStandIn, redisUrl: string, config: string) {
  const env = {
    PATH: process.env.PATH,
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    REDIS_URL: redisUrl,
    ETCD_CHATOPS_CONFIG: config,
    ADMIN_PORT: '0',
    LOG_LEVEL: 'error',
  };
  const main = join(import.meta.dirname, '../src/main.js');
  const child = spawn(process.execPath, [main, 'all'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', chunk => {
    words += String(chunk);
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const deadline = Date.now() + 30_000;
  while (slack.connections() < 2) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the product did not start:\n${words}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return {
    stop: async (): Promise<void> => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function timeAnswer(slack: ServedStandIn, channel: string, command: string): Promise<number> {
  const before = messagesOf(slack.workspace, channel).length;
  const started = performance.now();
  const answered = new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no answer to ${command} in ${channel}`)), ANSWER_WITHIN_MS);
    const stop = slack.onChange(() => {
      if (messagesOf(slack.workspace, channel).length === before) return;
      clearTimeout(late);
      stop();
      resolve(performance.now() - started);
    });
  });
  await slack.people.type('U0ALICE', channel, command);
  return answered;
}
