import type { Snapshot } from '../cluster.ts';
import { memberFactsOf } from '../expectations.ts';
import { stateOf } from '../health/state.ts';
import {
  type Membership,
  projectionOf,
  removedBy,
  type Seat,
  type Stage,
  seatOf,
  votersOf,
} from '../membership-projection.ts';
import type { Plan, Step, Target } from '../plan.ts';
import { quorumOf } from '../quorum.ts';

/** What a step does to those who use etcd. `one`: a member is silent, others serve. `all`: nobody can write. */
export type Stall = { readonly number: number; readonly reach: 'one' | 'all'; readonly seconds: StallSeconds };

/** Null: without an end. `unknown`: it ends, and nobody knows when. */
export type StallSeconds = number | 'unknown' | null;

/** An election ends within two of etcd's election timeouts, one second unless set otherwise. */
const ELECTION_SECONDS = 2;
/** Compacting goes in batches with pauses in between (server/storage/mvcc/kvstore_compaction.go); calls are slow, none waits longer. */
const COMPACTION_SECONDS = 1;
/** A process that ends in order is back; measured 6 to 9 s. It hands leadership on before, where there is somebody to take it. */
const RESTART_SECONDS = 10;
/** Slower than disks of servers are: a defragmentation writes the whole file anew. */
const BYTES_PER_SECOND = 100_000_000;

/** Steps that make somebody wait, in order, from this index on. Those that never do are left out. */
export function stallsOf(plan: Pick<Plan, 'steps'>, snapshot: Snapshot, from = 0): readonly Stall[] {
  return projectionOf(plan, snapshot, from).flatMap(stage => {
    const stall = stallOf(stage, snapshot);
    return stall === null ? [] : [{ number: stage.number, ...stall }];
  });
}

type Found = Pick<Stall, 'reach' | 'seconds'> | null;

function stallOf({ step, before, after }: Stage, snapshot: Snapshot): Found {
  switch (step.kind) {
    case 'await-restart':
      return absence(step.member, before);
    case 'defragment':
      return { reach: leads(step.member, before) ? 'all' : 'one', seconds: defragmentationOf(step.member, snapshot) };
    case 'move-leader':
      return election;
    case 'compact':
      return { reach: 'all', seconds: COMPACTION_SECONDS };
    case 'update-member':
      // The only voter needs nobody to reach it.
      return votersOf(before).length === 1 ? election : absence(step.member, before);
    case 'remove-member':
    case 'run-playbook':
      return after.seats.length === 0 ? forGood : leavingOf(step, before, after);
    default:
      return null;
  }
}

const election: Found = { reach: 'all', seconds: ELECTION_SECONDS };
const forGood: Found = { reach: 'all', seconds: null };

/** Members that leave or restart. One that is down already is asked by nobody. */
function leavingOf(
  step: Extract<Step, { kind: 'remove-member' | 'run-playbook' }>,
  before: Membership,
  after: Membership,
): Found {
  if (step.kind === 'run-playbook') {
    const { proof } = step;
    if (proof.kind === 'fresh') return forGood;
    if (proof.kind === 'restarted') {
      const together = step.run.forks > 1 && step.run.limit.length > 1;
      return together ? { reach: 'all', seconds: RESTART_SECONDS } : absence(proof.member, before);
    }
  }
  const leaving = removedBy(step).filter(member => seatOf(before, member)?.healthy);
  if (leaving.length === 0) return null;
  if (!serves(votersOf(after))) return forGood;
  if (leaving.some(member => leads(member, before))) return election;
  return { reach: 'one', seconds: RESTART_SECONDS };
}

/** A member that is away and comes back. Where the others are no quorum without it, everybody waits until it does. */
function absence(member: Target, before: Membership): Found {
  const seat = seatOf(before, member);
  const others = votersOf(before).map(voter => (voter === seat ? { ...voter, healthy: false } : voter));
  if (!serves(others)) return { reach: 'all', seconds: RESTART_SECONDS };
  return leads(member, before) ? election : { reach: 'one', seconds: RESTART_SECONDS };
}

const serves = (voters: readonly Seat[]): boolean =>
  voters.filter(({ healthy }) => healthy).length >= quorumOf(voters.length);

/** The only voter leads, whether or not it says so. */
function leads(member: Target, membership: Membership): boolean {
  if (member.id !== null && member.id === membership.leader) return true;
  const voters = votersOf(membership);
  return voters.length === 1 && voters[0] === seatOf(membership, member);
}

/** Seconds, rounded up: by the member's size and by its longest one, whichever is more. Unknown without a size: it may have grown since. */
export function defragmentationOf(member: Target, snapshot: Snapshot): number | 'unknown' {
  const facts = memberFactsOf(member, stateOf(snapshot).members);
  const bytes = facts?.dbSizeInUse ?? facts?.dbSize ?? null;
  if (bytes === null) return 'unknown';
  const report = snapshot.endpoints.find(({ endpoint }) => endpoint === facts?.endpoint);
  const longest = report?.metrics.ok ? (report.metrics.value.defragmentation ?? 0) : 0;
  return Math.max(1, Math.ceil(bytes / BYTES_PER_SECOND), Math.ceil(longest));
}
