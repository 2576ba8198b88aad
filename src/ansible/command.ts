import { delimiter } from 'node:path';
import { execa } from 'execa';
import { type PlaybookRun, playbookWords } from '../core/playbook.ts';
import type { AnsibleSettings } from '../core/settings.ts';
import { type Outline, readOutline, readTags } from './outline.ts';
import { PLUGIN } from './plugin.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How Ansible is started for one cluster. */
export type Command = {
  readonly program: string;
  /** Pigsty's folder: its `ansible.cfg` counts only from there. */
  readonly folder: string;
  /** Before the words of every run: inventory and vault. */
  readonly options: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};

type Pigsty = { readonly home: string; readonly inventory: string; readonly ansible?: AnsibleSettings };

/** Of the worker's own environment it gets only what it can't do without: nothing of the worker's secrets. */
const INHERITED = /^(PATH|HOME|USER|LOGNAME|ANSIBLE_\w+)$/;

/** What an `ansible.cfg` may say otherwise: no differences of files in the log, no more words, no colours, and the log as people know it. */
const OURS = {
  ANSIBLE_DIFF_ALWAYS: 'false',
  ANSIBLE_VERBOSITY: '0',
  ANSIBLE_NOCOLOR: 'true',
  ANSIBLE_FORCE_COLOR: 'false',
  ANSIBLE_STDOUT_CALLBACK: 'default',
  PYTHONUNBUFFERED: '1',
} as const;

export function commandOf({ home, inventory, ansible }: Pigsty, env: Environment): Command {
  const inherited = Object.entries(env).flatMap(([name, value]) =>
    INHERITED.test(name) && value !== undefined ? [[name, value] as const] : [],
  );
  const vault = ansible?.vaultPasswordFile ?? null;
  return {
    program: ansible?.path ?? 'ansible-playbook',
    folder: home,
    options: ['-i', inventory, ...(vault === null ? [] : ['--vault-password-file', vault])],
    environment: { LANG: 'C.UTF-8', ...Object.fromEntries(inherited), ...ansible?.environment, ...OURS },
  };
}

/** Every callback that is configured stays, ours comes to them. */
export function withPlugin({ environment }: Command, plugins: string): Readonly<Record<string, string>> {
  const { ANSIBLE_CALLBACK_PLUGINS: paths, ANSIBLE_CALLBACKS_ENABLED: enabled } = environment;
  const usual = ['~/.ansible/plugins/callback', '/usr/share/ansible/plugins/callback'];
  return {
    ANSIBLE_CALLBACK_PLUGINS: [plugins, ...(paths ? [paths] : usual)].join(delimiter),
    ANSIBLE_CALLBACKS_ENABLED: [PLUGIN, ...(enabled ? [enabled] : [])].join(','),
  };
}

/** A minute is long for reading files. */
const ASKING_MS = 60_000;

/** Ansible's answer to a question that changes nothing, or why there is none. */
type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

async function ask<T>(command: Command, words: readonly string[], read: (text: string) => T): Promise<Answer<T>> {
  const { program, folder, options, environment } = command;
  const asked = await execa(program, [...options, ...words], {
    ...{ cwd: folder, env: environment, extendEnv: false, stdin: 'ignore', timeout: ASKING_MS, reject: false },
  });
  if (!asked.failed) return { ok: true, value: read(asked.stdout) };
  const lines = asked.stderr.split('\n').filter(line => line.trim() !== '' && !/^\[?(WARNING|DEPRECATION)/.test(line));
  return { ok: false, why: lines.slice(0, 4).join(' ') || (asked.shortMessage ?? '') };
}

export const outlineOf = (command: Command, run: PlaybookRun): Promise<Answer<Outline>> =>
  ask(command, [...playbookWords(run), '--list-hosts', '--list-tasks'], readOutline);

export const tagsOf = (command: Command, playbook: string): Promise<Answer<readonly string[]>> =>
  ask(command, [playbook, '--list-tags'], readTags);
