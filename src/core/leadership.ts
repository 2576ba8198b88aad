import type { Given } from './draft.ts';
import { code } from './message.ts';
import type { Step } from './plan.ts';
import { type Refusal, refuse } from './refusal.ts';
import { type Known, targetOf } from './targets.ts';

export const leaderOf = ({ state, members }: Given): Known | null =>
  members.find(({ id }) => id === state.leader?.id) ?? null;

/**
 * Who should lead next: a healthy voter, of the leader's version where there is one, and with the least of the log to
 * catch up. Etcd itself checks neither health nor lag of the one it hands leadership to (server.go, MoveLeader).
 */
export function bestLeader(given: Given, except: readonly Known[], preferred: readonly Known[] = []): Known | null {
  const leader = leaderOf(given);
  const taken = new Set([...except, ...(leader ? [leader] : [])].map(({ id }) => id));
  const liked = new Set(preferred.map(({ id }) => id));
  const rank = ({ id, version, raftLag }: Known): readonly number[] => [
    version === leader?.version ? 0 : 1,
    liked.has(id) ? 0 : 1,
    raftLag ?? Number.MAX_SAFE_INTEGER,
  ];
  const fit = given.voters.filter(member => member.health === 'healthy' && !taken.has(member.id));
  return fit.toSorted((one, other) => compare(rank(one), rank(other)))[0] ?? null;
}

/** Leads leadership away from a member that something is done to; nothing when it does not lead, or is alone. */
export function leadAway(given: Given, member: Known, preferred: readonly Known[] = []): readonly Step[] | Refusal {
  if (leaderOf(given)?.id !== member.id || given.voters.length < 2) return [];
  const next = bestLeader(given, [member], preferred);
  if (!next) return refuse('no_next_leader', { name: code(member.name) });
  return [{ kind: 'move-leader', from: targetOf(member), to: targetOf(next) }];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
