import type { Given } from '../draft.ts';
import { leadAway, leaderOf } from '../leadership.ts';
import { alreadyDown } from '../membership.ts';
import type { Step, Target } from '../plan.ts';
import { quorumOf } from '../quorum.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { type Known, targetOf } from '../targets.ts';
import type { NamedHost } from './decide.ts';

/** How one member is restarted. */
type Restart = (host: NamedHost, member: Target) => Step;

export type Placed = { readonly member: Known; readonly host: NamedHost };

/**
 * Restarts one member after another: those that are down first, the leader last, after it has handed over to one that is through. Between any
 * two, the cluster has to be well again; only who has not had its turn may still be down.
 */
export function rollingRestart(given: Given, chosen: readonly Placed[], restart: Restart): readonly Step[] | Refusal {
  if (given.state.serving === false) return revival(given, chosen, restart);
  const leader = leaderOf(given);
  const down = alreadyDown(given);
  const isDown = ({ member }: Placed): boolean => down.some(({ id }) => id === member.id);
  const rank = (placed: Placed): number => (isDown(placed) ? 0 : placed.member.id === leader?.id ? 2 : 1);
  const ordered = chosen.toSorted((one, other) => rank(one) - rank(other));
  const steps: Step[] = [waitFor(down)];
  for (const [index, { member, host }] of ordered.entries()) {
    const through = ordered.slice(0, index + 1).map(placed => placed.member);
    const away = leadAway(given, member, through);
    if (isRefusal(away)) return away;
    const left = down.filter(({ id }) => through.every(done => done.id !== id));
    steps.push(...away, restart(host, targetOf(member)), waitFor(left));
  }
  return [...steps.slice(0, -1), proofOf(down, chosen)];
}

const waitFor = (down: readonly Known[]): Step => ({
  kind: 'await-health',
  despite: [],
  without: down.map(({ id }) => id),
});

/** Who was down and is left alone stays down: then it is no proof that all are well. */
const proofOf = (down: readonly Known[], chosen: readonly Placed[]): Step => {
  const left = down.filter(({ id }) => chosen.every(({ member }) => member.id !== id));
  return left.length > 0 ? waitFor(left) : { kind: 'verify', expect: { kind: 'healthy' } };
};

/**
 * Without a quorum nobody is spared and nothing can be waited for: those that do not answer are started one after another, all that are asked for
 * where everybody answers. From the start that makes a quorum, the others are waited for.
 */
function revival({ voters }: Given, chosen: readonly Placed[], restart: Restart): readonly Step[] {
  const isSilent = ({ health }: Known): boolean => health === 'unreachable';
  const silent = chosen.filter(({ member }) => isSilent(member));
  const steps: Step[] = [];
  let left = voters.filter(isSilent);
  for (const { member, host } of silent.length > 0 ? silent : chosen) {
    left = left.filter(({ id }) => id !== member.id);
    steps.push(restart(host, targetOf(member)));
    if (voters.length - left.length >= quorumOf(voters.length)) steps.push(waitFor(left));
  }
  return left.length > 0 || steps.length === 0 ? steps : [...steps.slice(0, -1), proofOf([], chosen)];
}
