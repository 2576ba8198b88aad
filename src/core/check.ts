import type { Guard, GuardCase, Verdict } from './guard.ts';
import { guards } from './guards/index.ts';
import { type Text, verbatim } from './message.ts';

/** All guards on one plan, all verdicts: nobody has to fix one refusal to learn of the next. */
export const checkPlan = (given: GuardCase): readonly Verdict[] =>
  guards.map(({ name, judge }: Guard) => ({ guard: name, ...judge(given) }));

export const refusedBy = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  verdicts.filter(({ outcome }) => outcome === 'refused');

export const isRefused = (verdicts: readonly Verdict[]): boolean => refusedBy(verdicts).length > 0;

/** What a guard asserts; one of a newer version is told by its name. */
export const titleOf = ({ guard }: Pick<Verdict, 'guard'>): Text =>
  guards.find(({ name }) => name === guard)?.title ?? verbatim(guard);
