import { say, time } from '../message.ts';
import { onlyResumes } from '../plan.ts';
import { guard, passed, refused, restOf } from './verdict.ts';

/** A failover that is switched off is not kept off by a freeze. */
export const freeze = guard('freeze', given => {
  const { around } = given;
  if (!around.freeze) return passed(say('guard.freeze.open'));
  const { by, at, reason } = around.freeze;
  const told = { by, at: time(at), reason };
  return onlyResumes(restOf(given).steps)
    ? passed(say('guard.freeze.resumes', told))
    : refused(say('guard.freeze.frozen', told));
});
