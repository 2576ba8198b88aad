import { dirname, join } from 'node:path';
import { launched, type SetupOptions } from './binaries.ts';
import { cacheFolder } from './cache-folder.ts';
import { extractPackages } from './debian.ts';
import { hasApt } from './private-apt.ts';
import { findInstalled, type Program } from './program.ts';
import { writeLauncher } from './python-launcher.ts';
import { PYTHON_PACKAGES, RECIPES } from './tools.ts';

export type PatroniPrograms = {
  readonly version: string;
  readonly patroni: Program;
  readonly patronictl: Program;
};

/** The versions that tests run against, each with the Debian suite that carries it and what that needs beside the machine's own modules. */
export const TESTED_PATRONI_VERSIONS = {
  '3.0.2': { suite: 'bookworm', packages: ['patroni'] },
  '4.0': { suite: 'trixie', packages: ['patroni', 'python3-ydiff'] },
} as const;
export type TestedPatroniVersion = keyof typeof TESTED_PATRONI_VERSIONS;

/**
 * Patroni of one version, beside the others: Python and the modules it needs are the machine's own suite's, Patroni itself is pure Python and may be of another.
 * Throws an Error that says why when it can't be got.
 */
export async function findOrGetPatroni(
  wanted: TestedPatroniVersion,
  { say, env = process.env }: SetupOptions,
): Promise<PatroniPrograms> {
  const installed = await findInstalled(RECIPES.patroni, env.PATH ?? '', 'path');
  if (installed && isVersion(installed.version, wanted)) return withControl(installed, installed.path);
  if (!hasApt()) throw new Error(`Patroni ${wanted} comes from Debian's packages, and apt is not here`);

  const cache = cacheFolder(env);
  const own = await extractPackages(PYTHON_PACKAGES, cache, say);
  const set = TESTED_PATRONI_VERSIONS[wanted];
  const roots = own.suite === set.suite ? [own.root] : [(await extractPackages(set, cache, say)).root, own.root];
  const patroni = await launched(RECIPES.patroni, roots);
  if (!patroni) throw new Error(`Patroni of Debian ${set.suite} does not run here`);
  if (!isVersion(patroni.version, wanted))
    say(`Debian ${set.suite} carries Patroni ${patroni.version} now: it stands in for ${wanted}.`);
  return withControl(patroni, await writeLauncher('usr/bin/patronictl', roots));
}

/** The two programs are one package, and lie side by side. */
function withControl(patroni: Program, path: string): PatroniPrograms {
  return { version: patroni.version, patroni, patronictl: { ...patroni, path: join(dirname(path), 'patronictl') } };
}

const isVersion = (version: string, wanted: string): boolean => version === wanted || version.startsWith(`${wanted}.`);
