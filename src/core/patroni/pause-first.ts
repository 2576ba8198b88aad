import type { Snapshot } from '../cluster.ts';
import type { ChangeCommand } from '../command.ts';
import type { Plan } from '../plan.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import { deadlineOf, pauseOption } from './pause-option.ts';
import { pausedFirst } from './pause-plan.ts';
import { reliesOnPostgres } from './reliance.ts';

/** The same change with one option more: PostgreSQL is paused before its first step, and resumed after its last. */
export const withPauseFirst = (command: ChangeCommand): ChangeCommand => ({
  ...command,
  options: [...command.options, pauseOption],
  plan: (request, snapshot) => {
    const plan = command.plan(request, snapshot);
    if (isRefusal(plan) || request.options[pauseOption.name] !== true || pausesAlready(plan)) return plan;
    return around(plan, request, snapshot);
  },
});

const pausesAlready = ({ steps }: Plan): boolean => steps.some(({ kind }) => kind === 'pause-postgres');

function around(plan: Plan, request: Request, snapshot: Snapshot): Plan | Refusal {
  const until = deadlineOf({ options: {}, askedAt: request.askedAt });
  if (typeof until !== 'number') return until;
  const paused = pausedFirst(plan.steps, { snapshot, until });
  if (isRefusal(paused)) return paused;
  const postgres = reliesOnPostgres(snapshot, paused.steps);
  return {
    ...plan,
    line: `${plan.line} --${pauseOption.name}`,
    steps: paused.steps,
    notes: [...plan.notes, ...paused.notes],
    relies: postgres === null ? plan.relies : { ...plan.relies, postgres },
  };
}
