import type { StepKind } from '../../src/core/plan.ts';
import { addLearner } from './add-learner.ts';
import { auth } from './auth.ts';
import { awaitHealth } from './await-health.ts';
import { awaitInSync } from './await-in-sync.ts';
import { awaitInventory } from './await-inventory.ts';
import { awaitRestart } from './await-restart.ts';
import { awaitRootPassword } from './await-root-password.ts';
import { compact } from './compact.ts';
import type { Deed, StepOf, WholeSite } from './deed.ts';
import { defragment } from './defragment.ts';
import { disarmAlarm } from './disarm-alarm.ts';
import { moveLeader } from './move-leader.ts';
import { pausePostgres } from './pause-postgres.ts';
import { promote } from './promote.ts';
import { removeMember } from './remove-member.ts';
import { resumePostgres } from './resume-postgres.ts';
import { runPlaybook } from './run-playbook.ts';
import { updateMember } from './update-member.ts';
import { verify } from './verify.ts';

type Runners = { readonly [K in StepKind]: (step: StepOf<K>, site: WholeSite) => Deed };
type Kinded<K extends StepKind> = { [P in K]: StepOf<P> }[K];

/** One runner for every kind of step. */
export const runners = {
  'await-health': awaitHealth,
  'move-leader': moveLeader,
  'add-learner': addLearner,
  'await-in-sync': awaitInSync,
  'await-inventory': awaitInventory,
  'await-restart': awaitRestart,
  'await-root-password': awaitRootPassword,
  promote,
  'remove-member': removeMember,
  'update-member': updateMember,
  compact,
  defragment,
  'disarm-alarm': disarmAlarm,
  auth,
  'pause-postgres': pausePostgres,
  'resume-postgres': resumePostgres,
  'run-playbook': runPlaybook,
  verify,
} satisfies Runners;

/** How a step is done. */
export function deedOf<K extends StepKind>(step: Kinded<K>, site: WholeSite): Deed {
  const all: Runners = runners;
  return all[step.kind](step, site);
}
