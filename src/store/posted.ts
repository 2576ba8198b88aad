import type { RedisConnection } from './redis.ts';

/** Where messages of the outbox were posted: Slack's ts. Null for one that is not posted yet, or was forgotten. */
export function openPosted(redis: RedisConnection, prefix: string) {
  return {
    tsOf: async (messageId: string): Promise<string | null> =>
      (await redis.hget(`${prefix}:outbox:message:${messageId}`, 'ts')) || null,
  };
}
