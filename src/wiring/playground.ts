import { join } from 'node:path';
import { type EtcdCluster, startEtcdCluster } from '../local/etcd-cluster.ts';
import { assertFree } from '../local/ports.ts';
import { startRedis } from '../local/redis.ts';
import { samplePostgres, writeSampleKeys } from '../local/sample-keys.ts';
import { keepSampleMembers } from '../local/sample-members.ts';
import { scratchFolder } from '../local/scratch-folder.ts';
import { type ServedPlayground, servePlayground } from '../playground/server/playground-server.ts';
import { createStandIn } from '../playground/slack/server.ts';
import { findOrGet } from '../setup/binaries.ts';
import { defaultEtcd } from '../setup/etcd-versions.ts';
import { Exit, exitCodes } from './exit.ts';
import { playgroundConfig } from './playground-config.ts';
import { closeInOrder } from './running.ts';

export type PlaygroundParts = {
  readonly port: number;
  readonly listenOn: '127.0.0.1' | '0.0.0.0';
  readonly version: string;
  /** Tells a newcomer what goes on. */
  readonly say: (line: string) => void;
  readonly now: () => number;
};

export type Playground = {
  readonly url: string;
  readonly etcd: string;
  /** What the bot and the worker are to be started with. */
  readonly env: Readonly<Record<string, string>>;
  readonly configText: string;
  readonly close: () => Promise<void>;
};

/** A quota that a person can fill with one click. */
const QUOTA_BYTES = 64 * 1024 * 1024;

/**
 * Brings up all that the product needs and Slack's stand-in: a Redis, three etcd members with sample keys, and the page.
 * Everything ends with this process. @throws Exit when the port is taken, Error when a program cannot be got
 */
export async function startPlayground({ port, listenOn, version, say, now }: PlaygroundParts): Promise<Playground> {
  await portIsFree(port);
  const closing: (() => Promise<unknown>)[] = [];
  const close = () => closeInOrder(closing, error => say(`While stopping: ${error}`));
  try {
    const [etcd, redisServer] = await Promise.all([defaultEtcd({ say }), findOrGet('redis-server', { say })]);
    const scratch = await scratchFolder('etcd-chatops-playground');
    closing.unshift(scratch.remove);
    say(`Starting Redis ${redisServer.version} and three members of etcd ${etcd.version} …`);
    const [redis, cluster] = await Promise.all([
      startRedis({ binary: redisServer, directory: join(scratch.path, 'redis') }),
      startEtcdCluster({
        binary: etcd.etcd,
        members: 3,
        directory: join(scratch.path, 'etcd'),
        quotaBytes: QUOTA_BYTES,
      }),
    ]);
    closing.unshift(redis.stop, cluster.stop);
    await writeSampleKeys(cluster.api, new Date(now()));
    closing.unshift(keepSampleMembers(cluster.api, samplePostgres).close);
    const page = await openPage(cluster, { port, listenOn, version, now });
    closing.unshift(page.close);
    const env = {
      SLACK_BOT_TOKEN: page.tokens.bot,
      SLACK_APP_TOKEN: page.tokens.app,
      SLACK_API_URL: `${page.url}/api/`,
      REDIS_URL: redis.url,
    };
    return { url: page.url, etcd: etcd.version, env, configText: playgroundConfig(cluster.endpoints), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function portIsFree(port: number): Promise<void> {
  if (port === 0) return;
  await assertFree([{ name: "the page's port", port }]).catch((error: Error) => {
    const advice = `If it is a playground, it is open at http://127.0.0.1:${port}; else choose another: PORT=${port + 10} npm start`;
    throw new Exit(exitCodes.unavailable, `${error.message}.\n${advice}`);
  });
}

type PageParts = Pick<PlaygroundParts, 'port' | 'listenOn' | 'version' | 'now'>;

async function openPage(cluster: EtcdCluster, { port, listenOn, version, now }: PageParts) {
  let page: ServedPlayground | undefined;
  const standIn = createStandIn(() => page?.url ?? '', { now });
  page = await servePlayground({ standIn, cluster, port, listenOn, version, now });
  const served = page;
  const close = async (): Promise<void> => {
    standIn.stop();
    await served.close();
  };
  return { url: served.url, tokens: standIn.tokens, close };
}
