import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EtcdMember } from '../../src/local/etcd-member.ts';
import { anEtcd, aWorld, channelLines, type Etcd, textOf, type World } from './a-product.ts';

let prod: Etcd;
let full: Etcd;
let secure: Etcd;
let locked: Etcd;
let world: World;

const users = [{ name: 'reader', password: 'reader-secret', prefixes: ['/pg'] }];

beforeAll(async () => {
  [prod, full, secure, locked] = await Promise.all([
    anEtcd(),
    anEtcd({ members: 1, quotaBytes: 16 * 1024 * 1024 }),
    anEtcd({ members: 1, tls: { clientCertificates: true } }),
    anEtcd({ members: 1, auth: { rootPassword: 'root-secret', users } }),
  ]);
  const foreign = secure.cluster.certificates?.foreign;
  if (!foreign) throw new Error('no certificates');
  world = await aWorld(write => {
    write('foreign.crt', readFileSync(foreign.ca, 'utf8'));
    const cluster = (name: string, { cluster: { endpoints } }: Etcd, more = '') =>
      `  - name: ${name}\n    environment: production\n    endpoints: ${JSON.stringify(endpoints)}\n${more}`;
    const login = (username: string, password: string) =>
      `    auth: { username: ${username}, password: ${password} }\n    patroni: { namespace: /pg }\n`;
    return [
      'clusters:',
      cluster('prod', prod, '    patroni: { namespace: /pg }\n'),
      cluster('full', full),
      cluster('wrong-ca', secure, '    tls: { ca: foreign.crt }\n'),
      cluster('wrong-password', locked, login('root', 'guessed')),
      cluster('no-login', locked),
      cluster('not-root', locked, login('reader', 'reader-secret')),
      channelLines('prod'),
    ].join('\n');
  });
  await Promise.all([world.startBot(), world.startWorker()]);
});
afterAll(async () => {
  await world?.close();
  await Promise.all([prod, full, secure, locked].map(etcd => etcd?.remove()));
});

let channels = 0;

/** What the channel reads, and how long it waited for it. */
async function ask(typed: string): Promise<{ readonly text: string; readonly all: string; readonly tookMs: number }> {
  const started = performance.now();
  const message = await world.ask(`C0E2E${channels++}`, `/etcd ${typed}`);
  const tookMs = performance.now() - started;
  expect(textOf(message)).not.toMatch(/\bat \S+ \(|\.[jt]s:\d+|Error:|undefined|\[object|ENOENT/);
  expect(textOf(message)).not.toMatch(/guessed|reader-secret|root-secret/);
  return { text: message.text, all: textOf(message), tookMs };
}

describe('a cluster in trouble is told', () => {
  it.each([
    ['another authority', 'status -c wrong-ca', /authority|certificate/i],
    ['a wrong password', 'status -c wrong-password', /Healthy: 1 of 1 voters[\s\S]*user or password is rejected/],
    ['a login that is missing', 'status -c no-login', /authentication is on/],
    ['a user without the role root', 'status -c not-root', /Healthy: 1 of 1 voters/],
    ['and what that user may not list', 'member list -c not-root', /etcd-1/],
    ['and what that user may read', 'get /pg --prefix -c not-root', /\/pg/],
  ])('when there is %s', async (_title, typed, words) => {
    expect((await ask(typed)).all).toMatch(words);
  });

  it('and a refused login is told once, without advice that would not help', async () => {
    const { all } = await ask('status -c wrong-password');
    expect(all).not.toMatch(/no quorum|STALLED|Grant the user/);
  });

  it('when its quota is used up', async () => {
    const { api } = full.cluster;
    const fill = async () => {
      for (let at = 0; at < 64; at++) await api.put(`/filler/${at}`, 'x'.repeat(1_000_000));
    };
    await expect(fill()).rejects.toThrow(/space exceeded/);
    const { text, all } = await ask('status -c full');
    expect(text.split('\n')[0]).toMatch(/NOSPACE|full|no space/i);
    expect(all).toMatch(/What to do|defrag|compact/i);
    expect((await ask('alarm list -c full')).all).toContain('NOSPACE');
  });

  it('when a member hangs, is dead, and when the quorum is lost', async () => {
    const follower = await aFollower();
    follower.freeze();
    const frozen = await ask('status');
    expect(frozen.text.split('\n')[0]).toContain(
      `1 of 3 down: tolerates no further failure (${follower.name} does not answer in time)`,
    );
    expect(frozen.tookMs).toBeLessThan(4_000);
    process.stdout.write(`status with one member frozen: ${Math.round(frozen.tookMs)} ms (deadline 2000 ms)\n`);

    await follower.kill();
    await vi.waitFor(async () => {
      const dead = await ask('status');
      expect(dead.text.split('\n')[0]).toContain('1 of 3 down: tolerates no further failure');
      expect(dead.all).toContain(`etcd does not run on ${follower.name}`);
    }, 15_000);

    const [other] = prod.cluster.members.filter(member => member !== follower);
    await other?.kill();
    await vi.waitFor(async () => {
      expect((await ask('status')).text.split('\n')[0]).toContain('QUORUM LOST: 1 of 3 voters answers');
    }, 20_000);
    for (const typed of ['member list', 'endpoint health', 'endpoint hashkv', 'alarm list', 'quorum', 'get /pg']) {
      const { text, tookMs } = await ask(typed);
      expect(text.length, typed).toBeGreaterThan(20);
      expect(tookMs, typed).toBeLessThan(4_000);
    }
    await Promise.all(prod.cluster.members.map(member => member.kill()));
    expect((await ask('status')).text).toMatch(/No member|none|unreachable|does not|0 of/i);
  }, 90_000);
});

async function aFollower(): Promise<EtcdMember> {
  const { all } = await ask('status');
  const leader = /Leader[^e]*(etcd-\d)/.exec(all)?.[1];
  const follower = prod.cluster.members.find(member => member.name !== leader);
  if (!follower) throw new Error('no follower');
  return follower;
}
