import { reasonOfAuth } from './auth-tier.ts';
import type { Snapshot } from './cluster.ts';
import type { Verdict } from './guard.ts';
import {
  isMembershipStep,
  membershipOf,
  projectionOf,
  removedBy,
  type Stage,
  tallyOf,
  votersOf,
} from './membership-projection.ts';
import { code, list, type MessageKey, say, type Text, verbatim } from './message.ts';
import type { Tier } from './operation.ts';
import { canonical, hasEffect, isAboutPostgres, type Plan } from './plan.ts';
import { reasonOfPlaybook } from './playbook-tier.ts';

const highestFirst = [3, 2, 1] as const;

type Reason = { readonly tier: Tier; readonly text: Text };

/** How much a plan can do to this cluster as it stands, and why: the reasons of the highest tier among them. */
export function tierOf(
  plan: Pick<Plan, 'steps'>,
  snapshot: Snapshot,
  verdicts: readonly Verdict[] = [],
): { readonly tier: Tier; readonly reasons: readonly Text[] } {
  const stages = projectionOf(plan, snapshot).filter(({ step }) => hasEffect(step));
  const reasons = [
    ...stages.map(stage => reasonOf(stage, snapshot)),
    ...reasonsOfTolerance(
      stages.filter(({ step }) => !isAboutPostgres({ steps: [step] })),
      snapshot,
    ),
    ...verdicts.flatMap(reasonOfWarning),
  ];
  const tier = highestFirst.find(each => reasons.some(reason => reason.tier === each)) ?? 0;
  return { tier, reasons: grouped(distinct(reasons.filter(reason => reason.tier === tier).map(({ text }) => text))) };
}

function reasonOf({ step, before }: Stage, snapshot: Snapshot): Reason {
  switch (step.kind) {
    case 'move-leader':
      return { tier: 1, text: say('tier.moves_leader', { from: step.from.name, to: step.to.name }) };
    case 'defragment':
      return step.member.id === before.leader
        ? { tier: 3, text: say('tier.blocks_leader', { name: step.member.name }) }
        : { tier: 1, text: say('tier.blocks_one', { name: step.member.name }) };
    case 'auth':
      return reasonOfAuth(step.auth, snapshot);
    case 'pause-postgres':
      return { tier: 2, text: say('tier.pauses', { name: code(step.postgres) }) };
    case 'resume-postgres':
      return { tier: 1, text: say('tier.resumes', { name: code(step.postgres) }) };
    case 'compact':
      return { tier: 2, text: say('tier.compacts') };
    case 'run-playbook':
      return reasonOfPlaybook(step);
    case 'await-restart':
      return { tier: 2, text: say('tier.restarts', { name: step.member.name }) };
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
  const few = voting.filter(({ step, after }) => removedBy(step).length > 0 && votersOf(after).length <= 2);
  const thin = voting.filter(stage => tallyOf(stage.after).tolerance < 1 && !few.includes(stage));
  return [
    ...few.map(({ after }): Reason => ({ tier: 3, text: say('tier.few', { voters: votersOf(after).length }) })),
    ...thin.map(({ number, after }): Reason => {
      const { healthy, voters } = tallyOf(after);
      return { tier: 3, text: say('tier.no_tolerance', { number, healthy, voters }) };
    }),
  ];
}

/** What a guard lets through with a warning. */
const warnings: Partial<Readonly<Record<MessageKey, Tier>>> = {
  'guard.versions.defragments': 3,
  'guard.snapshot.old_warned': 2,
  'guard.snapshot.none_warned': 2,
  'guard.snapshot.unread': 2,
  'guard.patroni.unreadable': 2,
};

function reasonOfWarning({ because }: Verdict): readonly Reason[] {
  const tier = 'key' in because ? warnings[because.key] : undefined;
  return tier === undefined ? [] : [{ tier, text: because }];
}

const distinct = (texts: readonly Text[]): readonly Text[] => [
  ...new Map(texts.map(text => [canonical(text), text])).values(),
];

/** What holds for several members in turn is told once. */
function grouped(texts: readonly Text[]): readonly Text[] {
  const names = texts.flatMap(text =>
    'key' in text && text.key === 'tier.blocks_one' ? [String(text.params.name)] : [],
  );
  if (names.length < 2) return texts;
  const others = texts.filter(text => !('key' in text) || text.key !== 'tier.blocks_one');
  return [say('tier.blocks_in_turn', { names: list(names.map(name => verbatim(name))) }), ...others];
}
