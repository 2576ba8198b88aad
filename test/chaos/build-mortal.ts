import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { formatTally, readTally, totalOf } from './tally.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The program of mortal processes. */
    readonly mortal: string;
    /** Where every operation is counted. */
    readonly tally: string;
  }
}

const root = resolve(import.meta.dirname, '../..');

/** Before all files: one file of a program, for hundreds of starts. After all of them: the matrix. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await scratchFolder('chaos');
  const outDir = join(folder.path, 'out');
  await symlink(join(root, 'node_modules'), join(folder.path, 'node_modules'));
  const ssr = join(import.meta.dirname, 'mortal-process.ts');
  const output = { build: { ssr, outDir, emptyOutDir: true, minify: false, target: 'node20' } } as const;
  await build({ configFile: false, root, logLevel: 'error', ...output });
  const tally = join(folder.path, 'tally');
  project.provide('mortal', join(outDir, 'mortal-process.js'));
  project.provide('tally', tally);
  return async () => {
    const rows = readTally(tally);
    process.stdout.write(`\n${formatTally(rows)}\n`);
    await folder.remove();
    const { lost, doubled } = totalOf(rows);
    if (lost + doubled > 0) throw new Error(`lost ${lost}, doubled ${doubled}`);
  };
}
