import { join } from 'node:path';
import { execa } from 'execa';
import { cacheFolder } from './cache-folder.ts';
import { extractPackages, forgetPackages, libraryFolders, type PackageSet, type Say } from './debian.ts';
import { hasApt } from './private-apt.ts';
import { findInstalled, type Program, probe } from './program.ts';
import { writeLauncher } from './python-launcher.ts';
import { RECIPES, type Recipe, type Tool } from './tools.ts';

export type SetupOptions = {
  readonly say: Say;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether apt may install into the system when nothing else works. */
  readonly root?: boolean;
};

/**
 * Finds a program, or gets it: on PATH; else extracted from Debian's or Ubuntu's packages into the cache folder; else, for root,
 * installed by apt; else by Homebrew. Throws an Error that says what to do when no way is open.
 */
export async function findOrGet(tool: Tool, options: SetupOptions): Promise<Program> {
  const { say, env = process.env, root = process.getuid?.() === 0 } = options;
  const recipe = RECIPES[tool];
  const searchPath = env.PATH ?? '';
  const installed = await findInstalled(recipe, searchPath, 'path');
  if (installed) return installed;

  const failures: string[] = [];
  const attempts: readonly (() => Promise<Program | undefined>)[] = [
    ...(hasApt() ? [() => extracted(recipe, recipe.set, cacheFolder(env), say)] : []),
    ...(hasApt() && root ? [() => installedByApt(recipe, searchPath, say)] : []),
    ...(process.platform === 'darwin' && recipe.brew ? [() => installedByHomebrew(recipe, searchPath, say)] : []),
  ];
  for (const attempt of attempts) {
    const program = await attempt().catch((error: unknown) => {
      failures.push(error instanceof Error ? error.message : String(error));
      return undefined;
    });
    if (program) return program;
  }
  throw new Error(explainMissing(tool, failures));
}

/** Extracts the packages and runs the tool once; what no longer runs in the cache (the system changed) is fetched anew, once. */
export async function extracted(
  recipe: Recipe,
  set: PackageSet,
  cache: string,
  say: Say,
): Promise<Program | undefined> {
  for (const last of [false, true]) {
    const packages = await extractPackages(set, cache, say);
    const program = recipe.python
      ? await launched(recipe, [packages.root])
      : await probedInside(recipe, packages.root, await libraryFolders(packages.root));
    if (program) return program;
    if (!last) await forgetPackages(packages);
  }
  throw new Error(`${set.packages[0]}, extracted from its package, does not run here`);
}

async function probedInside(recipe: Recipe, root: string, libraries: readonly string[]): Promise<Program | undefined> {
  const env = libraries.length > 0 ? { LD_LIBRARY_PATH: libraries.join(':') } : {};
  for (const inside of recipe.inside) {
    const program = await probe(recipe, join(root, inside), 'package', env);
    if (program) return program;
  }
  return undefined;
}

/** A Python program of the first root, with the modules of all of them. */
export async function launched(recipe: Recipe, roots: readonly string[]): Promise<Program | undefined> {
  for (const inside of recipe.inside) {
    const program = await probe(recipe, await writeLauncher(inside, roots), 'package');
    if (program) return program;
  }
  return undefined;
}

async function installedByApt(recipe: Recipe, searchPath: string, say: Say): Promise<Program | undefined> {
  const packages = recipe.set.packages.join(' ');
  say(`Installing ${packages} with apt …`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await execa('apt-get', ['update', '-q'], options);
  await execa('apt-get', ['install', '-yq', '--no-install-recommends', ...recipe.set.packages], options);
  return findInstalled(recipe, searchPath, 'apt');
}

async function installedByHomebrew(recipe: Recipe, searchPath: string, say: Say): Promise<Program | undefined> {
  say(`Installing ${recipe.brew?.at(-1)} with Homebrew …`);
  await execa('brew', ['install', ...(recipe.brew ?? [])]);
  return findInstalled(recipe, `${searchPath}:/opt/homebrew/bin:/usr/local/bin`, 'homebrew');
}

function explainMissing(tool: Tool, failures: readonly string[]): string {
  const tried =
    failures.length > 0 ? failures.map(failure => `  - ${failure}`).join('\n') : '  - neither apt nor Homebrew is here';
  return [
    `${tool} is not on PATH, and could not be got:`,
    tried,
    'Install it and start again, or use containers, which need nothing else: docker compose up playground',
  ].join('\n');
}
