import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { findOrGetAnsible } from '../../src/setup/ansible.ts';
import { cacheFolder } from '../../src/setup/cache-folder.ts';
import { extractPackages } from '../../src/setup/debian.ts';
import { findOrGetPatroni, TESTED_PATRONI_VERSIONS } from '../../src/setup/patroni-versions.ts';
import { findOrGetPostgres } from '../../src/setup/postgres.ts';
import { writeLauncher } from '../../src/setup/python-launcher.ts';
import { PYTHON_PACKAGES } from '../../src/setup/tools.ts';

const run = promisify(execFile);
const say = () => {};

describe('PostgreSQL', () => {
  test.each(['postgres', 'initdb', 'pg_basebackup', 'psql'])('is there with %s', async program => {
    const { bin, env, version } = await findOrGetPostgres({ say });
    const { stdout } = await run(`${bin}/${program}`, ['--version'], { env: { ...process.env, ...env } });
    expect(stdout).toContain(version);
  });
});

describe('Ansible', () => {
  test('runs a module on this host', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ansible-'));
    const tasks = [{ file: { path: join(folder, 'made'), state: 'directory' } }, { command: 'true' }];
    const play = { hosts: '127.0.0.1', connection: 'local', gather_facts: false, tasks };
    await writeFile(join(folder, 'play.yml'), JSON.stringify([play]));
    const { playbook, env } = await findOrGetAnsible({ say });
    const { stdout } = await run(playbook, ['-i', '127.0.0.1,', 'play.yml'], {
      cwd: folder,
      env: { ...process.env, ...env, HOME: folder },
    });
    expect(stdout).toMatch(/127\.0\.0\.1\s*: ok=2\s+changed=2\s+unreachable=0\s+failed=0/);
    expect(existsSync(join(folder, 'made'))).toBe(true);
    await rm(folder, { recursive: true });
  });
});

describe('Patroni', () => {
  test.each(Object.keys(TESTED_PATRONI_VERSIONS).filter(isTested))('%s runs beside the others', async wanted => {
    const { patroni, patronictl, version } = await findOrGetPatroni(wanted, { say });
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect((await run(patroni.path, ['--version'])).stdout).toContain(version);
    expect((await run(patronictl.path, ['version'])).stdout).toContain(version);
  });
});

describe('a launcher', () => {
  test('runs its script with the modules beside it, in a folder of any name', async () => {
    const folder = await mkdtemp(join(tmpdir(), "it's a launcher-"));
    const modules = join(folder, 'root/usr/lib/python3/dist-packages');
    await mkdir(modules, { recursive: true });
    await mkdir(join(folder, 'root/usr/bin'), { recursive: true });
    await writeFile(join(modules, 'beside.py'), 'word = "found"\n');
    await writeFile(join(folder, 'root/usr/bin/it'), 'import beside, sys; print(beside.word, sys.argv[1])\n');
    const python = (await extractPackages(PYTHON_PACKAGES, cacheFolder(process.env), say)).root;
    const command = await writeLauncher('usr/bin/it', [join(folder, 'root'), python]);
    expect((await run(command, ['a b'])).stdout).toBe('found a b\n');
    await rm(folder, { recursive: true });
  });
});

function isTested(name: string): name is keyof typeof TESTED_PATRONI_VERSIONS {
  return name in TESTED_PATRONI_VERSIONS;
}
