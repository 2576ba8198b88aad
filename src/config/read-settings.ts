import { fail, type Result, succeed } from '../core/result.ts';
import type { ProcessSettings } from '../core/settings.ts';
import { checkConsistency } from './consistency.ts';
import { DEFAULT_REDIS, withDefaults } from './defaults.ts';
import { DEFAULT_CONFIG, type Role, readEnvironment, speaksToEtcd, withoutEmpty } from './environment.ts';
import { type ReadInventory, readInventories } from './from-inventory.ts';
import { type Environment, interpolate } from './interpolate.ts';
import { type ReadFile, readNamedFiles, unreadable } from './named-files.ts';
import { outlineOf } from './outline.ts';
import type { Problem } from './problem.ts';
import { redisUrlProblem } from './redis-url.ts';
import { fileSchema, problemsOf } from './schema.ts';
import { parseYaml } from './yaml-file.ts';

/** Settings that hold credentials of etcd: only a process that speaks to etcd needs them, and no other keeps them. */
const ETCD_SECRET =
  /^clusters\[\d+\]\.(auth\.|tls\.|patroni\.(username|password)|prometheus\.token|snapshots\.s3\.(accessKeyId|secretAccessKey)|pigsty\.ansible\.environment\.)/;

/** Who tells of alerts posts them, too: workers of clusters, and the bot of the workers. */
const WEBHOOK_TOKEN = /^webhooks\[\d+\]\.token$/;

/**
 * Reads environment and file for one process, or every problem of both at once. No problem holds a secret.
 * A `bot` or `terminal` needs no credentials of etcd and gets none, a `worker` or `terminal` none of Slack. Only a process that
 * speaks to etcd reads inventories of Pigsty: they hold passwords.
 */
export function readSettings(
  env: Environment,
  readFile: ReadFile,
  role: Role,
  readInventory: ReadInventory,
): Result<ProcessSettings, readonly Problem[]> {
  const given = withoutEmpty(env);
  const process = readEnvironment(given, role);
  const file = readConfigFile(given, readFile, role, readInventory);
  const problems = [...process.problems, ...(file.ok ? [] : file.error)];
  if (!file.ok || problems.length > 0) return fail(unique(problems));
  return succeed({ ...process.value, settings: file.value });
}

function readConfigFile(
  env: Environment,
  readFile: ReadFile,
  role: Role,
  readInventory: ReadInventory,
): Result<ProcessSettings['settings'], readonly Problem[]> {
  const configFile = env.ETCD_CHATOPS_CONFIG ?? DEFAULT_CONFIG;
  const redisUrl = env.REDIS_URL?.trim() ?? DEFAULT_REDIS;
  const ofRedis = redisUrlProblem(redisUrl);
  const problems: Problem[] = ofRedis ? [{ path: 'REDIS_URL', message: ofRedis }] : [];

  const text = tryRead(configFile, readFile);
  if (!text.ok) return fail([...problems, ...text.error]);
  const yaml = parseYaml(text.value, configFile);
  if (!yaml.ok) return fail([...problems, ...yaml.error]);

  const etcdSecrets = speaksToEtcd(role);
  const spared = (path: string): boolean =>
    (!etcdSecrets && ETCD_SECRET.test(path)) || (role === 'terminal' && WEBHOOK_TOKEN.test(path));
  // A broken REDIS_URL is told once, as the variable it is.
  const filled = interpolate(yaml.value, { ...env, REDIS_URL: ofRedis ? DEFAULT_REDIS : redisUrl }, spared);
  const outline = outlineOf(filled.value);
  const files = etcdSecrets ? readNamedFiles(outline, configFile, readFile) : { contents: new Map(), problems: [] };
  const inventories = etcdSecrets
    ? readInventories(outline, configFile, readFile, readInventory)
    : { derived: new Map(), problems: [] };
  const parsed = fileSchema.safeParse(filled.value);
  problems.push(...filled.problems);
  const unset = new Set(filled.problems.map(problem => problem.path));
  const others = [
    ...(parsed.success ? [] : problemsOf(parsed.error)),
    ...checkConsistency(outline),
    ...files.problems,
    ...inventories.problems,
  ];
  problems.push(...others.filter(problem => !unset.has(problem.path)));
  if (!parsed.success || problems.length > 0) return fail(problems);
  const { contents } = files;
  const { derived } = inventories;
  return succeed(withDefaults(parsed.data, { configFile, contents, derived, etcdSecrets, redisUrl }));
}

function tryRead(configFile: string, readFile: ReadFile): Result<string, readonly Problem[]> {
  try {
    return succeed(readFile(configFile));
  } catch (error) {
    const message = `names a file that ${unreadable(error)}: ${configFile} (etcd-chatops.example.yaml is a start)`;
    return fail([{ path: 'ETCD_CHATOPS_CONFIG', message }]);
  }
}

/** Two checks may see the same flaw of a setting; one telling is enough. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ path }, index) => problems.findIndex(other => other.path === path) === index);
}
