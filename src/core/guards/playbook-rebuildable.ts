import type { Surroundings } from '../guard.ts';
import { phraseOf } from '../health/fault.ts';
import { code, duration, inner, list, say, verbatim } from '../message.ts';
import { ownershipOf } from '../ownership.ts';
import { isDestroying, type Run, runsIn } from './playbook-runs.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

const MOST_NAMED = 5;

/** Patroni writes its keys anew; nobody else does. What else is deleted here comes back from a verified snapshot, or never. */
export const playbookRebuildable = guard('playbook_rebuildable', given => {
  if (!runsIn(viewOf(given)).some(hasDataToLose)) return skipped(say('guard.playbook_rebuildable.none'));
  const { space } = given.snapshot;
  if (space === undefined) return refused(say('guard.playbook_rebuildable.unasked'));
  if (!space.ok) return refused(say('guard.playbook_rebuildable.unread', { phrase: inner(phraseOf(space.fault)) }));
  const { verdict, foreign, foreignUse, postgres } = ownershipOf(space.value);
  switch (verdict) {
    case 'rebuildable':
      return passed(say('guard.playbook_rebuildable.postgres', { keys: postgres.keys }));
    case 'unknown':
      return refused(say('guard.playbook_rebuildable.unknown', { command: code('space') }));
    case 'needs_backup': {
      const saved = freshBackup(given.around);
      if (saved !== null) return passed(say('guard.playbook_rebuildable.saved', { keys: foreignUse.keys, ...saved }));
      const prefixes = foreign.slice(0, MOST_NAMED).map(({ prefix }) => verbatim(prefix));
      return refused(
        say('guard.playbook_rebuildable.foreign', {
          keys: foreignUse.keys,
          prefixes: list(prefixes),
          command: code('space'),
        }),
      );
    }
  }
});

/** One that is whole and not too old. */
function freshBackup({ backup = null, now }: Surroundings) {
  if (backup?.kind !== 'seen' || backup.newest === null) return null;
  const age = Math.max(0, now - backup.newest.at);
  return age <= backup.maxAgeMs ? { name: code(backup.newest.name), age: duration(age) } : null;
}

/** A new cluster where there is none any more deletes nothing: so it is when a reset goes on after it was interrupted. */
const hasDataToLose = (stage: Run): boolean =>
  isDestroying(stage) && (stage.step.proof.kind !== 'fresh' || stage.before.seats.length > 0);
