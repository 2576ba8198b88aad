import { approversOf, ruleFor } from '../src/core/approval.ts';
import { authorize, groupsOf, type Right } from '../src/core/authorize.ts';
import { spentBreakGlass } from '../src/core/break-glass.ts';
import { duration, inner, say, type Text } from '../src/core/message.ts';
import type { Operation } from '../src/core/operation.ts';
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

  const asker = await refusalOf(request.actor, requester.user, 'operate', groups, known);
  if (asker) return lost(say('running.no_longer_operator', { name: requester.name, why: inner(whatOf(asker)) }));
  const approvers = approversOf(operation, known.settings.access.linked);
  for (const user of approvers) {
    const name = operation.votes.find(vote => vote.user === user)?.name ?? user;
    const actor: Actor = { kind: 'slack', team: '', user, name };
    const refusal = await refusalOf(actor, user, 'approve', groups, known);
    if (refusal) return lost(say('running.no_longer_approver', { name, why: inner(whatOf(refusal)) }));
  }
  const have = approvers.length;
  const required = Math.max(operation.rule.required, requiredNow(operation, known.settings));
  return have < required ? lost(say('running.more_approvals', { have, required })) : null;
}

/** By the settings as they are now: they may have become stricter since. */
function requiredNow({ plan, tier, breakGlass }: Operation, { clusters, approvals }: Known['settings']): number {
  const cluster = clusters.find(({ name }) => name === plan.cluster);
  return breakGlass || !cluster ? 0 : ruleFor(approvals, cluster.environment, tier).required;
}

const whatOf = (refusal: Refusal): Text => sentencesOf(refusal).message;

async function refusalOf(
  actor: Actor,
  user: string,
  permission: Right,
  groupMembers: ReadonlyMap<string, readonly string[]>,
  { settings, notices, clock }: Known,
): Promise<Refusal | null> {
  const told = await notices.latest(user);
  const standing = told && isOfUse(told, clock()) ? told : null;
  const allowed = authorize({ actor, standing, channel: null, access: settings.access, groupMembers, permission });
  return allowed.ok ? null : allowed.error;
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
