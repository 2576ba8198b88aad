import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Member } from '../../src/core/cluster.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { EtcdOperator } from '../../src/core/ports.ts';
import { openEtcdOperator } from '../../src/etcd/operator.ts';
import { readPigsty } from '../../src/pigsty/open-pigsty.ts';
import { openRootPasswords } from '../../src/pigsty/root-password.ts';
import type { ChangeWorld } from '../../workers/change-world.ts';
import { withPigsty } from '../../workers/with-pigsty.ts';
import { type APigsty, aPigsty } from '../ansible/a-pigsty.ts';
import { inShort } from '../outline.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { everythingIn } from '../store/everything-in.ts';
import { type AChangeWorld, aChangeWorld, aPrefix, settingsFor } from './a-change-world.ts';
import { load, openOperation, refusals, run } from './ask-for.ts';

const SECRETS = { first: 'Canary.Root.3hT', next: 'Canary.Next.8wZ', typo: 'Canary.Typo.5fJ' } as const;

/** The test is the person who has a shell on the hosts, and edits the inventory. */
describe('a change that waits for somebody’s hands', { timeout: 300_000 }, () => {
  let redis: TestRedis;
  let pigsty: APigsty;
  let at: AChangeWorld;
  let world: ChangeWorld;
  let operator: EtcdOperator;
  const logged: string[] = [];
  const tried: string[] = [];
  beforeAll(async () => {
    [redis, pigsty] = await Promise.all([aRedis(), aPigsty()]);
    await Promise.all([1, 2, 3].map(create));
    const auth = { username: 'root', password: SECRETS.first, nextPassword: SECRETS.next };
    const settings = { ...pigsty.settings, auth };
    const folder = settings.pigsty ?? { home: '', inventory: '' };
    const note = (fields: object, message: string) => void logged.push(JSON.stringify(fields), message);
    const log = { debug: note, info: note, warn: note, error: note };
    at = await aChangeWorld(redis.url, aPrefix(), settingsFor([settings]), { log });
    const { playbooks } = pigsty;
    const read = () => readPigsty(folder);
    const plainly = openEtcdOperator(settings, log);
    const takesLogin: EtcdOperator['takesLogin'] = (user, password) => {
      tried.push(password);
      return plainly.takesLogin(user, password);
    };
    operator = withPigsty({ ...plainly, takesLogin }, { read, listTags: playbooks.listTags });
    const inventoryRoot = openRootPasswords([settings]);
    world = { ...at.world, operator: () => operator, playbooks: () => playbooks, inventoryRoot };
  }, 300_000);
  afterAll(async () => {
    await operator?.close();
    await at?.close();
    await pigsty?.close();
    await redis?.remove();
  });

  /** An edit of the inventory. */
  async function say(before: string, after: string): Promise<void> {
    const file = join(pigsty.home, 'pigsty.yml');
    const text = await readFile(file, 'utf8');
    expect(text).toContain(before);
    await writeFile(file, text.replace(before, after));
  }
  const folderOf = (number: number): string => join(pigsty.lab, pigsty.hostOf(number));
  const confOf = (number: number): Promise<string> => pigsty.read(pigsty.hostOf(number), 'etcd.conf');
  const numberOf = (name: string): number => Number(name.split('-').at(-1));
  /** As Pigsty's template was before v2.6, with somebody's half of an attempt. */
  async function create(number: number): Promise<void> {
    const url = (port: number, of = number): string => `https://${pigsty.hostOf(of)}:${port}`;
    const pki = ['cert-file: server.crt', 'key-file: server.key', 'trusted-ca-file: lab-ca.crt'];
    const secured = pki.map(line => `  ${line.replace(': ', `: ${pigsty.lab}/pki/`)}`);
    await mkdir(folderOf(number), { recursive: true });
    const conf = [
      ...[`name: etcd-${number}`, `data-dir: ${folderOf(number)}/data`, 'quota-backend-bytes: 4294967296'],
      ...['listen-client-urls', 'advertise-client-urls'].map(name => `${name}: ${url(2379)}`),
      ...['listen-peer-urls', 'initial-advertise-peer-urls'].map(name => `${name}: ${url(2380)}`),
      `initial-cluster: ${[1, 2, 3].map(each => `etcd-${each}=${url(2380, each)}`).join()}`,
      ...['client-transport-security:', ...secured, 'peer-transport-security:', ...secured],
    ];
    await writeFile(join(folderOf(number), 'etcd.conf'), conf.join('\n'));
    await pigsty.svc(number, 'start');
  }
  /** The lines of the step, where this machine has its files and its services. */
  async function type(operation: Operation, index: number): Promise<void> {
    const step = operation.plan.steps[index];
    if (step?.kind !== 'await-restart') throw new Error(`step ${index + 1} is no restart by hand`);
    const number = numberOf(step.member.name);
    expect(step.address).toBe(pigsty.hostOf(number));
    const edits = step.lines.slice(0, -1).map(line => line.replaceAll('/etc/etcd/', `${folderOf(number)}/`));
    expect(step.lines.at(-1)).toBe('systemctl restart etcd');
    await execa('sh', ['-es'], { input: edits.join('\n') });
    await pigsty.svc(number, 'restart');
  }
  const turnOf = (id: string, index: number, key: string): Promise<Operation> =>
    vi.waitFor(
      async () => {
        const operation = await load(id, world);
        expect([operation.state, operation.steps[index]?.state]).toEqual(['running', 'running']);
        expect(JSON.stringify(operation.steps[index]?.progress ?? null)).toContain(key);
        return operation;
      },
      { timeout: 120_000, interval: 100 },
    );
  async function listed(): Promise<{ readonly members: readonly Member[]; readonly leader: string | undefined }> {
    const { members, endpoints } = await operator.survey({ parts: ['status', 'members'] });
    if (!members.ok) throw new Error(members.fault.code);
    const leader = endpoints.flatMap(({ status }) => (status.ok ? (status.value.leader ?? []) : []))[0];
    return { members: members.value.members, leader: members.value.members.find(({ id }) => id === leader)?.name };
  }

  const begun = (line: string): Promise<Operation> =>
    vi.waitFor(
      async () => {
        const operation = await openOperation(line, world);
        expect([refusals(operation), operation.state], JSON.stringify(operation.verdicts)).toEqual([[], 'queued']);
        return operation;
      },
      { timeout: 120_000, interval: 500 },
    );

  it('goes on only when the member that has its turn has restarted and read its settings, also after its worker was lost', async () => {
    await say('version: v4.5.0', 'version: v2.5.1');
    const { leader } = await listed();
    const opened = await begun('playbook gc');
    const { id, plan } = opened;
    const [first = -1, second = -1, third = -1] = plan.steps.flatMap(({ kind }, index) =>
      kind === 'await-restart' ? [index] : [],
    );
    const nameAt = (index: number): string => {
      const step = plan.steps[index];
      return step?.kind === 'await-restart' ? step.member.name : '';
    };
    expect([plan.steps.filter(({ kind }) => kind === 'run-playbook'), nameAt(third)]).toEqual([[], leader]);

    const stop = new AbortController();
    const lost = run(id, world, stop.signal);
    await turnOf(id, first, 'playbook.unmet.old_process');
    await pigsty.svc(numberOf(nameAt(first)), 'restart');
    await type(await turnOf(id, first, 'running.restart.unread'), first);
    await turnOf(id, second, 'playbook.unmet.old_process');
    stop.abort();
    expect((await lost).state).toBe('running');
    await type(opened, second);

    const following = run(id, world);
    const last = await turnOf(id, third, 'playbook.unmet.old_process');
    expect(last.steps[second]).toMatchObject({ state: 'done', note: { key: 'running.restart.read' } });
    expect((await listed()).leader).not.toBe(nameAt(third));
    await type(last, third);
    expect(await following).toMatchObject({ state: 'succeeded', why: [] });

    for (const number of [1, 2, 3]) {
      expect(await pigsty.read(pigsty.hostOf(number), 'log')).toContain('"auto-compaction-retention":"24h0m0s"');
      expect((await confOf(number)).match(/^(auto-compaction|quota).*$/gm)).toHaveLength(3);
    }
    const cards = at.announced.filter(announcement => announcement.id === `op-card-${id}`);
    for (const index of [first, second, third])
      expect(JSON.stringify(cards)).toContain(
        `{"key":"card.restart","params":{"name":{"type":"code","value":"${nameAt(index)}"}`,
      );
  });

  it('writes root’s new password where it is needed once it stands in the inventory, and nowhere else', async () => {
    await say('version: v2.5.1', 'version: v4.5.0');
    const enabled = await run((await begun('auth enable')).id, world);
    expect(enabled, JSON.stringify(enabled.why)).toMatchObject({ state: 'succeeded' });
    const { id, plan } = await begun('auth rotate-root');
    const waits = plan.steps.findIndex(({ kind }) => kind === 'await-root-password');
    expect(plan.steps.slice(waits + 1).map(inShort)).toEqual([
      'run-playbook infra.yml -l infra -t env_patroni -f 10',
      'run-playbook etcd.yml -l etcd -t etcd_conf -f 1',
    ]);

    const stop = new AbortController();
    const lost = run(id, world, stop.signal);
    await underWay(id, 'running.root_password.waits');
    stop.abort();
    expect((await lost).state).toBe('running');
    const following = run(id, world);
    await say('Very.Secret.Root', SECRETS.typo);
    await vi.waitFor(() => expect(tried).toContain(SECRETS.typo), { timeout: 120_000, interval: 100 });
    await say(SECRETS.typo, SECRETS.next);
    expect(await following).toMatchObject({ state: 'succeeded', why: [] });
    expect(tried.filter(password => password === SECRETS.typo)).toHaveLength(1);

    expect(await pigsty.read('patronictl.yml')).toContain(`password: ${SECRETS.next}`);
    for (const number of [1, 2, 3]) expect(await pigsty.read(pigsty.hostOf(number), 'etcd.pass')).toBe(SECRETS.next);
    const logs = at.announced.flatMap(({ attachment }) =>
      attachment ? [gunzipSync(Buffer.from(attachment.packed, 'base64')).toString()] : [],
    );
    expect(logs).toHaveLength(2);
    const said = [...logs, ...logged, JSON.stringify(at.announced), await everythingIn(at.store.redis)].join('\n');
    for (const secret of Object.values(SECRETS)) expect(said).not.toContain(secret);
  });

  const underWay = (id: string, key: string): Promise<void> =>
    vi.waitFor(async () => expect(JSON.stringify((await load(id, world)).steps)).toContain(key), {
      timeout: 120_000,
      interval: 100,
    });
});
