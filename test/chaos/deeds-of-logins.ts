import { expect } from 'vitest';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import type { Lab } from '../e2e/a-change.ts';
import { NEXT_ROOT_PASSWORD, ROOT_PASSWORD } from './a-stage.ts';
import type { Deed } from './deed.ts';

const ROOT = `--user=root:${ROOT_PASSWORD}`;
const NEXT_ROOT = `--user=root:${NEXT_ROOT_PASSWORD}`;

/** Users, roles and logins, from nothing and back to nothing. Each rests on the ones before it. */
export function deedsOfLogins(): readonly Deed[] {
  let password = '';
  /** Sealed to the bots of its time, it is gone with the last of them, and that is said: then an administrator sets another one. */
  const keep = async (whispered: () => Promise<SlackMessage>, lab: Lab, ...login: readonly string[]): Promise<void> => {
    const { text } = await whispered();
    password = /[A-Za-z0-9]{28}/.exec(text)?.[0] ?? '';
    if (password !== '') return;
    expect(text).toContain('/etcd user passwd app');
    password = `set-by-hand-${Date.now()}`;
    await lab.ctlReading(`${password}\n`, ...login, 'user', 'passwd', 'app', '--interactive=false');
  };
  const logsIn = async ({ ctl }: Lab): Promise<void> => {
    expect(await ctl(`--user=app:${password}`, 'put', '/app/one', '1')).toContain('OK');
  };
  return [
    { name: 'role add', line: said('role add app'), proof: has(['role', 'list'], 'app') },
    {
      name: 'role grant-permission',
      line: said('role grant-permission app readwrite /app/ --prefix'),
      proof: has(['role', 'get', 'app'], '(prefix /app/)'),
    },
    {
      name: 'user add',
      line: said('user add app'),
      proof: async (lab, whispered) => {
        expect(await lab.ctl('user', 'list')).toContain('app');
        await keep(whispered, lab);
      },
    },
    {
      name: 'user grant-role',
      line: said('user grant-role app app'),
      proof: has(['user', 'get', 'app'], 'Roles: app'),
    },
    {
      name: 'auth enable',
      line: said('auth enable'),
      proof: async lab => {
        await expect(lab.ctl('user', 'list')).rejects.toThrow();
        expect(await lab.ctl(ROOT, 'user', 'list')).toContain('root');
        // What was shown when the user was made is what etcd takes.
        await logsIn(lab);
      },
    },
    {
      name: 'user passwd',
      unseen: 'kept',
      line: said('user passwd app'),
      proof: async (lab, whispered) => {
        const before = password;
        await keep(whispered, lab, ROOT);
        expect(password).not.toBe(before);
        await logsIn(lab);
        await expect(lab.ctl(`--user=app:${before}`, 'get', '/app/one')).rejects.toThrow();
      },
    },
    {
      name: 'auth rotate-root',
      line: said('auth rotate-root'),
      proof: async lab => {
        expect(await lab.ctl(NEXT_ROOT, 'user', 'list')).toContain('root');
        await expect(lab.ctl(ROOT, 'user', 'list')).rejects.toThrow();
      },
    },
    { name: 'auth disable', line: said('auth disable'), proof: has(['user', 'list'], 'root') },
    {
      name: 'user revoke-role',
      line: said('user revoke-role app app'),
      proof: hasNot(['user', 'get', 'app'], 'Roles: app'),
    },
    {
      name: 'role revoke-permission',
      line: said('role revoke-permission app /app/ --prefix'),
      proof: hasNot(['role', 'get', 'app'], '/app/'),
    },
    { name: 'user delete', line: said('user delete app'), proof: hasNot(['user', 'list'], 'app') },
    { name: 'role delete', line: said('role delete app'), proof: hasNot(['role', 'list'], 'app') },
  ];
}

const said = (line: string) => async () => line;

const has =
  (words: readonly string[], text: string): Deed['proof'] =>
  async ({ ctl }) =>
    expect(await ctl(...words)).toContain(text);

const hasNot =
  (words: readonly string[], text: string): Deed['proof'] =>
  async ({ ctl }) =>
    expect(await ctl(...words)).not.toContain(text);

/** The same, by a worker that dies when etcd has answered. */
export const unseenPassword: Deed = {
  name: 'user passwd, end unseen',
  unseen: 'lost',
  line: said('user passwd app'),
  proof: async ({ ctl }) => expect(await ctl(ROOT, 'user', 'list')).toContain('app'),
};
