import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepFolder } from '../../src/local/folder-keeper.ts';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';

let folder: ScratchFolder;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await scratchFolder('keeper');
  await mkdir(join(folder.path, 'kept/deep'), { recursive: true });
  await mkdir(join(folder.path, 'kept-not'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await folder.remove();
});

async function worksIn(path: string, script = 'exec sleep 600'): Promise<ChildProcess> {
  const child = spawn('/bin/sh', ['-c', script], { cwd: join(folder.path, path), stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  return child;
}

describe('the keeper of a folder', () => {
  it('ends what works below it, the stubborn too, and nothing beside it', async () => {
    const keeper = await keepFolder(join(folder.path, 'kept'));
    const [below, beside] = [await worksIn('kept/deep'), await worksIn('kept-not')];
    const stubborn = await worksIn('kept', `trap '' QUIT; while :; do sleep 0.1; done`);
    await keeper.end();
    await expect.poll(() => [below.signalCode, stubborn.signalCode]).toEqual(['SIGQUIT', 'SIGKILL']);
    expect([beside.exitCode, beside.signalCode]).toEqual([null, null]);
  });

  it('does so when the process that wanted it was killed', async () => {
    const below = await worksIn('kept');
    const module = join(import.meta.dirname, '../../dist/src/local/folder-keeper.js');
    const script = `import { keepFolder } from ${JSON.stringify(module)};
      await keepFolder(${JSON.stringify(join(folder.path, 'kept'))}); process.kill(process.pid, 'SIGKILL')`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    await once(owner, 'exit');
    await expect.poll(() => below.signalCode, { timeout: 20_000 }).toBe('SIGQUIT');
  });
});
