import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, vi } from 'vitest';
import { runFolder } from '../../src/ansible/folder.ts';
import { openPlaybooks } from '../../src/ansible/playbooks.ts';
import type { PlaybookRun } from '../../src/core/playbook.ts';
import type { PlaybookEnd, PlaybookKey, PlaybookProgress, PlaybookStop, Playbooks } from '../../src/core/playbooks.ts';
import type { AnsibleSettings, ClusterSettings } from '../../src/core/settings.ts';
import { createAuthority } from '../../src/local/certificates.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { type Ansible, findOrGetAnsible } from '../../src/setup/ansible.ts';
import { etcdVersion } from '../../src/setup/etcd-versions.ts';
import { pem, settingsOf } from '../etcd/a-lab.ts';
import { silent } from '../queue/silence.ts';

const say = (): void => undefined;

/** A `/24` for each process of the tests and each Pigsty in it: members listen on the ports of real ones. */
let made = 0;
const block = (): string => {
  made += 1;
  return `127.${100 + (process.pid % 100)}.${(Math.floor(process.pid / 100) + made * 7) % 256}`;
};

export type APigsty = Awaited<ReturnType<typeof aPigsty>>;

type Options = {
  readonly members?: number;
  /** More variables of the inventory, as YAML. */
  readonly vars?: readonly string[];
  readonly fixture?: 'pigsty' | 'pigsty-3.5';
  readonly ansible?: Partial<AnsibleSettings>;
  readonly version?: '3.4.23' | '3.5.16' | '3.5.30';
};

/** A Pigsty home with an inventory of members on loopback addresses. Nothing runs until `etcd.yml` has. */
export async function aPigsty({
  members = 3,
  vars = [],
  fixture = 'pigsty',
  ansible = {},
  version = '3.5.16',
}: Options = {}) {
  const [program, etcd, folder] = await Promise.all([
    findOrGetAnsible({ say }),
    etcdVersion(version, { say }),
    scratchFolder('pigsty'),
  ]);
  const home = join(folder.path, 'home');
  const lab = join(folder.path, 'lab');
  await cp(join(import.meta.dirname, '../fixtures', fixture), home, { recursive: true });
  const net = block();
  const hostOf = (number: number): string => `${net}.${10 + number}`;
  const inventory = (numbers: readonly number[], more: readonly string[]): string =>
    [
      'all:',
      '  children:',
      `    infra: { hosts: { ${net}.10: { infra_seq: 1 } } }`,
      '    etcd:',
      '      hosts:',
      ...numbers.map(number => `        ${hostOf(number)}: { etcd_seq: ${number} }`),
      '      vars: { etcd_cluster: etcd }',
      '    pg-meta:',
      '      hosts:',
      `        ${net}.10: { pg_seq: 1, pg_role: primary }`,
      '      vars: { pg_cluster: pg-meta }',
      '  vars:',
      '    version: v4.5.0',
      `    admin_ip: ${net}.10`,
      '    ansible_connection: local',
      '    ansible_become: false',
      `    lab: ${lab}`,
      `    lab_owner: ${process.pid}`,
      `    etcd: ${etcd.etcd.path}`,
      `    etcdctl: ${etcd.etcdctl.path}`,
      '    etcd_root_password: Very.Secret.Root',
      '    patroni_password: Very.Secret.API',
      ...['etcd_pause: 1', ...vars, ...more].filter(isLast).map(line => `    ${line}`),
      '',
    ].join('\n');
  /** As an administrator edits it: these members, and more variables. */
  const writeInventory = (numbers: readonly number[], more: readonly string[] = []): Promise<void> =>
    writeFile(join(home, 'pigsty.yml'), inventory(numbers, more));
  const all = Array.from({ length: members }, (_, index) => index + 1);
  await writeInventory(all);
  const authority = await createAuthority(join(lab, 'pki'), 'lab', new Date());
  // Like Pigsty's: members on one machine see each other come from 127.0.0.1.
  const hosts = ['127.0.0.1', 'localhost', ...Array.from({ length: 9 }, (_, index) => hostOf(index + 1))];
  const server = await authority.issue('server', { commonName: 'etcd', hosts });

  // Where Pigsty keeps them, for whoever configures a bot by the inventory alone.
  const files = join(home, 'files/pki');
  await cp(authority.certificate, join(files, 'ca/ca.crt'));
  for (const end of ['crt', 'key'] as const)
    await cp(end === 'crt' ? server.certificate : server.key, join(files, `misc/etcd-chatops.${end}`));

  const settings: ClusterSettings = settingsOf(
    all.map(number => `https://${hostOf(number)}:2379`),
    {
      // A machine under load answers late, and is well.
      deadlineMs: 10_000,
      tls: { ca: pem(authority.certificate), cert: pem(server.certificate), key: pem(server.key) },
      pigsty: {
        home,
        inventory: 'pigsty.yml',
        ansible: {
          ...{ path: program.playbook, vaultPasswordFile: null, timeoutMs: null, logs: join(folder.path, 'logs') },
          ...ansible,
          environment: { ...program.env, ...ansible.environment },
        },
      },
    },
  );
  const letGo = (): Promise<void> => writeFile(join(lab, 'go'), '');
  const svc = (number: number, what: 'start' | 'stop' | 'restart') =>
    execa(join(home, 'bin/etcd-svc'), [join(lab, hostOf(number)), what], {
      env: { ETCD: etcd.etcd.path, OWNER: String(process.pid) },
    });
  return {
    ...{ home, lab, settings, hostOf, svc, writeInventory, program },
    logs: join(folder.path, 'logs'),
    peerUrlOf: (number: number): string => `https://${hostOf(number)}:2380`,
    playbooks: open(settings),
    /** The same, with a password for ansible-vault. */
    withVault: (vaultPasswordFile: string): Playbooks => {
      const { pigsty } = settings;
      if (!pigsty?.ansible) throw new Error('no Pigsty is configured');
      return open({ ...settings, pigsty: { ...pigsty, ansible: { ...pigsty.ansible, vaultPasswordFile } } });
    },
    /** Lets a task end that waits for it (`lab_hold`). */
    letGo,
    /** The same, once the run has been asked to stop. */
    letGoOnceStopped: async (key: PlaybookKey): Promise<void> => {
      const { stop } = runFolder(settings.pigsty?.ansible?.logs ?? '', key);
      await vi.waitFor(() => expect(existsSync(stop)).toBe(true), { timeout: 60_000, interval: 50 });
      await letGo();
    },
    /** Resolves once a task is surely under way that does not end by itself (`lab_hang`), or waits (`lab_hold`). */
    underWay: async (task: 'hanging' | 'holding'): Promise<void> => {
      const file = join(lab, task);
      await vi.waitFor(() => expect(existsSync(file)).toBe(true), { timeout: 100_000, interval: 50 });
      await rm(file);
    },
    /** Creates the cluster as an administrator would, all members at once. */
    create: () => play(program, home, ['etcd.yml', '-l', 'etcd']),
    read: (...path: readonly string[]) => readFile(join(lab, ...path), 'utf8'),
    close: async () => {
      await Promise.all(Array.from({ length: 9 }, (_, index) => svc(index + 1, 'stop').catch(() => undefined)));
      await folder.remove();
    },
  };
}

/** A later variable stands for an earlier one of the same name: YAML knows no key twice. */
const isLast = (line: string, index: number, lines: readonly string[]): boolean =>
  lines.findLastIndex(other => other.split(':')[0] === line.split(':')[0]) === index;

const play = ({ playbook, env }: Ansible, cwd: string, words: readonly string[]) =>
  execa(playbook, [...words], { cwd, env, stdin: 'ignore' });

function open(settings: ClusterSettings): Playbooks {
  const playbooks = openPlaybooks({
    ...{ settings, env: process.env, clock: Date.now, log: silent },
    taskEndsWithinMs: 8_000,
  });
  if (playbooks === null) throw new Error('no Pigsty is configured');
  return playbooks;
}

const never = new Promise<PlaybookStop>(() => undefined);
let runs = 0;

/** Runs a playbook as a step would, and tells how it went. */
export async function playbookRun(
  { playbooks }: Pick<APigsty, 'playbooks'>,
  run: Partial<PlaybookRun> & Pick<PlaybookRun, 'limit'>,
  more: {
    readonly withinMs?: number;
    readonly stop?: Promise<PlaybookStop>;
    readonly tell?: (progress: PlaybookProgress) => void;
    readonly begun?: (key: PlaybookKey) => void;
  } = {},
) {
  runs += 1;
  const key = { operation: `op-test${runs}`, step: 0 };
  more.begun?.(key);
  const progress: PlaybookProgress[] = [];
  const end: PlaybookEnd = await playbooks.run(
    { playbook: 'etcd.yml', tags: [], extra: {}, forks: 1, ...run },
    {
      ...{ key, withinMs: 120_000, stop: never, ...more },
      tell: seen => {
        progress.push(seen);
        more.tell?.(seen);
      },
    },
  );
  return { end, progress, key, log: (await playbooks.logOf(key))?.tail ?? '' };
}
