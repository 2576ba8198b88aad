import type { Guard, GuardCase, Verdict } from '../guard.ts';
import { type ClusterState, stateOf } from '../health/state.ts';
import { type Membership, membershipOf, projectionOf, type Stage } from '../membership-projection.ts';
import { list, type MessageKey, type Param, type Text, verbatim } from '../message.ts';

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
  readonly stages: readonly Stage[];
};

/** What most guards judge by: the cluster as seen, and as each step leaves it. */
export const viewOf = (given: GuardCase): View => ({
  ...given,
  state: stateOf(given.snapshot),
  membership: membershipOf(given.snapshot),
  stages: projectionOf(given.plan, given.snapshot),
});

export const named = (members: readonly { readonly name: string }[]): Param =>
  list(members.map(({ name }) => verbatim(name)));
