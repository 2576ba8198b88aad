import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/core/operation.ts';
import type { Request } from '../../src/core/request.ts';
import { apply } from '../../src/core/transition.ts';
import { revealing } from '../../src/flow/reveal.ts';
import { openSealing, openVault } from '../../src/wiring/sealing.ts';
import { passwordsOf } from '../../workers/passwords.ts';
import { propose } from '../../workers/propose.ts';
import { deedOf } from '../../workers/steps/index.ts';
import { type Lab, program, quiet, settingsOf, startLab, versions } from '../etcd/a-lab.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { everythingIn } from '../store/everything-in.ts';
import { type AChangeWorld, aChangeWorld, aPrefix, settingsFor } from './a-change-world.ts';
import { aRun } from './a-run.ts';
import { asked, openOperation, refusals, run } from './ask-for.ts';

const ROOT_PASSWORD = 'canary-root-7Qx';
const TYPED = 'canary-typed-9Lk';

let redis: TestRedis;
beforeAll(async () => {
  redis = await aRedis();
});
afterAll(() => redis?.remove());

describe.each(versions)('logins of etcd %s', version => {
  let lab: Lab;
  let at: AChangeWorld;
  let bot: Awaited<ReturnType<typeof openSealing>>;
  const logged: string[] = [];
  const prefix = aPrefix();

  beforeAll(async () => {
    lab = await startLab(version, { members: 1 });
    const auth = { username: 'root', password: ROOT_PASSWORD };
    const note = (fields: object, message: string) => void logged.push(JSON.stringify(fields), message);
    const log = { debug: note, info: note, warn: note, error: note };
    at = await aChangeWorld(redis.url, prefix, settingsFor([settingsOf([...lab.cluster.endpoints], { auth })]), {
      log,
    });
    bot = await openSealing({ role: 'bot', redis: at.store.redis, prefix, clock: Date.now, log: quiet });
  });
  afterAll(async () => {
    await bot?.close();
    await at?.close();
    await lab?.end();
  });

  const etcdctl = async (line: string, login: string | null = `root:${ROOT_PASSWORD}`): Promise<string> => {
    const { etcdctl: ctl } = await program(version);
    const flags = [`--endpoints=${lab.cluster.endpoints.join()}`, ...(login === null ? [] : [`--user=${login}`])];
    const env = { ...process.env, ...ctl.env, ETCDCTL_API: '3' };
    return (await promisify(execFile)(ctl.path, [...flags, ...line.split(' ')], { env })).stdout;
  };
  const change = async (line: string, more: Partial<Request> = {}): Promise<Operation> => {
    const operation = await openOperation(line, at.world, more);
    expect(refusals(operation), JSON.stringify(operation.verdicts.filter(v => v.outcome === 'refused'))).toEqual([]);
    const ended = await run(operation.id, at.world);
    expect(ended, JSON.stringify(ended.why)).toMatchObject({ state: 'succeeded', why: [] });
    return ended;
  };
  const refused = async (line: string, more: Partial<Request> = {}) =>
    (await propose(asked(line, more), at.world)).refused;
  /** Its steps are then carried out one by one, without a run. */
  const withdrawn = ({ id }: Operation) =>
    at.world.operations.transition(id, operation =>
      apply(operation, { kind: 'cancelled', user: 'U1', name: 'alice' }, Date.now()),
    );
  /** What only the requester gets to see. */
  const shownTo = async (operation: Operation): Promise<string> => {
    const announcement = at.announced.find(({ id }) => id === `password-${operation.id}`);
    if (!announcement) throw new Error('no password was announced');
    expect(announcement.audience).toEqual({ kind: 'person', user: 'U1' });
    let shown = '';
    const nothing = async () => ({ outcome: 'unknown' }) as const;
    const slack = revealing(
      {
        post: nothing,
        update: nothing,
        find: async () => ({ ok: false }),
        whisper: async ({ document }) => {
          shown = document.flatMap(element => (element.type === 'code' ? element.text : [])).join();
          return nothing();
        },
      },
      ({ sealed, ...about }) => bot.open(sealed, about),
    );
    await slack.whisper({ ...announcement, thread: null });
    return shown;
  };

  it('roles and permissions are made, narrowed and taken away', async () => {
    await change('role add app-rw');
    await change('role grant-permission app-rw readwrite /app/ --prefix');
    await change('role grant-permission app-rw read /config');
    await change('role grant-permission app-rw write /a /b');
    await change('role grant-permission app-rw read /z --from-key');
    const all = await etcdctl('role get app-rw', null);
    expect(all).toContain('[/app/, /app0) (prefix /app/)');
    expect(all).toContain('[/a, /b)');
    expect(all).toMatch(/\/config/);
    expect(all).toContain('[/z, <open ended>');
    await change('role revoke-permission app-rw /a /b');
    await change('role revoke-permission app-rw /z --from-key');
    const less = await etcdctl('role get app-rw', null);
    expect(less).not.toContain('/b)');
    expect(less).not.toContain('/z');
    expect(await refused('role revoke-permission app-rw /app/')).toBe('auth_no_use');
    expect(await refused('role add app-rw')).toBe('auth_no_use');
    await change('role add everything');
    await change("role grant-permission everything read '' --prefix");
    expect(await etcdctl('role get everything', null)).toContain('<open ended>');
    await change("role revoke-permission everything '' --prefix");
    await change('role delete everything');
    expect(await etcdctl('role list', null)).toBe('app-rw\n');
  });

  it('users are made without a password where they need none, get roles and lose them', async () => {
    await change('user add cert --no-password');
    await change('user grant-role cert app-rw');
    expect(await etcdctl('user get cert', null)).toContain('Roles: app-rw');
    await change('user revoke-role cert app-rw');
    expect(await etcdctl('user get cert', null)).not.toContain('app-rw');
    expect(await refused('user grant-role cert nobody')).toBe('auth_no_use');
    await change('user delete cert');
    expect(await etcdctl('user list', null)).toBe('');
    expect(await refused('user delete cert')).toBe('auth_no_use');
  });

  it('logins are switched on with everything that takes, and the bot is still in', async () => {
    await etcdctl('user add root --no-password', null);
    const enabled = await change('auth enable');
    expect(enabled.plan.steps.map(step => (step.kind === 'auth' ? step.auth.change : step.kind))).toEqual([
      'add-role',
      'delete-user',
      'add-user',
      'grant-role',
      'enable',
      'verify',
    ]);
    expect(await etcdctl('user list')).toBe('root\n');
    await expect(etcdctl('user list', null)).rejects.toThrow();
    expect(await refused('auth enable')).toBe('auth_no_use');
  });

  it('a made password works, and only its requester is shown it', async () => {
    const added = await change('user add app');
    const password = await shownTo(added);
    expect(password).toMatch(/^[A-Za-z0-9]{28}$/);
    await change('user grant-role app app-rw');
    expect(await etcdctl('put /app/one 1', `app:${password}`)).toContain('OK');
    const again = await shownTo(await change('user passwd app'));
    expect(again).not.toBe(password);
    await expect(etcdctl('get /app/one', `app:${password}`)).rejects.toThrow();
    expect(await etcdctl('get /app/one', `app:${again}`)).toContain('1');
    await expectNowhere(password, again);
  });

  it('a typed password comes sealed, and is lost rather than guessed when nobody can open it', async () => {
    const seal = async (user: string) => (await bot.sealTo('worker', TYPED, { cluster: 'lab', user })) ?? '';
    await change('user passwd app --ask', { sealed: await seal('app') });
    expect(await etcdctl('get /app/one', `app:${TYPED}`)).toContain('1');
    const forOther = await openOperation('user add other --ask', at.world, { sealed: await seal('app') });
    const ended = await run(forOther.id, at.world);
    expect(ended.state).toBe('failed');
    expect(JSON.stringify(ended.why)).toContain('fault.password_lost');
    expect(await etcdctl('user list')).toBe('app\nroot\n');
    expect(await refused('user passwd app --ask')).toBe('ask_needs_form');
    await expectNowhere(TYPED, ROOT_PASSWORD);
  });

  it('a run that was lost after the effect loses no password, and one that cannot tell says so', async () => {
    const operator = at.world.operator('lab');
    if (!operator) throw new Error('no operator');
    /** What a new run makes of a step that another began. */
    const deedsOf =
      (operation: Operation, vault = at.world.vault) =>
      () => {
        const passwords = passwordsOf(operation, vault, at.world.announcer);
        const [step] = operation.plan.steps;
        const deed = step ? deedOf(step, { ...aRun().run, operator, passwords }) : null;
        if (deed?.kind !== 'effect') throw new Error('no change');
        return deed;
      };
    const added = await openOperation('user add survivor', at.world);
    await withdrawn(added);
    const begin = deedsOf(added);
    expect(await begin().observe(null)).toMatchObject({ seen: 'not_done' });
    expect(await begin().act()).toEqual({ outcome: 'done' });
    expect(await begin().observe(null)).toMatchObject({ seen: 'done' });
    expect(await operator.takesLogin('survivor', await shownTo(added))).toBe(true);
    const passwd = await openOperation('user passwd survivor', at.world);
    await withdrawn(passwd);
    const set = deedsOf(passwd);
    const before = (await set().before?.()) ?? null;
    expect(await set().observe(null)).toMatchObject({ seen: 'not_done' });
    // Before 3.5, nothing in etcd tells whether a password was set.
    expect(await set().observe(before)).toMatchObject({ seen: version.startsWith('3.4') ? 'unknown' : 'not_done' });
    await set().act();
    const restarted = await openVault({ redis: at.store.redis, prefix, clock: Date.now, log: quiet });
    const afterRestart = deedsOf(passwd, restarted.vault);
    expect(await afterRestart().observe(before), 'nobody is left who could try it').toMatchObject({ seen: 'unknown' });
    expect(await set().observe(before), 'a login with it proves it').toMatchObject({ seen: 'done' });
    expect(await operator.takesLogin('survivor', await shownTo(passwd))).toBe(true);
    await change('user delete survivor');

    // The first sending was agreed on late: after it was read back, and before it is sent once more.
    const late = await openOperation('user add slowpoke', at.world);
    await withdrawn(late);
    const sendLate = deedsOf(late);
    await sendLate().act();
    const again = sendLate();
    expect(await again.act(), 'with the same password').toEqual({ outcome: 'done' });
    await again.told();
    expect(await operator.takesLogin('slowpoke', await shownTo(late))).toBe(true);
    const another = await openVault({ redis: at.store.redis, prefix, clock: Date.now, log: quiet });
    const lost = deedsOf(late, another.vault)();
    expect(await lost.act(), 'with one of its own').toMatchObject({
      outcome: 'refused',
      fault: { code: 'password_untold' },
    });
    expect(await lost.observe(null)).toMatchObject({ seen: 'not_done' });
    expect(at.announced.filter(({ id }) => id === `password-${late.id}`)).toHaveLength(1);
    await Promise.all([restarted.close(), another.close()]);
    await change('user delete slowpoke');
  });

  it('a user without a password does not get one in silence', async () => {
    await change('user add cert --no-password');
    const operation = await openOperation('user passwd cert', at.world);
    const ended = await run(operation.id, at.world);
    expect(ended.state).toBe('failed');
    expect(JSON.stringify(ended.why)).toContain('password_not_taken');
    expect(at.announced.some(({ id }) => id === `password-${operation.id}`)).toBe(false);
  });

  it('without a bot to show it, no password is made', async () => {
    await bot.close();
    const operation = await openOperation('user add late', at.world);
    const ended = await run(operation.id, at.world);
    expect(ended.state).toBe('failed');
    expect(JSON.stringify(ended.why)).toContain('nobody_to_show');
    expect(await etcdctl('user list')).not.toContain('late');
    bot = await openSealing({ role: 'bot', redis: at.store.redis, prefix, clock: Date.now, log: quiet });
  });

  it('nobody takes the bot its own login', async () => {
    for (const line of ['user delete root', 'user revoke-role root root', 'user passwd root']) {
      const operation = await openOperation(line, at.world);
      expect(refusals(operation), line).toContain('own_login');
    }
  });

  it('a user that was changed in between makes the plan stale', async () => {
    const operation = await openOperation('user delete app', at.world);
    await etcdctl('user revoke-role app app-rw');
    const ended = await run(operation.id, at.world);
    expect(ended.state).toBe('stale');
    expect(JSON.stringify(ended.why)).toContain('drift.auth_user');
  });

  it('logins are switched off again', async () => {
    await change('auth disable');
    expect(await etcdctl('user list', null)).toContain('root');
    expect(await refused('auth disable')).toBe('auth_no_use');
  });

  /** Neither in Redis, nor in a log, nor in anything said in the channel. */
  async function expectNowhere(...secrets: readonly string[]): Promise<void> {
    const dump = await everythingIn(at.store.redis);
    expect(dump.length).toBeGreaterThan(1_000);
    const said = JSON.stringify(at.announced);
    for (const secret of secrets) {
      expect(dump).not.toContain(secret);
      expect(said).not.toContain(secret);
      expect(logged.join('\n')).not.toContain(secret);
    }
  }

  it('etcd itself keeps a plain password only before 3.5, in its log', () => {
    const files = filesIn(lab.cluster.members[0]?.dataDir ?? '');
    const plain = files.filter(file => readFileSync(file).includes(TYPED));
    expect(files.length).toBeGreaterThan(1);
    expect(plain.every(file => file.endsWith('.wal'))).toBe(true);
    expect(plain.length > 0).toBe(version.startsWith('3.4'));
  });
});

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
