import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type AuditRecord, type ChainHead, chain, EMPTY_CHAIN } from '../core/audit.ts';
import type { NewId } from '../core/ports.ts';
import type { RedisConnection } from './redis.ts';
import { runScript, type Script, script } from './script.ts';

/** Thrown when the log no longer fits its head: somebody changed Redis by hand. Nothing was written. */
export class AuditDamaged extends Error {
  override readonly name = 'AuditDamaged';
}

/** Thrown when others were faster for every try. Nothing was written. */
export class StoreContended extends Error {
  override readonly name = 'StoreContended';
}

/** One atomic step that is told in the audit log. `keys` follow KEYS[3] and `args` follow ARGV[9] of `chained`. */
export type ChainedStep = {
  readonly script: Script;
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
};

export type Chain = {
  readonly redis: RedisConnection;
  /** Carries the hash tag: all keys of a step lie in one slot. */
  readonly prefix: string;
  /** Runs the step with the record's entry as the newest of the chain. Returns the step's own reply. @throws AuditDamaged, StoreContended */
  readonly append: (record: AuditRecord, step: ChainedStep) => Promise<readonly string[]>;
};

export const auditLogKey = (prefix: string): string => `${prefix}:audit:log`;
export const auditHeadKey = (prefix: string): string => `${prefix}:audit:head`;
/** Numbers of entries, oldest first. */
export const auditIndexKey = (prefix: string, by: 'cluster' | 'who' | 'operation', value: string): string =>
  `${prefix}:audit:${by}:${value}`;

/**
 * A script whose body decides, then calls `append(reply...)` before it writes anything else and returns what that returns. A step that ran
 * already (its answer was lost, so the client sends it again) gives the same reply and does nothing.
 */
export const chained = (body: string): Script =>
  script(`
local prefix, number, previous, hash, entry = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local before = redis.call('LRANGE', KEYS[3], 0, -1)
if #before > 0 then return before end
local headNumber = redis.call('HGET', KEYS[2], 'number') or '0'
local headHash = redis.call('HGET', KEYS[2], 'hash') or ARGV[9]
if tonumber(headNumber) + 1 ~= tonumber(number) or headHash ~= previous then
  return {'behind', headNumber, headHash}
end
local function append(...)
  redis.call('XADD', KEYS[1], number .. '-0', 'entry', entry)
  redis.call('HSET', KEYS[2], 'number', number, 'hash', hash)
  redis.call('RPUSH', prefix .. ':audit:cluster:' .. ARGV[6], number)
  redis.call('RPUSH', prefix .. ':audit:who:' .. ARGV[7], number)
  if ARGV[8] ~= '' then redis.call('RPUSH', prefix .. ':audit:operation:' .. ARGV[8], number) end
  redis.call('RPUSH', KEYS[3], 'appended', ...)
  redis.call('PEXPIRE', KEYS[3], 86400000)
  return {'appended', ...}
end
${body}`);

const MOST_TRIES = 200;
const LONGEST_PAUSE_MS = 32;
const replySchema = z.array(z.string());

/**
 * The audit chain's writing end. The hash of an entry is computed here, over the head as this process knows it; the script compares
 * and, when others have written meanwhile, tells the head to try with. `random` gives 0..1.
 */
export function openChain(
  redis: RedisConnection,
  prefix: string,
  { random, newId }: { readonly random: () => number; readonly newId: NewId },
): Chain {
  let known: ChainHead = EMPTY_CHAIN;
  const tryAppend: Chain['append'] = async (given, { script: lua, keys, args }) => {
    const record = onlyRecord(given);
    const allKeys = [auditLogKey(prefix), auditHeadKey(prefix), `${prefix}:audit:done:${newId()}`, ...keys];
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const entry = chain(record, known);
      const told = [entry.number, entry.previous, entry.hash, JSON.stringify(entry)];
      const index = [record.cluster, record.who, record.operation ?? '', EMPTY_CHAIN.hash];
      const reply = await runScript(redis, lua, allKeys, [prefix, ...told, ...index, ...args]).catch(translate);
      const [what = '', ...rest] = replySchema.parse(reply);
      if (what === 'appended') {
        known = entry;
        return rest;
      }
      if (what !== 'behind') return [what, ...rest];
      known = { number: Number(rest[0]), hash: rest[1] ?? '' };
      await pause(random() * Math.min(2 ** tries, LONGEST_PAUSE_MS));
    }
    throw new StoreContended(`the audit log moved on ${MOST_TRIES} times`);
  };
  /** One at a time from here: a process never competes with itself. */
  let turn: Promise<unknown> = Promise.resolve();
  const append: Chain['append'] = (record, step) => {
    const mine = turn.then(() => tryAppend(record, step));
    turn = mine.catch(() => undefined);
    return mine;
  };
  return { redis, prefix, append };
}

/** What is hashed is what can be read back: nothing else that the value may carry. */
const onlyRecord = ({ at, what, who, cluster, operation, details }: AuditRecord): AuditRecord => ({
  ...{ at, what, who, cluster, operation, details },
});

/** XADD refuses a number that the log has had already, also when its entry was deleted. */
function translate(error: unknown): never {
  if (!(error instanceof Error && error.message.includes('XADD'))) throw error;
  throw new AuditDamaged('the audit log holds later entries than its head says', { cause: error });
}
