import type { Guard, GuardCase, Verdict } from './guard.ts';
import { guards } from './guards/index.ts';
import { say, type Text, verbatim } from './message.ts';
import { hasEffect, isAboutPostgres } from './plan.ts';

/** All guards on one plan, all verdicts: nobody has to fix one refusal to learn of the next. */
export const checkPlan = (given: GuardCase): readonly Verdict[] =>
  guards.map(({ name, judge }: Guard) => ({ guard: name, ...(exemption(name, given) ?? judge(given)) }));

/** What is not judged at all, and why. */
function exemption(name: string, given: GuardCase): Omit<Verdict, 'guard'> | null {
  if (isHarmless(given)) return onlyLooks;
  return isAboutPostgres(given.plan) && !besideEtcd.includes(name) ? onlyPostgres : null;
}

/** Guards of the change as such. The others ask for a healthy etcd, and PostgreSQL is paused because it may not be; a write proves enough. */
const besideEtcd: readonly string[] = ['one_at_a_time', 'freeze', 'maintenance', 'fresh'];
const onlyPostgres = { outcome: 'skipped', because: say('guard.only_postgres') } as const;

/** What is left of a plan when all is done but the proof: waiting for health must not be refused for want of health. */
const isHarmless = ({ plan, from = 0 }: Pick<GuardCase, 'plan' | 'from'>): boolean =>
  !plan.steps.slice(from).some(hasEffect);
const onlyLooks = { outcome: 'skipped', because: say('guard.only_looks') } as const;

export const refusedBy = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  verdicts.filter(({ outcome }) => outcome === 'refused');

export const isRefused = (verdicts: readonly Verdict[]): boolean => refusedBy(verdicts).length > 0;

/** What a guard asserts; one of a newer version is told by its name. */
export const titleOf = ({ guard }: Pick<Verdict, 'guard'>): Text =>
  guards.find(({ name }) => name === guard)?.title ?? verbatim(guard);
