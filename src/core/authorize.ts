import { code } from './message.ts';
import type { Standing } from './ports.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Actor } from './request.ts';
import { fail, type Result, succeed } from './result.ts';
import type { AccessSettings, ChannelSettings, People } from './settings.ts';

export type Right = 'read' | 'values' | 'operate' | 'approve';
export type Rights = Readonly<Record<Right, boolean>>;

/** Everything a decision about somebody rests on. */
export type Asker = {
  readonly actor: Actor;
  /** What Slack says about the person; null when it could not be asked. */
  readonly standing: Standing | null;
  /** The settings of the channel the command was typed in; null elsewhere. */
  readonly channel: ChannelSettings | null;
  readonly access: AccessSettings;
  /** Slack user ids by user group; null or absent where Slack could not tell. */
  readonly groupMembers: ReadonlyMap<string, readonly string[] | null>;
};

/** Decides whether somebody has a right. What is not known counts as no. */
export function authorize(asker: Asker & { readonly permission: Right }): Result<true, Refusal> {
  const { actor, access, permission } = asker;
  if (actor.kind === 'schedule') return permission === 'read' ? succeed(true) : fail(refuse('not_operator'));
  if (actor.kind === 'terminal') return authorizeLogin(asker, actor.login, permission);
  const bad = badStanding(asker.standing, actor.user);
  if (bad) return fail(bad);
  if (permission === 'read' && asker.channel !== null && access.viewers.channels) return succeed(true);
  return authorizeUser(asker, actor.user, permission);
}

/** The rights of `whoami`, by the very same rules. */
export function rightsOf(asker: Asker): Rights {
  const may = (permission: Right): boolean => authorize({ ...asker, permission }).ok;
  return { read: may('read'), values: may('values'), operate: may('operate'), approve: may('approve') };
}

/** The user groups that a decision may depend on. */
export function groupsOf(access: AccessSettings): readonly string[] {
  return [...new Set([access.viewers, access.operators, access.approvers].flatMap(people => people.groups))];
}

/**
 * The machine vouches for a login, and this is the way in when Slack is down: nobody asks for a standing then, but a
 * known bad one counts. A login without a Slack id is what anyone in a channel is.
 */
function authorizeLogin(asker: Asker, login: string, permission: Right): Result<true, Refusal> {
  const { access, standing } = asker;
  const user = Object.hasOwn(access.terminal, login) ? access.terminal[login] : undefined;
  const bad = standing && standing.user === user ? refusalByStanding[standing.kind] : null;
  if (bad && standing?.kind !== 'unknown') return fail(bad);
  if (permission === 'read' && access.viewers.channels) return succeed(true);
  return user === undefined ? fail(noRight(permission)) : authorizeUser(asker, user, permission);
}

function authorizeUser(asker: Asker, user: string, permission: Right): Result<true, Refusal> {
  const { access, channel, actor, groupMembers } = asker;
  const lists = peopleWith(permission, access);
  const isIn = (group: string): boolean => groupMembers.get(group)?.includes(user) ?? false;
  if (lists.some(people => people.users.includes(user) || people.groups.some(isIn))) return succeed(true);
  const unknown = lists.flatMap(people => people.groups).find(group => !groupMembers.get(group));
  if (unknown !== undefined) return fail(refuse('group_unknown', { group: code(unknown) }));
  if (permission === 'read' && actor.kind === 'slack' && channel === null && access.viewers.channels) {
    return fail(refuse('channel_not_configured'));
  }
  return fail(noRight(permission));
}

/** Who may change or approve may read as well; only operators see values. */
export function peopleWith(permission: Right, { viewers, operators, approvers }: AccessSettings): readonly People[] {
  if (permission === 'read') return [viewers, operators, approvers];
  return permission === 'approve' ? [approvers] : [operators];
}

function noRight(permission: Right): Refusal {
  if (permission === 'read') return refuse('not_viewer');
  return permission === 'approve' ? refuse('not_approver') : refuse('not_operator');
}

const refusalByStanding: Readonly<Record<Standing['kind'], Refusal | null>> = {
  member: null,
  guest: refuse('guest'),
  bot: refuse('bot'),
  deactivated: refuse('deactivated'),
  foreign: refuse('foreign'),
  unknown: refuse('standing_unknown'),
};

/** A standing of somebody else says nothing about this person. */
export function badStanding(standing: Standing | null, user: string): Refusal | null {
  if (standing === null || standing.user !== user) return refuse('standing_unknown');
  return refusalByStanding[standing.kind];
}
