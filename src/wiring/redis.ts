import type { Log } from '../core/ports.ts';
import { checkRedis, describeFinding } from '../store/policy.ts';
import { connectRedis, disconnectRedis, type RedisConnection, RedisUnreachable, taggedPrefix } from '../store/redis.ts';
import { Exit, exitCodes } from './exit.ts';

export type RedisLines = {
  /** Fails fast: for whoever answers a person. */
  readonly fast: RedisConnection;
  /** Waits for Redis to return: for queues' workers and for what must be recorded. */
  readonly patient: RedisConnection;
  readonly prefix: string;
  /** Null when Redis answers; for /readyz. */
  readonly problem: () => Promise<string | null>;
  readonly close: () => Promise<void>;
};

/** Connects and checks that this Redis keeps what it is given. @throws Exit with the reason */
export async function openRedis(
  { url, prefix }: { readonly url: string; readonly prefix: string },
  log: Log,
): Promise<RedisLines> {
  const fast = await connectOrExit(url, 'producer', log);
  const patient = await connectOrExit(url, 'blocking', log);
  const close = async (): Promise<void> => {
    await Promise.all([disconnectRedis(fast), disconnectRedis(patient)]);
  };
  const { problems, warnings } = await checkRedis(fast);
  for (const warning of warnings) log.warn({ finding: warning.code }, describeFinding(warning));
  if (problems.length > 0) {
    await close();
    throw new Exit(exitCodes.configuration, problems.map(describeFinding).join('\n'));
  }
  const problem = async (): Promise<string | null> => {
    const answer = await fast.ping().catch((error: Error) => error.message);
    return answer === 'PONG' ? null : `does not answer (${answer})`;
  };
  return { fast, patient, prefix: taggedPrefix(prefix), problem, close };
}

async function connectOrExit(url: string, role: 'producer' | 'blocking', log: Log): Promise<RedisConnection> {
  try {
    return await connectRedis(url, { role, log });
  } catch (error) {
    if (!(error instanceof RedisUnreachable)) throw error;
    throw new Exit(exitCodes.unavailable, `${error.message}. Start it, or set REDIS_URL or redis.url.`);
  }
}
