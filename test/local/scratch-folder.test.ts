import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../src/local/scratch-folder.ts';

const module = join(import.meta.dirname, '../../dist/src/local/scratch-folder.js');

/** Another process that makes a folder, tells where, and then does what `end` says. */
function another(end: string) {
  const script = `import { scratchFolder } from ${JSON.stringify(module)};
    const { path } = await scratchFolder('left');
    process.stdout.write(path, () => { ${end} });`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function pathOfOneThatWasKilled(): Promise<string> {
  const killed = another("process.kill(process.pid, 'SIGKILL')");
  return text(killed.stdout);
}

describe('a scratch folder', () => {
  it('is removed by the next process when its own was killed', async () => {
    const left = await pathOfOneThatWasKilled();
    await mkdir(join(left, 'etcd-1'), { recursive: true });
    await writeFile(join(left, 'etcd-1/wal'), 'x');
    const next = another('process.exit()');
    await once(next, 'exit');
    expect(existsSync(left)).toBe(false);
  });

  it('stays while its process lives, and so does what is nobody’s', async () => {
    const mine = await scratchFolder('mine');
    const foreign = join(dirname(mine.path), `etcd-chatops-of-somebody.${basename(mine.path)}`);
    await mkdir(foreign);
    try {
      await once(another('process.exit()'), 'exit');
      expect([mine.path, foreign].map(path => existsSync(path))).toEqual([true, true]);
    } finally {
      await rm(foreign, { recursive: true });
      await mine.remove();
    }
    expect(existsSync(mine.path)).toBe(false);
  });
});
