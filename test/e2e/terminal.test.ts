import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../../src/wiring/running.ts';
import { aProcess, terminal } from './a-process.ts';
import { anEtcd, aWorld, type Etcd, oneCluster, type World } from './a-product.ts';

let etcd: Etcd;
let world: World;
let worker: Running;

beforeAll(async () => {
  etcd = await anEtcd({ members: 1 });
  world = await aWorld(() => oneCluster(etcd.cluster.endpoints));
  worker = await world.startWorker();
});
afterAll(async () => {
  await world?.close();
  await etcd?.remove();
});

async function run(words: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const process = aProcess([terminal, ...words], world.env({ LOG_LEVEL: '', ...more }));
  const code = await process.ended;
  return { code, stdout: process.stdout(), stderr: process.stderr() };
}

describe('the terminal', () => {
  it('answers with the state of the cluster, without colour where nobody looks', async () => {
    const { code, stdout, stderr } = await run(['status', '-c', 'prod']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')[0]).toContain('prod · Healthy: 1 of 1 voters');
    expect(stdout).not.toContain('\u001b');
  });

  it('prints facts as JSON, ids as strings', async () => {
    const { code, stdout } = await run(['member', 'list', '--json']);
    const facts: unknown = JSON.parse(stdout);
    expect({ code, facts }).toMatchObject({ code: 0, facts: { kind: 'members' } });
    expect(stdout).toMatch(/"id": "[0-9a-f]{8,16}"/);
  });

  it('knows who asks by login, and what they may', async () => {
    const { code, stdout } = await run(['whoami']);
    expect(code).toBe(0);
    expect(stdout).toContain(userInfo().username);
  });

  it('speaks Chinese where the locale is Chinese', async () => {
    expect((await run(['status'], { LANG: 'zh_CN.UTF-8' })).stdout).toContain('健康');
  });

  it.each([
    ['a mistyped command', ['statsu'], 64, 'Did you mean status?'],
    ['an unknown cluster', ['status', '-c', 'staging'], 64, 'There is no cluster staging'],
    ['a right that is missing', ['get', '/pg', '--prefix', '--show-value'], 1, 'Only operators may do this'],
    ['a member that does not exist', ['quorum', '--without', 'etcd-9'], 1, 'etcd-9'],
  ])('refuses on the error stream: %s', async (_title, words, code, text) => {
    const outcome = await run(words);
    expect(outcome).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(text) });
  });

  it('gives a program the refusal as JSON', async () => {
    const { code, stdout } = await run(['statsu', '--json']);
    const facts: unknown = JSON.parse(stdout);
    expect({ code, facts }).toMatchObject({ code: 64, facts: { refused: 'mistyped_command' } });
  });

  it('explains itself where nothing is configured yet', async () => {
    const nothing = { ETCD_CHATOPS_CONFIG: '/nonexistent.yaml' };
    const help = await run(['--help'], nothing);
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('member list'), stderr: '' });
    expect(await run(['status', '--help'], nothing)).toMatchObject({ code: 0 });
    const status = await run(['status'], nothing);
    expect(status).toMatchObject({ code: 78, stdout: '', stderr: expect.stringContaining('ETCD_CHATOPS_CONFIG') });
  });

  it('says which service is not there', async () => {
    const noRedis = await run(['status'], { REDIS_URL: 'redis://127.0.0.1:1' });
    expect(noRedis).toMatchObject({ code: 69, stdout: '' });
    expect(noRedis.stderr).toContain('Redis at 127.0.0.1:1 cannot be reached');
    await worker.close();
    const noWorker = await run(['status']);
    expect(noWorker).toMatchObject({ code: 69, stdout: '' });
    expect(noWorker.stderr).toContain('No worker has taken the question');
    for (const { stderr } of [noRedis, noWorker]) expect(stderr).not.toMatch(/^\s+at /m);
  }, 40_000);
});
