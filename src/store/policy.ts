import { Cluster } from 'ioredis';
import type { RedisConnection } from './redis.ts';

/** Why this Redis must not be used: the process ends with exit code 78. */
export type RedisProblem =
  | { readonly code: 'evicting'; readonly node: string; readonly policy: string }
  | { readonly code: 'too_old'; readonly node: string; readonly version: string };

/** What somebody should look at; the process runs. */
export type RedisWarning =
  | { readonly code: 'no_persistence'; readonly node: string }
  | { readonly code: 'snapshots_only'; readonly node: string; readonly save: string }
  | { readonly code: 'persistence_unknown'; readonly node: string };

export type RedisVerdict = { readonly problems: readonly RedisProblem[]; readonly warnings: readonly RedisWarning[] };

const OLDEST = [6, 2] as const;

/**
 * Checks version, eviction and persistence of every primary. An evicting Redis would throw away questions, messages and approvals.
 * INFO tells it first, because managed services forbid CONFIG; what INFO does not tell is asked of CONFIG where that is allowed.
 */
export async function checkRedis(redis: RedisConnection): Promise<RedisVerdict> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const verdicts = await Promise.all(nodes.map(checkNode));
  return { problems: verdicts.flatMap(v => v.problems), warnings: verdicts.flatMap(v => v.warnings) };
}

/** One line of English for the log and for the text with which the process ends. */
export function describeFinding(finding: RedisProblem | RedisWarning): string {
  switch (finding.code) {
    case 'evicting':
      return `Redis ${finding.node} evicts keys (maxmemory-policy ${finding.policy}) and would lose questions and approvals: set maxmemory-policy noeviction`;
    case 'too_old':
      return `Redis ${finding.node} is ${finding.version}: 6.2 or newer, or Valkey, is needed`;
    case 'no_persistence':
      return `Redis ${finding.node} keeps nothing on disk: a restart of it loses waiting questions and messages. Set appendonly yes`;
    case 'snapshots_only':
      return `Redis ${finding.node} writes snapshots only (save ${finding.save}): a crash of it loses what came since. Set appendonly yes`;
    case 'persistence_unknown':
      return `Redis ${finding.node} has no append-only file and forbids CONFIG: make sure that the service persists (INFO persistence, aof_enabled)`;
  }
}

async function checkNode(node: Extract<RedisConnection, { info: unknown }>): Promise<RedisVerdict> {
  const name = nameOf(node);
  const info = readInfo(await node.info());
  const version = info.get('redis_version') ?? '0';
  const policy = info.get('maxmemory_policy') ?? (await readConfig(node, 'maxmemory-policy')) ?? 'noeviction';
  const problems: RedisProblem[] = [];
  if (isOld(version)) problems.push({ code: 'too_old', node: name, version });
  if (policy !== 'noeviction') problems.push({ code: 'evicting', node: name, policy });
  const warnings = info.get('aof_enabled') === '1' ? [] : [await withoutLog(node, name)];
  return { problems, warnings };
}

async function withoutLog(node: RedisConnection, name: string): Promise<RedisWarning> {
  const save = await readConfig(node, 'save');
  if (save === null) return { code: 'persistence_unknown', node: name };
  return save === '' ? { code: 'no_persistence', node: name } : { code: 'snapshots_only', node: name, save };
}

function nameOf(node: RedisConnection): string {
  return node instanceof Cluster ? 'cluster' : `${node.options.host ?? '?'}:${node.options.port ?? '?'}`;
}

function readInfo(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).filter(line => line.includes(':'));
  return new Map(lines.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

/** Null where the service forbids the question. */
async function readConfig(node: RedisConnection, name: string): Promise<string | null> {
  const reply: unknown = await node.config('GET', name).catch(() => null);
  if (!Array.isArray(reply)) return null;
  const value: unknown = reply[1];
  return typeof value === 'string' ? value : null;
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}
