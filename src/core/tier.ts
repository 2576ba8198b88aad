import type { Snapshot } from './cluster.ts';
import {
  isMembershipStep,
  membershipOf,
  projectionOf,
  type Stage,
  tallyOf,
  votersOf,
} from './membership-projection.ts';
import { say, type Text } from './message.ts';
import type { Tier } from './operation.ts';
import { canonical, type Plan, type Step } from './plan.ts';

const highestFirst = [3, 2, 1] as const;

type Reason = { readonly tier: Tier; readonly text: Text };

/** How much a plan can do to this cluster as it stands, and why: the reasons of the highest tier among them. */
export function tierOf(
  plan: Pick<Plan, 'steps'>,
  snapshot: Snapshot,
): { readonly tier: Tier; readonly reasons: readonly Text[] } {
  const stages = projectionOf(plan, snapshot).filter(({ step }) => acts(step));
  const reasons = [...stages.map(reasonOf), ...reasonsOfTolerance(stages, snapshot)];
  const tier = highestFirst.find(each => reasons.some(reason => reason.tier === each)) ?? 0;
  return { tier, reasons: distinct(reasons.filter(reason => reason.tier === tier).map(({ text }) => text)) };
}

/** The others only look. */
const acts = ({ kind }: Step): boolean => kind !== 'await-health' && kind !== 'await-in-sync' && kind !== 'verify';

function reasonOf({ step, before }: Stage): Reason {
  switch (step.kind) {
    case 'move-leader':
      return { tier: 1, text: say('tier.moves_leader', { from: step.from.name, to: step.to.name }) };
    case 'defragment':
      return step.member.id === before.leader
        ? { tier: 3, text: say('tier.blocks_leader', { name: step.member.name }) }
        : { tier: 1, text: say('tier.blocks_one', { name: step.member.name }) };
    case 'compact':
      return { tier: 2, text: say('tier.compacts') };
    case 'disarm-alarm':
      return step.alarm === 'CORRUPT'
        ? { tier: 3, text: say('tier.disarms_corrupt') }
        : { tier: 2, text: say('tier.disarms') };
    default:
      return { tier: 2, text: say('tier.membership') };
  }
}

/** With no failure to spare, whatever goes wrong stops all writes. A change of voters is judged by what it leaves. */
function reasonsOfTolerance(stages: readonly Stage[], snapshot: Snapshot): readonly Reason[] {
  if (stages.length === 0) return [];
  const now = tallyOf(membershipOf(snapshot));
  if (now.voters === 1) return [{ tier: 3, text: say('tier.single') }];
  const voting = stages.filter(({ step }) => isMembershipStep(step) && step.kind !== 'add-learner');
  if (voting.length === 0) {
    const { healthy, voters, tolerance } = now;
    return tolerance < 1 ? [{ tier: 3, text: say('tier.no_tolerance_now', { healthy, voters }) }] : [];
  }
  const few = voting.filter(({ step, after }) => step.kind === 'remove-member' && votersOf(after).length <= 2);
  const thin = voting.filter(stage => tallyOf(stage.after).tolerance < 1 && !few.includes(stage));
  return [
    ...few.map(({ after }): Reason => ({ tier: 3, text: say('tier.few', { voters: votersOf(after).length }) })),
    ...thin.map(({ number, after }): Reason => {
      const { healthy, voters } = tallyOf(after);
      return { tier: 3, text: say('tier.no_tolerance', { number, healthy, voters }) };
    }),
  ];
}

const distinct = (texts: readonly Text[]): readonly Text[] => [
  ...new Map(texts.map(text => [canonical(text), text])).values(),
];
