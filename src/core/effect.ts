import type { MemberId } from './cluster.ts';
import type { Plan, Step, Target } from './plan.ts';
import type { PlaybookProof } from './playbook.ts';
import { type Tally, tally } from './quorum.ts';

type Seat = {
  readonly id: MemberId | null;
  readonly peerUrl: string;
  readonly votes: boolean;
  readonly healthy: boolean;
};

/** What a plan does to the quorum if all goes well: before, after, and where the least is tolerated on the way. */
export type Effect = { readonly before: Tally; readonly after: Tally; readonly lowest: Tally };

/** Computed from the plan alone, so that a card says the same whenever it is drawn. */
export function effectOf({ relies, steps }: Pick<Plan, 'relies' | 'steps'>): Effect {
  const start = relies.members.map(
    ({ id, peerUrls, learner, healthy }): Seat => ({ id, peerUrl: peerUrls[0] ?? '', votes: !learner, healthy }),
  );
  const stages: (readonly Seat[])[] = [start];
  for (const step of steps) stages.push(afterStep(stages.at(-1) ?? start, step));
  const tallies = stages.map(count);
  const before = count(start);
  const lowest = tallies.reduce((least, next) => (next.tolerance < least.tolerance ? next : least), before);
  return { before, after: tallies.at(-1) ?? before, lowest };
}

function afterStep(seats: readonly Seat[], step: Step): readonly Seat[] {
  switch (step.kind) {
    case 'add-learner':
      return [...seats, { id: null, peerUrl: step.member.peerUrl, votes: false, healthy: false }];
    case 'promote':
      return seats.map(seat => (isAt(seat, step.member) ? { ...seat, votes: true, healthy: true } : seat));
    case 'remove-member':
      return seats.filter(seat => !isAt(seat, step.member));
    case 'run-playbook':
      return afterProof(seats, step.proof);
    default:
      return seats;
  }
}

function afterProof(seats: readonly Seat[], proof: PlaybookProof): readonly Seat[] {
  switch (proof.kind) {
    case 'gone':
      return seats.filter(seat => !proof.members.some(member => isAt(seat, member)));
    case 'fresh':
      return proof.members.map(voting);
    case 'joined':
      return seats.some(seat => isAt(seat, proof.member)) ? seats : [...seats, voting(proof.member)];
    default:
      return seats;
  }
}

const voting = ({ peerUrl }: Target): Seat => ({ id: null, peerUrl, votes: true, healthy: true });

const isAt = (seat: Seat, { id, peerUrl }: Target): boolean =>
  id === null ? seat.id === null && seat.peerUrl === peerUrl : seat.id === id;

function count(seats: readonly Seat[]): Tally {
  const voters = seats.filter(({ votes }) => votes);
  return tally(voters.length, voters.filter(({ healthy }) => healthy).length);
}
