import { createHash } from 'node:crypto';
import type { RedisConnection } from './redis.ts';

/** A Lua script: one atomic step. */
export type Script = { readonly lua: string; readonly sha: string };

export const script = (lua: string): Script => ({ lua, sha: createHash('sha1').update(lua).digest('hex') });

/** Runs a script by its hash; sends its text when this Redis has not seen it yet, as after a restart. */
export async function runScript(
  redis: RedisConnection,
  { lua, sha }: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  try {
    return await redis.evalsha(sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return await redis.eval(lua, keys.length, ...keys, ...args);
  }
}
