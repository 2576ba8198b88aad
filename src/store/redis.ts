import { Cluster, Redis } from 'ioredis';
import type { Log } from '../core/ports.ts';
import { parseRedisUrl, type RedisAddress } from './redis-url.ts';

export type RedisConnection = Redis | Cluster;

export type ConnectOptions = {
  /**
   * `producer` fails fast: while Redis is away every command rejects within 1.5 s, for whoever answers a person.
   * `blocking` waits for Redis to return: for BullMQ workers and for whoever has done something that must be recorded.
   */
  readonly role: 'producer' | 'blocking';
  readonly log: Log;
  /** How long the first connection may take, milliseconds (10 000). */
  readonly withinMs?: number;
};

/** Thrown when Redis can't be reached at start. Its text names hosts, never a password. */
export class RedisUnreachable extends Error {
  override readonly name = 'RedisUnreachable';
}

/** All keys of a deployment carry one hash tag, so that scripts on several keys work in Redis Cluster: `{etcd-chatops}`. */
export const taggedPrefix = (prefix: string): string => `{${prefix}}`;

/** Connects and waits until commands are taken. Reconnects for ever after that. @throws RedisUnreachable */
export async function connectRedis(url: string, options: ConnectOptions): Promise<RedisConnection> {
  const address = parseRedisUrl(url);
  const redis = address.kind === 'cluster' ? openCluster(address, options) : openSingle(address, options);
  const where = address.nodes.map(node => `${node.host}:${node.port}`).join(', ');
  let silent = false;
  redis.on('error', (error: Error) => {
    if (!silent) options.log.warn({ redis: where, role: options.role, error: error.message }, 'Redis does not answer');
    silent = true;
  });
  redis.on('ready', () => {
    if (silent) options.log.info({ redis: where, role: options.role }, 'Redis answers again');
    silent = false;
  });
  try {
    await untilReady(redis, options.withinMs ?? 10_000);
  } catch {
    redis.disconnect();
    throw new RedisUnreachable(`Redis at ${where} cannot be reached`);
  }
  return redis;
}

/** Ends a connection after its pending commands; at once when Redis does not answer. */
export async function disconnectRedis(redis: RedisConnection): Promise<void> {
  if (redis.status === 'end') return;
  if (redis.status === 'ready') await redis.quit().catch(() => undefined);
  redis.disconnect();
}

function manners(role: ConnectOptions['role']) {
  return role === 'producer'
    ? { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1_500 }
    : { enableOfflineQueue: true, maxRetriesPerRequest: null };
}

const retryStrategy = (times: number): number => Math.min(50 * 2 ** Math.min(times, 10), 1_000);

function openSingle(address: RedisAddress, options: ConnectOptions): Redis {
  const common = {
    ...secrets(address),
    ...manners(options.role),
    db: address.database,
    connectTimeout: 2_000,
    retryStrategy,
  };
  if (address.kind === 'single') return new Redis({ ...address.nodes[0], ...common });
  return new Redis({
    ...common,
    sentinels: address.nodes.map(({ host, port }) => ({ host, port })),
    name: address.master ?? '',
    sentinelRetryStrategy: retryStrategy,
    enableTLSForSentinelMode: address.tls,
    ...(address.tls ? { sentinelTLS: {} } : {}),
  });
}

function openCluster(address: RedisAddress, options: ConnectOptions): Cluster {
  const { enableOfflineQueue, ...perNode } = manners(options.role);
  return new Cluster(
    address.nodes.map(({ host, port }) => ({ host, port })),
    {
      enableOfflineQueue,
      clusterRetryStrategy: retryStrategy,
      redisOptions: { ...secrets(address), ...perNode, connectTimeout: 2_000 },
    },
  );
}

function secrets(address: RedisAddress) {
  return {
    ...(address.username === null ? {} : { username: address.username }),
    ...(address.password === null ? {} : { password: address.password }),
    ...(address.tls ? { tls: {} } : {}),
  };
}

async function untilReady(redis: RedisConnection, withinMs: number): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('timeout')), withinMs);
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
