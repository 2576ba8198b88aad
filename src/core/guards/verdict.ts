import type { Guard, GuardCase, Verdict } from '../guard.ts';
import { type ClusterState, stateOf } from '../health/state.ts';
import { type Membership, membershipOf, projectionOf, type Stage } from '../membership-projection.ts';
import { list, type MessageKey, type Param, type Text, verbatim } from '../message.ts';
import type { Plan } from '../plan.ts';

type Judgement = Omit<Verdict, 'guard'>;

export const passed = (because: Text): Judgement => ({ outcome: 'passed', because });
export const skipped = (because: Text): Judgement => ({ outcome: 'skipped', because });
export const refused = (because: Text): Judgement => ({ outcome: 'refused', because });

/** Names are the catalogue's own keys: `guard.<name>.title`. */
type GuardName = MessageKey extends infer K ? (K extends `guard.${infer N}.title` ? N : never) : never;

/** A guard whose name has a title in the catalogue. */
export const guard = (name: GuardName, judge: (given: GuardCase) => Judgement): Guard => ({
  name,
  title: { key: `guard.${name}.title`, params: {} },
  judge,
});

export type View = GuardCase & {
  readonly state: ClusterState;
  /** The membership as it is. */
  readonly membership: Membership;
  /** The steps that are left, with what they find and leave. */
  readonly stages: readonly Stage[];
};

/** The steps that are left, each with its index in the plan. */
export const leftOf = ({ plan, from = 0 }: GuardCase) => [...plan.steps.entries()].slice(from);

/** The plan as if it had only these. */
export const restOf = ({ plan, from = 0 }: GuardCase): Pick<Plan, 'steps'> => ({ steps: plan.steps.slice(from) });

/** What most guards judge by: the cluster as seen, and as each step leaves it. */
export const viewOf = (given: GuardCase): View => ({
  ...given,
  state: stateOf(given.snapshot),
  membership: membershipOf(given.snapshot),
  stages: projectionOf(given.plan, given.snapshot, given.from),
});

export const named = (members: readonly { readonly name: string }[]): Param =>
  list(members.map(({ name }) => verbatim(name)));
