import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type EtcdCluster, type EtcdClusterOptions, startEtcdCluster } from '../../src/local/etcd-cluster.ts';
import { freePorts } from '../../src/local/ports.ts';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';
import { type EtcdPrograms, etcdVersion, type TESTED_ETCD_VERSIONS } from '../../src/setup/etcd-versions.ts';

let programs: Readonly<Record<keyof typeof TESTED_ETCD_VERSIONS, EtcdPrograms>>;
let folder: ScratchFolder;
const started: EtcdCluster[] = [];

beforeAll(async () => {
  const get = (version: keyof typeof TESTED_ETCD_VERSIONS) => etcdVersion(version, { say: () => {} });
  programs = { '3.4.23': await get('3.4.23'), '3.5.16': await get('3.5.16'), '3.5.30': await get('3.5.30') };
  folder = await scratchFolder('local-etcd');
});
afterEach(async () => {
  for (const cluster of started.splice(0)) await cluster.stop();
});
afterAll(() => folder.remove());

let count = 0;
async function start(options: Partial<EtcdClusterOptions> = {}): Promise<EtcdCluster> {
  const directory = join(folder.path, `cluster-${++count}`);
  const cluster = await startEtcdCluster({ binary: programs['3.5.16'].etcd, members: 1, directory, ...options });
  started.push(cluster);
  return cluster;
}

async function read(cluster: EtcdCluster, key: string): Promise<unknown> {
  return cluster.api.call('kv/range', { key: Buffer.from(key).toString('base64') });
}

describe.each(['3.4.23', '3.5.16', '3.5.30'] as const)('etcd %s', version => {
  test('forms a healthy cluster of three that keeps its data through a kill', async () => {
    const cluster = await start({ binary: programs[version].etcd, members: 3 });
    await cluster.api.put('a', 'b');
    const [first] = cluster.members;
    await first?.kill();
    expect(await first?.healthy()).toBe(false);
    expect(first?.pid).toBe(0);
    await first?.restart();
    await vi.waitFor(async () => expect(await first?.healthy()).toBe(true), 10_000);
    expect(JSON.stringify(await read(cluster, 'a'))).toContain(Buffer.from('b').toString('base64'));
  });

  test('forms a cluster with mutual TLS, with authentication on and a user of few rights', async () => {
    const users = [{ name: 'reader', password: 'r', prefixes: ['/pg/'] }];
    const cluster = await start({
      binary: programs[version].etcd,
      tls: { clientCertificates: true },
      auth: { rootPassword: 'secret', users },
    });
    await cluster.api.put('/pg/a', 'b');
    expect(cluster.endpoints[0]).toMatch(/^https:/);
    expect(JSON.stringify(await cluster.api.call('auth/user/get', { name: 'reader' }))).toContain('"roles":["reader"]');
  });
});

test('a frozen member does not answer, and answers again when it is thawed', async () => {
  const cluster = await start({ members: 3 });
  const [, second] = cluster.members;
  second?.freeze();
  expect(await second?.healthy()).toBe(false);
  expect(second?.running).toBe(true);
  second?.thaw();
  await vi.waitFor(async () => expect(await second?.healthy()).toBe(true), 10_000);
});

test('a learner joins', async () => {
  const cluster = await start();
  const learner = await cluster.addMember('etcd-2');
  expect(learner.running).toBe(true);
  const list = JSON.stringify(await cluster.api.call('cluster/member/list', {}));
  expect(list).toContain('"isLearner":true');
  expect(cluster.endpoints).toHaveLength(2);
}, 30_000);

test('a member joins that somebody else has registered', async () => {
  const cluster = await start();
  const prepared = await cluster.prepareMember('etcd-2');
  await cluster.api.call('cluster/member/add', { peerURLs: [prepared.peerUrl] });
  await prepared.join();
  await vi.waitFor(async () => expect(await prepared.healthy()).toBe(true), 10_000);
});

test('members may be of different versions', async () => {
  const cluster = await start({
    members: 3,
    binaryOf: name => (name === 'etcd-3' ? programs['3.5.30'].etcd : programs['3.4.23'].etcd),
  });
  const versions = cluster.endpoints.map(async url => JSON.stringify(await (await fetch(`${url}/version`)).json()));
  const [first, , third] = await Promise.all(versions);
  expect(first).toContain('3.4.23');
  expect(third).toContain(programs['3.5.30'].version);
});

test('a quota and extra flags reach the members', async () => {
  const cluster = await start({ quotaBytes: 16_777_216, extraFlags: ['--auto-compaction-retention=1'] });
  const text = await (await fetch(`${cluster.endpoints[0]}/debug/vars`)).text();
  expect(text).toContain('--quota-backend-bytes=16777216');
  expect(text).toContain('--auto-compaction-retention=1');
});

test('a taken port is told by its name and its holder, and nothing stays running', async () => {
  const [basePort = 0] = await freePorts(1);
  const holder = await start({ basePort });
  await expect(start({ basePort })).rejects.toThrow(
    new RegExp(`etcd-1's client port ${basePort} is in use by etcd \\(pid ${holder.members[0]?.pid}\\)`),
  );
});

test('a program that can not start is reported with its last words', async () => {
  await expect(start({ extraFlags: ['--no-such-flag'] })).rejects.toThrow(
    /etcd ended while starting:[\s\S]*no-such-flag/,
  );
});

test.runIf(existsSync('/usr/bin/setpriv'))('members die with a parent that was killed', async () => {
  const script = join(folder.path, 'parent.mjs');
  const options = { binary: programs['3.5.16'].etcd, members: 1, directory: join(folder.path, 'orphans') };
  await writeFile(
    script,
    `import { runnerImport } from ${JSON.stringify(import.meta.resolve('vite'))};
const { module } = await runnerImport(${JSON.stringify(join(import.meta.dirname, '../../src/local/etcd-cluster.ts'))});
const cluster = await module.startEtcdCluster(${JSON.stringify(options)});
console.log(cluster.members[0].pid);`,
  );
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await once(parent.stdout, 'data');
  const pid = Number(String(output));
  expect(await readFile(`/proc/${pid}/comm`, 'utf8')).toBe('etcd\n');
  parent.kill('SIGKILL');
  // An orphan that ended stays as a zombie where the first process of a container collects nothing.
  const state = async () =>
    /^State:\s+(\w)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State: X'))?.[1];
  await vi.waitFor(async () => expect(await state()).toMatch(/[XZ]/), 5_000);
});
