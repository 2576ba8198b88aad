import { approversOf, ruleFor } from '../src/core/approval.ts';
import { authorize, groupsOf, type Right } from '../src/core/authorize.ts';
import { spentBreakGlass } from '../src/core/break-glass.ts';
import { code, duration, inner, say, type Text } from '../src/core/message.ts';
import type { Operation, Vote } from '../src/core/operation.ts';
import type { Standing } from '../src/core/ports.ts';
import { type Refusal, refuse, sentencesOf } from '../src/core/refusal.ts';
import type { Actor } from '../src/core/request.ts';
import type { ChangeWorld } from './change-world.ts';

/** What Slack said of somebody longer ago is not known any more. */
export const OLDEST_NOTICE_MS = 15 * 60_000;

type Known = Pick<ChangeWorld, 'settings' | 'notices' | 'clock'>;

/** Whoever asked for it and whoever approved it must still be allowed to; what is not known counts as no. Null: all are. */
export async function reauthorise(operation: Operation, known: Known): Promise<Refusal | null> {
  const { request, requester } = operation;
  const spent = spentBreakGlass(operation, known.settings.access, known.clock());
  if (spent) return spent;
  const groups = await freshGroups(known);
  const lost = (who: Text): Refusal => refuse('rights_lost', { who: inner(who), age: duration(OLDEST_NOTICE_MS) });

  const why = await whyNot(request.actor, requester.user, 'operate', groups, known);
  if (why) return lost(say('running.no_longer_operator', { name: requester.name, why: inner(why) }));
  const byTerminal = isByTerminal(operation);
  const approvers = approversOf(operation, known.settings.access.linked);
  for (const user of approvers) {
    const vote = operation.votes.find(each => each.user === user && each.verdict === 'approve');
    const whyNow =
      vote && (movedLogin(vote, known) ?? (await whyNot(voterOf(vote, byTerminal), user, 'approve', groups, known)));
    if (whyNow) return lost(say('running.no_longer_approver', { name: vote.name, why: inner(whyNow) }));
  }
  const have = approvers.length;
  const required = Math.max(operation.rule.required, requiredNow(operation, known.settings));
  return have < required ? lost(say('running.more_approvals', { have, required })) : null;
}

/**
 * Nobody in it has come through Slack. Then nobody needs Slack to say who they are: the machine vouches for the login, the settings say whose
 * it is, and what Slack said of that person last counts only where it is bad. docs/decisions/0009 says why.
 */
const isByTerminal = ({ request, votes }: Operation): boolean =>
  request.actor.kind === 'terminal' && votes.every(({ login }) => login !== undefined);

const voterOf = ({ user, name, login }: Vote, byTerminal: boolean): Actor =>
  byTerminal && login !== undefined ? { kind: 'terminal', login, user, name } : { kind: 'slack', team: '', user, name };

/** A login that is somebody else's by now vouches for nobody. */
function movedLogin(
  { login, user }: { readonly login?: string; readonly user: string },
  { settings }: Known,
): Text | null {
  const { terminal } = settings.access;
  if (login === undefined || (Object.hasOwn(terminal, login) && terminal[login] === user)) return null;
  return say('running.login_moved', { login: code(login) });
}

/** By the settings as they are now: they may have become stricter since. */
function requiredNow({ plan, tier, breakGlass }: Operation, { clusters, approvals }: Known['settings']): number {
  const cluster = clusters.find(({ name }) => name === plan.cluster);
  return breakGlass || !cluster ? 0 : ruleFor(approvals, cluster.environment, tier).required;
}

async function whyNot(
  actor: Actor,
  user: string,
  permission: Right,
  groupMembers: ReadonlyMap<string, readonly string[]>,
  known: Known,
): Promise<Text | null> {
  const { settings, notices, clock } = known;
  const moved = actor.kind === 'terminal' ? movedLogin({ login: actor.login, user }, known) : null;
  if (moved) return moved;
  const told = await notices.latest(user);
  const standing = told && isOfUse(told, clock()) ? told : null;
  const allowed = authorize({ actor, standing, channel: null, access: settings.access, groupMembers, permission });
  return allowed.ok ? null : sentencesOf(allowed.error).message;
}

/** A bad standing counts however old it is. */
export const isOfUse = ({ asOf, kind }: Standing, now: number): boolean =>
  kind !== 'member' || now - asOf <= OLDEST_NOTICE_MS;

export async function freshGroups({
  settings,
  notices,
  clock,
}: Known): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await Promise.all(
    groupsOf(settings.access).map(async group => ({ group, told: await notices.group(group) })),
  );
  return new Map(
    found.flatMap(({ group, told }) =>
      told && clock() - told.asOf <= OLDEST_NOTICE_MS ? [[group, told.members] as const] : [],
    ),
  );
}
