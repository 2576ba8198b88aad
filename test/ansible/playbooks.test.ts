import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commandOf, withPlugin } from '../../src/ansible/command.ts';
import { claim, leaderOf, runFolder } from '../../src/ansible/folder.ts';
import { writeParts } from '../../src/ansible/parts.ts';
import { isGroupAlive } from '../../src/ansible/process.ts';
import { plain, type Text } from '../../src/core/message.ts';
import { WIPING_TAGS } from '../../src/core/pigsty/release.ts';
import { playbookWords } from '../../src/core/playbook.ts';
import type { PlaybookEnd, PlaybookProgress, PlaybookStop } from '../../src/core/playbooks.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { speak } from '../../src/text/speak.ts';
import { quiet } from '../etcd/a-lab.ts';
import { type APigsty, aPigsty, playbookRun } from './a-pigsty.ts';

const told = (text: Text): string => plain(speak(text, 'en'));
const why = (end: PlaybookEnd): string => `${end.ended}: ${'why' in end ? told(end.why) : ''}`;

/** Resolves when a task of that name is under way. */
function when(name: string, stop: PlaybookStop) {
  const seen: { resolve: (stop: PlaybookStop) => void } = { resolve: () => undefined };
  const stopping = new Promise<PlaybookStop>(resolve => {
    seen.resolve = resolve;
  });
  const tell = (progress: PlaybookProgress): void => {
    if (progress.name?.endsWith(name)) seen.resolve(stop);
  };
  return { stop: stopping, tell };
}

/** As ansible-vault writes it (lib/ansible/parsing/vault, VaultAES256): AES-256-CTR, HMAC-SHA256, keys by PBKDF2. */
function inVault(text: string, password: string): readonly string[] {
  const salt = randomBytes(32);
  const keys = pbkdf2Sync(password, salt, 10_000, 80, 'sha256');
  const cipher = createCipheriv('aes-256-ctr', keys.subarray(0, 32), keys.subarray(64));
  const pad = 16 - (text.length % 16);
  const encrypted = Buffer.concat([cipher.update(text + String.fromCharCode(pad).repeat(pad)), cipher.final()]);
  const mac = createHmac('sha256', keys.subarray(32, 64)).update(encrypted).digest('hex');
  const whole = Buffer.from([salt.toString('hex'), mac, encrypted.toString('hex')].join('\n')).toString('hex');
  return ['$ANSIBLE_VAULT;1.1;AES256', ...(whole.match(/.{1,80}/g) ?? [])];
}

/** One member is enough to see what becomes of a run: what several do is another test's. */
describe('ansible-playbook', { timeout: 120_000 }, () => {
  let pigsty: APigsty;
  let host: string;
  beforeAll(async () => {
    pigsty = await aPigsty({
      members: 1,
      vars: ['etcd_token: "{{ etcd_root_password }}-derived"', 'etcd_data: /data/etcd'],
    });
    host = pigsty.hostOf(1);
  }, 120_000);
  afterAll(() => pigsty?.close());

  const launched = { tags: ['etcd_launch'], forks: 1 };
  const config = { tags: ['etcd_dir', 'etcd_config'] };

  it('is watched task by task, and keeps a log that only its user may read', async () => {
    const { end, progress, log, key } = await playbookRun(pigsty, { limit: ['etcd'], tags: [] });
    expect(end).toMatchObject({ ended: 'done', hosts: [host] });
    expect(progress.at(-1)).toMatchObject({ name: 'etcd : register etcd to victoria targets', hosts: [host] });
    expect(progress.every(({ task, tasks }) => tasks !== null && task <= tasks)).toBe(true);
    expect(new Set(progress.map(({ name }) => name))).toContain('etcd : launch etcd server service');
    expect(log).toContain('TASK [etcd : launch etcd server service]');
    expect(log).toContain(`changed: [${host}]`);
    expect(await pigsty.playbooks.traceOf(key)).toMatchObject({ found: 'over', end: { ended: 'done' } });
    // The same run is never begun a second time.
    const again = await pigsty.playbooks.run(
      { playbook: 'etcd.yml', limit: [host], ...launched, extra: {} },
      { key, withinMs: 1_000, tell: () => undefined, stop: new Promise(() => undefined) },
    );
    expect(why(again)).toContain('never begun twice');
  });

  it('has failed where a task has, in the words of that task, without the password in them', async () => {
    const { end, log } = await playbookRun(pigsty, { limit: [host], ...launched, extra: { lab_fail: 'true' } });
    expect(why(end)).toContain(`failed: "etcd : say what is wrong" failed on ${host}`);
    expect(why(end)).toContain(`the disk of ${host} is full`);
    for (const text of [why(end), log]) {
      expect(text).not.toContain('Very.Secret');
      expect(text).toContain('********');
    }
  });

  it('has failed where a failure was ignored, though it ends with 0', async () => {
    const { end, log } = await playbookRun(pigsty, { limit: [host], ...launched, extra: { lab_ignored: 'true' } });
    expect(log).toContain('failed=0');
    expect(log).toContain('ignored=1');
    expect(why(end)).toContain('failed: "etcd : say nothing of what is wrong" failed');
  });

  it('has failed where a host could not be reached', async () => {
    const { end } = await playbookRun(pigsty, {
      ...{ limit: [host], ...config },
      extra: { ansible_remote_tmp: '/proc/nowhere', ansible_connection: 'local' },
    });
    expect(why(end)).toContain(`failed: ${host} could not be reached`);
  });

  it('is not begun where it means no host, no task, or nothing that Ansible knows', async () => {
    expect(why((await playbookRun(pigsty, { limit: ['10.9.9.9'], tags: [] })).end)).toMatch(/^not_begun: .*no hosts/);
    expect(why((await playbookRun(pigsty, { limit: [host], tags: ['etcd_lunch'] })).end)).toMatch(
      /^not_begun: no task/,
    );
    await writeFile(join(pigsty.home, 'infra.yml'), '- hosts: [');
    const { end } = await playbookRun(pigsty, { playbook: 'infra.yml', limit: ['infra'] });
    expect(why(end)).toMatch(/^not_begun: Ansible does not take the playbook/);
  });

  it('stops between two tasks when somebody cancels', async () => {
    const { end, log } = await playbookRun(
      pigsty,
      { limit: [host], ...launched, extra: { lab_hold: 'true', lab_fail: 'true' } },
      {
        stop: pigsty.underWay('holding').then(() => 'cancel' as const),
        begun: key => void pigsty.letGoOnceStopped(key),
      },
    );
    expect(why(end)).toContain('cancelled: stopped as asked, before "etcd : say what is wrong"');
    expect(log).toContain('TASK [etcd : wait to be let go]');
  });

  it('is ended within a task that does not end by itself, and what it has started stays', async () => {
    const { end, key } = await playbookRun(
      pigsty,
      { limit: [host], ...launched, extra: { lab_hang: '600' } },
      { stop: pigsty.underWay('hanging').then(() => 'cancel' as const) },
    );
    expect(why(end)).toContain('cancelled: ended as asked, in the middle of "etcd : take a while"');
    expect(await pigsty.playbooks.traceOf(key)).toMatchObject({ found: 'over', end: { ended: 'cancelled' } });
    const reader = openEtcdReader(pigsty.settings, quiet);
    const { endpoints } = await reader.survey({ parts: ['status'] }).finally(() => reader.close());
    expect(endpoints.map(({ status }) => status.ok)).toEqual([true]);
  });

  it('is ended when its time is up', async () => {
    const { end, key } = await playbookRun(
      pigsty,
      { limit: [host], ...launched, extra: { lab_hang: '600' } },
      { withinMs: 8_000 },
    );
    expect(why(end)).toMatch(/^failed: ended after 8 s/);
    expect(await pigsty.playbooks.traceOf(key)).toMatchObject({ found: 'over' });
  });

  it('leaves no end where the worker leaves it to another', async () => {
    const { end, key } = await playbookRun(
      pigsty,
      { limit: [host], ...launched, extra: { lab_hang: '600' } },
      when('take a while', 'leave'),
    );
    expect(why(end)).toContain('ended with the worker');
    expect(await pigsty.playbooks.traceOf(key)).toMatchObject({
      ...{ found: 'over', end: null },
      progress: { name: 'etcd : take a while', hosts: [host] },
    });
  });

  it('does not outlive its worker, whatever takes that', async () => {
    const key = { operation: 'op-killed', step: 2 };
    const run = { playbook: 'etcd.yml', limit: [host], ...launched, extra: { lab_hang: '600' } } as const;
    const folder = runFolder(pigsty.logs, key);
    await claim(folder, playbookWords(run), 0);
    const { keeper, plugins } = await writeParts(pigsty.logs);
    const command = commandOf(pigsty.settings.pigsty ?? { home: '', inventory: '' }, process.env);
    const words = [keeper, folder.pid, command.program, ...command.options, ...playbookWords(run)];
    const files = { ETCD_CHATOPS_EVENTS: folder.events, ETCD_CHATOPS_STOP: folder.stop };
    const env = { ...command.environment, ...withPlugin(command, plugins), ...files };
    const worker = execa(
      process.execPath,
      [
        '-e',
        `require('child_process').spawn(process.execPath, ${JSON.stringify(words)}, { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] })`,
      ],
      { cwd: command.folder, env, extendEnv: false, reject: false, stdio: 'ignore' },
    );
    await vi.waitFor(async () => expect(await readFile(folder.events, 'utf8')).toContain('take a while'), 60_000);
    expect(await pigsty.playbooks.traceOf(key)).toMatchObject({ found: 'alive' });
    worker.kill('SIGKILL');
    await worker;
    const leader = await leaderOf(folder);
    expect(leader).not.toBeNull();
    await vi.waitFor(() => expect(leader && isGroupAlive(leader)).toBe(false), 60_000);
    expect(await pigsty.playbooks.traceOf(key)).toMatchObject({
      ...{ found: 'over', end: null },
      progress: { name: 'etcd : take a while' },
    });
  });

  it('tells tags and hosts without running anything', async () => {
    const { playbooks } = pigsty;
    expect(await playbooks.listTags('etcd.yml')).toEqual(expect.arrayContaining(['etcd_launch', 'etcd_member']));
    expect(await playbooks.listTags('infra.yml')).toBeNull();
    const run = { playbook: 'etcd.yml', limit: ['etcd'], tags: [], extra: {}, forks: 1 } as const;
    expect(await playbooks.listHosts(run)).toEqual([host]);
    expect(await playbooks.traceOf({ operation: 'op-never', step: 0 })).toEqual({ found: 'nothing' });
    expect(await playbooks.logOf({ operation: 'op-never', step: 0 })).toBeNull();
    expect(existsSync(join(pigsty.logs, 'op-never-1'))).toBe(false);
  });

  it('shows by its tags a generation of etcd.yml that deletes', async () => {
    const old = await aPigsty({ members: 1, fixture: 'pigsty-3.5' });
    try {
      const tags = (await old.playbooks.listTags('etcd.yml')) ?? [];
      expect(tags.filter(tag => WIPING_TAGS.includes(tag)).toSorted()).toEqual([...WIPING_TAGS].toSorted());
    } finally {
      await old.close();
    }
  });

  it('decrypts what ansible-vault has encrypted, and keeps it out of the log', async () => {
    const SECRET = 'kept-in-the-vault-only';
    const vaulted = await aPigsty({ members: 1 });
    try {
      const vaultPasswordFile = join(vaulted.home, 'vault-password');
      await writeFile(vaultPasswordFile, 'open sesame\n', { mode: 0o600 });
      const encrypted = ['!vault |', ...inVault(SECRET, 'open sesame')].join('\n      ');
      await vaulted.writeInventory([1], [`etcd_root_password: ${encrypted}`, 'lab_fail: true']);
      const tags = { limit: [vaulted.hostOf(1)], tags: ['etcd_dir', 'etcd_conf', 'etcd_launch'] };
      const without = await playbookRun(vaulted, tags);
      expect(without.end.ended).not.toBe('done');
      const { log, end } = await playbookRun({ playbooks: vaulted.withVault(vaultPasswordFile) }, tags);
      expect(await vaulted.read(vaulted.hostOf(1), 'etcd.pass')).toBe(SECRET);
      expect(why(end)).toContain('the disk of');
      expect(log).toContain('the password is');
      expect(log + why(end)).not.toContain(SECRET);
    } finally {
      await vaulted.close();
    }
  });

  it('gets little of the environment, and what is configured', () => {
    const { environment, options } = commandOf(
      {
        ...{ home: '/pigsty', inventory: 'x.yml' },
        ansible: {
          path: 'a',
          vaultPasswordFile: '/v',
          environment: { SSH_AUTH_SOCK: '/s' },
          timeoutMs: null,
          logs: null,
        },
      },
      {
        PATH: '/bin',
        HOME: '/h',
        ANSIBLE_FORKS: '3',
        ANSIBLE_DIFF_ALWAYS: 'true',
        ETCD_ROOT_PASSWORD: 'x',
        REDIS_URL: 'y',
      },
    );
    expect(environment).toMatchObject({
      PATH: '/bin',
      HOME: '/h',
      ANSIBLE_FORKS: '3',
      SSH_AUTH_SOCK: '/s',
      LANG: 'C.UTF-8',
    });
    expect(environment).toMatchObject({ ANSIBLE_DIFF_ALWAYS: 'false' });
    expect(Object.keys(environment)).not.toEqual(expect.arrayContaining(['ETCD_ROOT_PASSWORD', 'REDIS_URL']));
    expect(options).toEqual(['-i', 'x.yml', '--vault-password-file', '/v']);
  });
});
