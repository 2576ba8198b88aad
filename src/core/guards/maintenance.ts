import { isOpenAt, nextOpening } from '../maintenance.ts';
import { say, time } from '../message.ts';
import { guard, passed, refused, skipped } from './verdict.ts';

/** An emergency does not wait for its window; nothing else begins outside of one. */
export const maintenance = guard('maintenance', ({ around }) => {
  const { maintenance: windows = [], breakGlass = false, now } = around;
  if (windows.length === 0) return skipped(say('guard.maintenance.none'));
  if (isOpenAt(windows, now)) return passed(say('guard.maintenance.open'));
  if (breakGlass) return passed(say('guard.maintenance.emergency'));
  const next = nextOpening(windows, now);
  return refused(
    next === null ? say('guard.maintenance.never') : say('guard.maintenance.closed', { next: time(next) }),
  );
});
