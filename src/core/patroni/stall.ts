import type { Snapshot } from '../cluster.ts';
import { memberFactsOf } from '../expectations.ts';
import { stateOf } from '../health/state.ts';
import { type Membership, projectionOf, removedBy, type Stage, seatOf, votersOf } from '../membership-projection.ts';
import type { Plan, Step, Target } from '../plan.ts';

/** What a step does to those who use etcd. `one`: a member is silent, others serve. `all`: nobody can write. Null seconds: without an end. */
export type Stall = { readonly number: number; readonly reach: 'one' | 'all'; readonly seconds: number | null };

/** An election ends within two of etcd's election timeouts, one second unless set otherwise. */
const ELECTION_SECONDS = 2;
/** Compacting goes in batches with pauses in between (server/storage/mvcc/kvstore_compaction.go); calls are slow, none waits longer. */
const COMPACTION_SECONDS = 1;
/** A process that ends in order hands leadership on, and is back; measured 6 to 9 s. */
const RESTART_SECONDS = 10;
/** Slower than disks of servers are: a defragmentation writes the whole file anew. */
const BYTES_PER_SECOND = 100_000_000;

/** Steps that make somebody wait, in order, from this index on. Those that never do are left out. */
export function stallsOf(plan: Pick<Plan, 'steps'>, snapshot: Snapshot, from = 0): readonly Stall[] {
  return projectionOf(plan, snapshot, from).flatMap(stage => {
    const stall = stallOf(stage, snapshot);
    if (stall === null) return [];
    const alone = votersOf(stage.before).length <= 1;
    return [{ number: stage.number, ...stall, reach: alone ? ('all' as const) : stall.reach }];
  });
}

type Found = Pick<Stall, 'reach' | 'seconds'> | null;

function stallOf({ step, before, after }: Stage, snapshot: Snapshot): Found {
  switch (step.kind) {
    case 'defragment':
      return { reach: leads(step.member, before) ? 'all' : 'one', seconds: defragmentationOf(step.member, snapshot) };
    case 'move-leader':
      return { reach: 'all', seconds: ELECTION_SECONDS };
    case 'compact':
      return { reach: 'all', seconds: COMPACTION_SECONDS };
    case 'update-member':
      return leads(step.member, before)
        ? { reach: 'all', seconds: ELECTION_SECONDS }
        : { reach: 'one', seconds: RESTART_SECONDS };
    case 'remove-member':
    case 'run-playbook':
      return after.seats.length === 0 ? { reach: 'all', seconds: null } : leavingOf(step, before);
    default:
      return null;
  }
}

/** Members that leave or restart. One that is down already is asked by nobody. */
function leavingOf(step: Extract<Step, { kind: 'remove-member' | 'run-playbook' }>, before: Membership): Found {
  if (step.kind === 'run-playbook') {
    const { proof } = step;
    if (proof.kind === 'fresh') return { reach: 'all', seconds: null };
    if (proof.kind === 'restarted') {
      const together = step.run.forks > 1 && step.run.limit.length > 1;
      if (together) return { reach: 'all', seconds: RESTART_SECONDS };
      return leads(proof.member, before)
        ? { reach: 'all', seconds: ELECTION_SECONDS }
        : { reach: 'one', seconds: RESTART_SECONDS };
    }
  }
  const leaving = removedBy(step).filter(member => seatOf(before, member)?.healthy);
  if (leaving.length === 0) return null;
  if (leaving.some(member => leads(member, before))) return { reach: 'all', seconds: ELECTION_SECONDS };
  return { reach: 'one', seconds: RESTART_SECONDS };
}

const leads = ({ id }: Target, { leader }: Membership): boolean => id !== null && id === leader;

/** Seconds, rounded up: by the member's size and by its own last ones, whichever is longer. */
export function defragmentationOf(member: Target, snapshot: Snapshot): number {
  const facts = memberFactsOf(member, stateOf(snapshot).members);
  const bytes = facts?.dbSizeInUse ?? facts?.dbSize ?? 0;
  const report = snapshot.endpoints.find(({ endpoint }) => endpoint === facts?.endpoint);
  const usual = report?.metrics.ok ? (report.metrics.value.defragmentation ?? 0) : 0;
  return Math.max(1, Math.ceil(bytes / BYTES_PER_SECOND), Math.ceil(usual));
}
