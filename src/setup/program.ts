import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { execa } from 'execa';
import type { Recipe } from './tools.ts';

/** A program that was seen running. `env` must be added to the environment it is started with. */
export type Program = {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
  readonly source: 'path' | 'package' | 'apt' | 'homebrew';
};

/** Runs the candidate and reads its version: undefined when it is absent, broken, or something else of the same name. */
export async function probe(
  recipe: Recipe,
  path: string,
  source: Program['source'],
  env: Readonly<Record<string, string>> = {},
): Promise<Program | undefined> {
  try {
    const { stdout } = await execa(path, recipe.versionArguments, { env, timeout: 20_000 });
    const version = recipe.versionPattern.exec(stdout)?.[1];
    return version === undefined ? undefined : { path, env, version, source };
  } catch {
    return undefined;
  }
}

/** The first command of the recipe that is there and runs. */
export async function findInstalled(
  recipe: Recipe,
  searchPath: string,
  source: Program['source'],
): Promise<Program | undefined> {
  for (const command of recipe.commands) {
    const folders = isAbsolute(command) ? [''] : searchPath.split(delimiter).filter(isAbsolute);
    for (const folder of folders) {
      const path = join(folder, command);
      const program = (await isExecutable(path)) ? await probe(recipe, path, source) : undefined;
      if (program) return program;
    }
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
