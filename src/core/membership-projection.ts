import type { MemberId, Snapshot } from './cluster.ts';
import { rosterOf } from './health/roster.ts';
import { stateOf } from './health/state.ts';
import type { Plan, Step, Target } from './plan.ts';
import { type Tally, tally } from './quorum.ts';

/** One member as a plan finds it at some step. */
export type Seat = {
  /** Null for a member that the plan itself adds. */
  readonly id: MemberId | null;
  readonly name: string;
  readonly peerUrls: readonly string[];
  readonly learner: boolean;
  /** Has ever joined. */
  readonly started: boolean;
  /** Serves; what is not known counts as no. */
  readonly healthy: boolean;
  /** A learner that the plan has waited for. */
  readonly caughtUp: boolean;
  /** It has been given another address and may be out of reach until it uses it. */
  readonly moving: boolean;
};

export type Membership = { readonly seats: readonly Seat[]; readonly leader: MemberId | null };

/** One step with the membership before and after it. `number` counts from 1, as people read it. */
export type Stage = {
  readonly number: number;
  readonly step: Step;
  readonly before: Membership;
  readonly after: Membership;
};

/** Empty when the member list could not be read. */
export function membershipOf(snapshot: Snapshot): Membership {
  const roster = rosterOf(snapshot);
  const listed = snapshot.members.ok ? snapshot.members.value.members : [];
  const seats = listed.map((member): Seat => {
    const facts = roster.find(({ id }) => id === member.id);
    return {
      id: member.id,
      name: facts?.name ?? member.name,
      peerUrls: member.peerUrls,
      learner: member.learner,
      started: member.name !== '',
      healthy: facts?.health === 'healthy',
      caughtUp: false,
      moving: false,
    };
  });
  return { seats, leader: stateOf(snapshot).leader?.id ?? null };
}

/**
 * What each step leaves behind if it succeeds, from the first one that is left. Nobody recovers by hope: only what the plan waits for gets
 * better.
 */
export function projectionOf({ steps }: Pick<Plan, 'steps'>, snapshot: Snapshot, from = 0): readonly Stage[] {
  const stages: Stage[] = [];
  let before = membershipOf(snapshot);
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    const after = afterStep(before, step);
    stages.push({ number: index + 1, step, before, after });
    before = after;
  }
  return stages;
}

function afterStep(membership: Membership, step: Step): Membership {
  const { seats, leader } = membership;
  switch (step.kind) {
    case 'add-learner':
      return { seats: [...seats, newcomer(step.member)], leader };
    case 'await-in-sync':
      return change(membership, step.member, { started: true, healthy: true, caughtUp: true });
    case 'promote':
      return change(membership, step.member, { learner: false });
    case 'remove-member':
      return without(membership, [step.member]);
    case 'run-playbook':
      return afterPlaybook(membership, step);
    case 'await-restart':
      return change(membership, step.member, serving);
    case 'update-member':
      return change(membership, step.member, { peerUrls: [step.peerUrl], ...moved(membership) });
    case 'await-health': {
      const back = (seat: Seat): boolean => seat.moving && (seat.id === null || !step.without.includes(seat.id));
      return { seats: seats.map(seat => (back(seat) ? { ...seat, healthy: true, moving: false } : seat)), leader };
    }
    case 'move-leader':
      return { seats, leader: step.to.id };
    default:
      return membership;
  }
}

function without(membership: Membership, targets: readonly Target[]): Membership {
  const gone = targets.map(target => seatOf(membership, target));
  const { leader } = membership;
  return {
    seats: membership.seats.filter(seat => !gone.includes(seat)),
    leader: gone.some(seat => seat?.id === leader) ? null : leader,
  };
}

/** What a run of Ansible leaves is what etcd has to show for it. */
function afterPlaybook(membership: Membership, { run, proof }: Extract<Step, { kind: 'run-playbook' }>): Membership {
  switch (proof.kind) {
    case 'gone':
      return without(membership, proof.members);
    case 'fresh':
      return {
        seats: proof.members.map(member => ({ ...newcomer(member), ...serving, learner: false })),
        leader: null,
      };
    case 'joined': {
      const learner = run.extra.etcd_learner === 'true';
      if (seatOf(membership, proof.member)) return change(membership, proof.member, serving);
      return { ...membership, seats: [...membership.seats, { ...newcomer(proof.member), ...serving, learner }] };
    }
    case 'restarted':
      return change(membership, proof.member, serving);
    case 'none':
      return membership;
  }
}

const serving = { started: true, healthy: true };

/** A single voter needs no peer to reach it. */
const moved = (membership: Membership): Partial<Seat> =>
  votersOf(membership).length > 1 ? { healthy: false, moving: true } : {};

const newcomer = ({ name, peerUrl }: Target): Seat => ({
  id: null,
  name,
  peerUrls: [peerUrl],
  learner: true,
  started: false,
  healthy: false,
  caughtUp: false,
  moving: false,
});

function change(membership: Membership, target: Target, how: Partial<Seat>): Membership {
  const changed = seatOf(membership, target);
  return { ...membership, seats: membership.seats.map(seat => (seat === changed ? { ...seat, ...how } : seat)) };
}

/** By id; one without an id by its peer URL. */
export const seatOf = ({ seats }: Membership, { id, peerUrl }: Target): Seat | null =>
  seats.find(seat => (id === null ? seat.id === null && seat.peerUrls.includes(peerUrl) : seat.id === id)) ?? null;

export const votersOf = ({ seats }: Membership): readonly Seat[] => seats.filter(seat => !seat.learner);

export function tallyOf(membership: Membership): Tally {
  const voters = votersOf(membership);
  return tally(voters.length, voters.filter(seat => seat.healthy).length);
}

/** Steps that change who belongs to the cluster, who votes, or where somebody is reached. */
export const isMembershipStep = (step: Step): boolean =>
  step.kind === 'add-learner' ||
  step.kind === 'promote' ||
  step.kind === 'update-member' ||
  removedBy(step).length > 0 ||
  (step.kind === 'run-playbook' && (step.proof.kind === 'joined' || step.proof.kind === 'fresh'));

/** Whom a step takes out of the cluster. */
export function removedBy(step: Step): readonly Target[] {
  if (step.kind === 'remove-member') return [step.member];
  return step.kind === 'run-playbook' && step.proof.kind === 'gone' ? step.proof.members : [];
}

/** Whom a step restarts, by Ansible or by the hands of somebody. */
export function restartedBy(step: Step): Target | null {
  if (step.kind === 'await-restart') return step.member;
  return step.kind === 'run-playbook' && step.proof.kind === 'restarted' ? step.proof.member : null;
}

/** What is to be no cluster any more needs no quorum, and nobody to lead it. */
export const endsCluster = ({ step, before, after }: Stage): boolean =>
  step.kind === 'run-playbook' && before.seats.length > 0 && after.seats.length === 0;

export const changesMembership = ({ steps }: Pick<Plan, 'steps'>): boolean => steps.some(isMembershipStep);

/**
 * Its first change concerns a voter that is down: then others that are down are no reason to leave it so. Once that change is done, the plan
 * tells what it found.
 */
export function isRepair({ steps, relies }: Pick<Plan, 'steps' | 'relies'>, stages: readonly Stage[]): boolean {
  const index = steps.findIndex(isMembershipStep);
  const first = steps[index];
  if (first === undefined) return false;
  const target = first.kind === 'update-member' ? first.member : removedBy(first)[0];
  if (target === undefined) return false;
  const stage = stages.find(({ number }) => number === index + 1);
  const found = stage ? seatOf(stage.before, target) : relies.members.find(({ id }) => id === target.id);
  return found ? !found.learner && !found.healthy : false;
}
