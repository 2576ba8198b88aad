import { type AuthState, ROOT } from './auth.ts';
import type { Snapshot } from './cluster.ts';
import { code, inner, say, type Text } from './message.ts';
import { differencesOf } from './pigsty/differences.ts';
import type { PigstyState } from './pigsty/inventory.ts';
import { HARMLESS_SINCE, isAtLeast, readRelease, WIPING_TAGS } from './pigsty/release.ts';
import { rootPasswordSteps } from './pigsty/runs.ts';
import type { Step } from './plan.ts';

/** The two places of the bot's configuration, as its owner knows them. */
export const NEXT_PASSWORD = 'auth.nextPassword';
const PASSWORD = 'auth.password';
/** The place in Pigsty's inventory. */
export const ROOT_PASSWORD = 'etcd_root_password';

type Refresh = { readonly steps: readonly Step[]; readonly notes: readonly Text[] };

/**
 * What has to learn root's new password after etcd has taken it (Pigsty docs, etcd/config and roles/etcd): done, once somebody has put it into the
 * inventory, where the bot may run these playbooks; else as the lines to type.
 */
export function refreshAfter(
  state: Pick<AuthState, 'login' | 'enabled'>,
  { pigsty, members }: Pick<Snapshot, 'pigsty' | 'members'>,
): Refresh {
  if (pigsty === undefined) return { steps: [], notes: refreshNotes(state) };
  if (!pigsty.ok) return { steps: [], notes: [...refreshNotes(state), notByBot(say('auth.why.inventory'))] };
  const { inventory, file } = pigsty.value;
  if (wipes(pigsty.value)) {
    const told = say('auth.note.refresh.no_playbook', { version: code(inventory.version ?? '–') });
    return { steps: [], notes: [told, botNote(state)] };
  }
  const why = whyNot(state, pigsty.value, members.ok ? members.value.members : null);
  if (why !== null) return { steps: [], notes: [...refreshNotes(state), notByBot(why)] };
  const waits = say('auth.note.refresh.waits', { name: code(ROOT_PASSWORD), file: code(file) });
  return {
    steps: [{ kind: 'await-root-password', file }, ...rootPasswordSteps(inventory.group ?? 'etcd', inventory.infra)],
    notes: [waits, botNote(state)],
  };
}

function wipes({ inventory: { version }, tags }: PigstyState): boolean {
  const release = readRelease(version);
  const old = release !== null && !isAtLeast(release, HARMLESS_SINCE);
  return old || (tags ?? []).some(tag => WIPING_TAGS.includes(tag));
}

/** A change of a password must not wait for an inventory in order; then its playbooks are left to people. */
function whyNot(
  { enabled }: Pick<AuthState, 'enabled'>,
  { inventory, hidesRoot, tags }: PigstyState,
  members: Parameters<typeof differencesOf>[1] | null,
): Text | null {
  if (!enabled) return say('auth.why.logins_off');
  if (hidesRoot) return say('auth.why.hidden', { name: code(ROOT_PASSWORD) });
  if (readRelease(inventory.version) === null || inventory.problems.length > 0) return say('auth.why.inventory');
  if (members === null || differencesOf(inventory, members).length > 0) return say('auth.why.differs');
  return tags === null ? say('auth.why.ansible') : null;
}

const notByBot = (why: Text): Text => say('auth.note.refresh.not_by_bot', { why: inner(why) });

export const refreshNotes = (state: Pick<AuthState, 'login'>): readonly Text[] => [
  say('auth.note.refresh.inventory', { line: code(ROOT_PASSWORD) }),
  say('auth.note.refresh.run', { number: 2, line: code('./infra.yml -t env_patroni') }),
  say('auth.note.refresh.run', { number: 3, line: code('./etcd.yml -t etcd_conf') }),
  say('auth.note.refresh.run', { number: 4, line: inner(botNote(state)) }),
];

const botNote = ({ login }: Pick<AuthState, 'login'>): Text =>
  login === ROOT
    ? say('auth.note.refresh.bot_root', { next: code(NEXT_PASSWORD), now: code(PASSWORD) })
    : say('auth.note.refresh.bot_other', { user: code(login ?? '–') });
