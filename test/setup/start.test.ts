import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let clone: string;

/** A clone with the set-up's own files, the installed packages, and a program of one line. */
beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'start-'));
  for (const name of ['setup', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']) {
    await cp(join(root, name), join(clone, name), { recursive: true });
  }
  await mkdir(join(clone, 'node_modules', '.bin'), { recursive: true });
  await cp(join(root, 'node_modules', '.package-lock.json'), join(clone, 'node_modules', '.package-lock.json'));
  for (const name of ['typescript', '@typescript', '@types', 'undici-types', 'bullmq-otel']) {
    await symlink(join(root, 'node_modules', name), join(clone, 'node_modules', name)).catch(() => undefined);
  }
  await mkdir(join(clone, 'src'));
});
beforeEach(async () => {
  await writeFile(join(clone, 'src', 'main.ts'), "console.log('main', ...process.argv.slice(2));\n");
  await writeFile(
    join(clone, 'src', 'terminal.ts'),
    "console.log('terminal', ...process.argv.slice(2));\nprocess.exitCode = 7;\n",
  );
});
afterAll(() => rm(clone, { recursive: true, force: true }));

function start(entry: string, ...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(clone, 'setup', entry), ...args], {
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

describe('starting', () => {
  test('builds what is missing, says so, and hands mode and arguments over', () => {
    const { stdout, stderr } = start('start.mjs', 'bot', '--x');
    expect(stderr).toContain('Building the program');
    expect(stdout).toBe('main bot --x\n');
  });

  test('a second time is silent', () => {
    start('start.mjs', 'bot');
    expect(start('start.mjs', 'worker')).toEqual({ stdout: 'main worker\n', stderr: '', status: 0 });
  });

  test('builds again after a source changed', async () => {
    start('start.mjs', 'bot');
    await writeFile(join(clone, 'src', 'main.ts'), "console.log('changed');\n");
    expect(start('start.mjs', 'bot').stdout).toBe('changed\n');
  });

  test('does not run a program that could not be built', async () => {
    await writeFile(join(clone, 'src', 'main.ts'), 'const text: string = 1;\nexport { text };\n');
    const { stdout, stderr, status } = start('start.mjs', 'bot');
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
    expect(stderr).toContain('The program could not be built');
    await rm(join(clone, 'src', 'main.ts'));
  });

  test('an unknown mode is answered with the known ones', () => {
    expect(start('start.mjs', 'stop')).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('start|bot|worker|playground|bench'),
    });
  });

  test('waits for no set-up that is gone', async () => {
    await mkdir(join(clone, '.cache'), { recursive: true });
    await writeFile(join(clone, '.cache', 'setup.pid'), '4194999');
    await writeFile(join(clone, 'src', 'main.ts'), "console.log('after the dead');\n");
    expect(start('start.mjs', 'bot').stdout).toBe('after the dead\n');
  });
});

test('the terminal command gets its arguments and keeps its exit code, and prints nothing of its own', () => {
  start('terminal.mjs');
  expect(start('terminal.mjs', 'status', '-c', 'prod')).toEqual({
    stdout: 'terminal status -c prod\n',
    stderr: '',
    status: 7,
  });
});

test('npx finds the command of the clone', () => {
  start('terminal.mjs');
  const { stdout } = spawnSync(join(clone, 'node_modules', '.bin', 'etcd-chatops'), ['whoami'], { encoding: 'utf8' });
  expect(stdout).toBe('terminal whoami\n');
});

test('an old Node is told which one is needed', async () => {
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  await writeFile(join(clone, 'package.json'), manifest.replace(/"node": ">=[^"]+"/, '"node": ">=99.1"'));
  const outcome = start('start.mjs', 'bot');
  await writeFile(join(clone, 'package.json'), manifest);
  expect(outcome).toMatchObject({ status: 1, stderr: expect.stringContaining('Node 99.1 or newer is needed') });
});
