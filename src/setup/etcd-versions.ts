import { extracted, findOrGet, type SetupOptions } from './binaries.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Say } from './debian.ts';
import { hasApt } from './private-apt.ts';
import type { Program } from './program.ts';
import { RECIPES, type Tool } from './tools.ts';

/** The programs of one etcd version. etcd 3.4 has no etcdutl: its etcdctl does that work. */
export type EtcdPrograms = {
  readonly version: string;
  readonly etcd: Program;
  readonly etcdctl: Program;
  readonly etcdutl: Program | undefined;
};

/** The versions that tests run against, each with the Debian suites that carry it. sid moves on: the next stable one stands in then. */
export const TESTED_ETCD_VERSIONS = {
  '3.4.23': ['bookworm'],
  '3.5.16': ['trixie'],
  '3.5.30': ['sid', 'trixie'],
} as const;
export type TestedEtcdVersion = keyof typeof TESTED_ETCD_VERSIONS;

const PACKAGES = ['etcd-server', 'etcd-client'] as const;

/** etcd as the machine has it, else of the default version. */
export async function defaultEtcd(options: SetupOptions): Promise<EtcdPrograms> {
  const etcd = await findOrGet('etcd', options);
  const etcdctl = await findOrGet('etcdctl', options);
  const etcdutl = /^3\.4\./.test(etcd.version) ? undefined : await findOrGet('etcdutl', options).catch(() => undefined);
  return { version: etcd.version, etcd, etcdctl, etcdutl };
}

/**
 * etcd of one version, extracted beside the others. The result's `version` is what the program itself says: sid may have moved on.
 * Throws an Error that says why when no suite could be read.
 */
export async function etcdVersion(
  wanted: TestedEtcdVersion,
  { say, env = process.env }: SetupOptions,
): Promise<EtcdPrograms> {
  if (!hasApt())
    throw new Error(`etcd ${wanted} comes from Debian's packages, and apt is not here: run this in a Debian container`);
  const failures: string[] = [];
  for (const suite of TESTED_ETCD_VERSIONS[wanted]) {
    try {
      const programs = await fromSuite(suite, cacheFolder(env), say);
      if (programs.version !== wanted)
        say(`Debian ${suite} carries etcd ${programs.version} now: it stands in for ${wanted}.`);
      return programs;
    } catch (error) {
      failures.push(`${suite}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`etcd ${wanted} could not be got:\n${failures.map(failure => `  - ${failure}`).join('\n')}`);
}

async function fromSuite(suite: string, cache: string, say: Say): Promise<EtcdPrograms> {
  const get = (tool: Tool) => extracted(RECIPES[tool], { suite, packages: PACKAGES }, cache, say);
  const etcd = await get('etcd');
  const etcdctl = await get('etcdctl');
  if (!etcd || !etcdctl) throw new Error('the packages hold no etcd');
  const etcdutl = /^3\.4\./.test(etcd.version) ? undefined : await get('etcdutl');
  return { version: etcd.version, etcd, etcdctl, etcdutl };
}
