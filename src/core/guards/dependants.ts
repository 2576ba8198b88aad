import { phraseOf } from '../health/fault.ts';
import { inner, say } from '../message.ts';
import { guard, named, passed, skipped } from './verdict.ts';

export const dependants = guard('dependants', ({ snapshot: { patroni } }) => {
  if (patroni.ok) {
    const { length } = patroni.value;
    return passed(
      length > 0
        ? say('guard.dependants.some', { count: length, who: named(patroni.value) })
        : say('guard.dependants.none'),
    );
  }
  return skipped(
    patroni.fault.code === 'not_asked'
      ? say('guard.dependants.not_configured')
      : say('guard.dependants.unreadable', { phrase: inner(phraseOf(patroni.fault)) }),
  );
});
