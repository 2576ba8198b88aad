import { type AuthState, ROOT } from './auth.ts';
import { code, say, type Text } from './message.ts';

/** The two places of the bot's configuration, as its owner knows them. */
export const NEXT_PASSWORD = 'auth.nextPassword';
const PASSWORD = 'auth.password';

/** What has to learn root's new password after etcd has taken it, as the lines to type (Pigsty docs, etcd/config and roles/etcd). */
export const refreshNotes = ({ login }: Pick<AuthState, 'login'>): readonly Text[] => [
  say('auth.note.refresh.inventory', { line: code('etcd_root_password') }),
  say('auth.note.refresh.run', { number: 2, line: code('./infra.yml -t env_patroni') }),
  say('auth.note.refresh.run', { number: 3, line: code('./etcd.yml -t etcd_conf') }),
  login === ROOT
    ? say('auth.note.refresh.bot_root', { next: code(NEXT_PASSWORD), now: code(PASSWORD) })
    : say('auth.note.refresh.bot_other', { user: code(login ?? '–') }),
];
