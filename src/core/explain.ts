import { ruleFor } from './approval.ts';
import { peopleWith, type Right } from './authorize.ts';
import { checkPlan } from './check.ts';
import type { Snapshot } from './cluster.ts';
import type { Authority, Prospect } from './facts/explain.ts';
import type { Plan } from './plan.ts';
import type { Policy } from './policy.ts';
import { authorizeAny } from './rights-for.ts';
import { tierOf } from './tier.ts';

/** Who has this right by the settings, and whether the asker has it as of now. */
export function authorityOf(right: Right, { asker, names }: Policy): Authority {
  const lists = peopleWith(right, asker.access);
  const users = [...new Set(lists.flatMap(people => people.users))];
  const verdict = authorizeAny([right], asker);
  return {
    right,
    everybody: right === 'read' && asker.access.viewers.channels,
    people: users.map(user => names.get(user) ?? user),
    groups: [...new Set(lists.flatMap(people => people.groups))],
    mine: verdict.ok ? null : verdict.error,
  };
}

/** What guards, tier and rule say of a plan now: what asking for it would run into. */
export function prospectOf(plan: Plan, snapshot: Snapshot, { around, approvals, environment }: Policy): Prospect {
  const verdicts = checkPlan({ plan, snapshot, around });
  const { tier, reasons } = tierOf(plan, snapshot, verdicts);
  return {
    plan,
    verdicts,
    tier,
    tierReasons: reasons,
    rule: ruleFor(approvals, environment, tier),
  };
}
