import { isOpenAt, nextOpening } from '../maintenance.ts';
import { say, time } from '../message.ts';
import { onlyResumes } from '../plan.ts';
import { guard, passed, refused, restOf, skipped } from './verdict.ts';

/** An emergency does not wait for its window, nor does PostgreSQL for its failover; nothing else begins outside of one. */
export const maintenance = guard('maintenance', given => {
  const { around } = given;
  const { maintenance: windows = [], breakGlass = false, now } = around;
  if (windows.length === 0) return skipped(say('guard.maintenance.none'));
  if (isOpenAt(windows, now)) return passed(say('guard.maintenance.open'));
  if (breakGlass) return passed(say('guard.maintenance.emergency'));
  if (onlyResumes(restOf(given).steps)) return passed(say('guard.maintenance.resumes'));
  const next = nextOpening(windows, now);
  return refused(
    next === null ? say('guard.maintenance.never') : say('guard.maintenance.closed', { next: time(next) }),
  );
});
