import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findOrGet } from '../../src/setup/binaries.ts';
import { cacheFolder } from '../../src/setup/cache-folder.ts';
import { extractPackages } from '../../src/setup/debian.ts';
import { defaultEtcd, etcdVersion, TESTED_ETCD_VERSIONS } from '../../src/setup/etcd-versions.ts';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fakeProgram(name: string, output: string): Promise<string> {
  const bin = await mkdtemp(join(folder, 'bin-'));
  await writeFile(join(bin, name), `#!/bin/sh\necho '${output}'\n`);
  await chmod(join(bin, name), 0o755);
  return bin;
}

describe('the cache folder', () => {
  test.each([
    [{ ETCD_CHATOPS_CACHE: '/a/b', XDG_CACHE_HOME: '/c' }, '/a/b'],
    [{ XDG_CACHE_HOME: '/c' }, '/c/etcd-chatops'],
  ])('of %j is %s', (env, expected) => expect(cacheFolder(env)).toBe(expected));

  test('is in the home folder when nothing else is said', () => {
    expect(cacheFolder({})).toMatch(/\/\.cache\/etcd-chatops$/);
  });
});

describe('finding a program', () => {
  test('prefers the one on PATH, and says nothing then', async () => {
    const bin = await fakeProgram('redis-server', 'Redis server v=9.9.9 sha=0');
    const lines: string[] = [];
    const found = await findOrGet('redis-server', { say: line => lines.push(line), env: { PATH: bin } });
    expect(found).toEqual({ path: join(bin, 'redis-server'), env: {}, version: '9.9.9', source: 'path' });
    expect(lines).toEqual([]);
  });

  test('takes Valkey for Redis', async () => {
    const bin = await fakeProgram('valkey-server', 'Valkey server v=8.0.1 sha=0');
    expect(await findOrGet('redis-server', { say: () => {}, env: { PATH: bin } })).toMatchObject({ version: '8.0.1' });
  });

  test('passes by a program of the same name that is something else', async () => {
    const bin = await fakeProgram('redis-server', 'I am a message for you to install something');
    const found = await findOrGet('redis-server', { say: () => {}, env: { ...process.env, PATH: bin } });
    expect(found.version).toMatch(/^\d+\.\d+/);
    expect(found.path).not.toContain(bin);
  });

  test('gets redis-server with the libraries it needs, and it runs', async () => {
    const redis = await findOrGet('redis-server', { say: () => {} });
    const { stdout } = await run(redis.path, ['--version'], { env: { ...process.env, ...redis.env } });
    expect(stdout).toContain(redis.version);
  });

  test('gets a docker-compose that can read a file', async () => {
    const compose = await findOrGet('docker-compose', { say: () => {} });
    await mkdir(join(folder, 'compose'));
    await writeFile(join(folder, 'compose', 'compose.yml'), 'services: { a: { image: b } }\n');
    const { stdout } = await run(compose.path, ['config', '--format', 'json'], { cwd: join(folder, 'compose') });
    expect(JSON.parse(stdout)).toMatchObject({ services: { a: { image: 'b' } } });
  });

  test('names docker compose up when there is no way to get it', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const env = { PATH: folder, ETCD_CHATOPS_CACHE: join(folder, 'a-file', 'cache') };
    await expect(findOrGet('redis-server', { say: () => {}, env, root: false })).rejects.toThrow(
      /redis-server is not on PATH[\s\S]*docker compose up playground/,
    );
  });
});

describe('etcd', () => {
  test('of the default version is there with etcdctl', async () => {
    const programs = await defaultEtcd({ say: () => {} });
    expect(programs.etcdctl.version).toBe(programs.version);
  });

  test.each(Object.keys(TESTED_ETCD_VERSIONS).filter(isTested))('%s runs beside the others', async wanted => {
    const programs = await etcdVersion(wanted, { say: () => {} });
    const { stdout } = await run(programs.etcd.path, ['--version'], { env: { ...process.env, ...programs.etcd.env } });
    expect(stdout).toContain(`etcd Version: ${programs.version}`);
    expect(programs.etcdctl.version).toBe(programs.version);
    expect(programs.etcdutl === undefined).toBe(wanted === '3.4.23');
  });
});

describe('extracting packages', () => {
  test('by two set-ups at once leaves one whole result and no debris', async () => {
    const cache = join(folder, 'cache');
    const set = { suite: 'own', packages: ['liblzf1'] };
    const results = await Promise.all([extractPackages(set, cache, () => {}), extractPackages(set, cache, () => {})]);
    expect(results[0]).toEqual(results[1]);
    expect(await readdir(join(cache, 'packages'))).toHaveLength(1);
  });

  test('a second time fetches nothing', async () => {
    const lines: string[] = [];
    await extractPackages({ suite: 'own', packages: ['liblzf1'] }, join(folder, 'cache'), line => lines.push(line));
    expect(lines).toEqual([]);
  });

  test('that do not exist fails with the reason of apt, and leaves no debris', async () => {
    const cache = join(folder, 'cache');
    const set = { suite: 'own', packages: ['etcd-chatops-no-such-package'] };
    await expect(extractPackages(set, cache, () => {})).rejects.toThrow(/Unable to locate package/);
    expect(await readdir(join(cache, 'packages'))).toHaveLength(1);
  });

  test('leaves the lists of the system alone', async () => {
    const before = await stat('/var/lib/apt/lists').then(found => found.mtimeMs);
    await extractPackages({ suite: 'own', packages: ['liblua5.1-0'] }, join(folder, 'cache'), () => {});
    expect(await stat('/var/lib/apt/lists').then(found => found.mtimeMs)).toBe(before);
  });
});

function isTested(name: string): name is keyof typeof TESTED_ETCD_VERSIONS {
  return name in TESTED_ETCD_VERSIONS;
}
