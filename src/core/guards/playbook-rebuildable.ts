import type { Fault, Snapshot } from '../cluster.ts';
import type { GuardCase, Surroundings } from '../guard.ts';
import { phraseOf } from '../health/fault.ts';
import { code, duration, inner, list, say, type Text, verbatim } from '../message.ts';
import { ownershipOf } from '../ownership.ts';
import type { PostgresCluster } from '../patroni/cluster.ts';
import { isPaused } from '../patroni/pause.ts';
import { isStandby } from '../patroni/pause-plan.ts';
import { stateBefore } from '../patroni/preflight.ts';
import { postgresOf } from '../patroni/reliance.ts';
import { isUnled, resetUnseen } from '../pigsty/without-login.ts';
import { isDestroying, type Run, runsIn } from './playbook-runs.ts';
import { guard, named, passed, refused, skipped, viewOf } from './verdict.ts';

const MOST_NAMED = 5;

/** Patroni writes its keys anew; nobody else does. What else is deleted here comes back from a verified snapshot, or never. */
export const playbookRebuildable = guard('playbook_rebuildable', given => {
  const wiping = runsIn(viewOf(given)).find(hasDataToLose);
  if (wiping === undefined) return skipped(say('guard.playbook_rebuildable.none'));
  const stuck = pausedStandbys(given, wiping.number);
  const [first] = stuck;
  if (first) {
    const about = { who: named(stuck), count: stuck.length, command: code(`/etcd pg resume ${first.name}`) };
    return refused(say('guard.playbook_rebuildable.standby', about));
  }
  const { space } = given.snapshot;
  if (space === undefined) return refused(say('guard.playbook_rebuildable.unasked'));
  const saved = freshBackup(given.around);
  if (!space.ok) {
    return saved === null
      ? refused(unreadText(space.fault, given.snapshot))
      : passed(say('guard.playbook_rebuildable.saved_unseen', saved));
  }
  const { verdict, foreign, foreignUse, postgres } = ownershipOf(space.value);
  switch (verdict) {
    case 'rebuildable':
      return passed(say('guard.playbook_rebuildable.postgres', { keys: postgres.keys }));
    case 'unknown':
      return saved !== null
        ? passed(say('guard.playbook_rebuildable.saved_unseen', saved))
        : refused(say('guard.playbook_rebuildable.unknown', { command: code('space') }));
    case 'needs_backup': {
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

/**
 * Measured on 3.0.2 and 4.0.7: not paused, a standby cluster writes all of its keys anew within two loops; paused, none but its members'
 * (patroni#3274). Without a quorum nobody can be resumed, and waiting brings nothing back.
 */
function pausedStandbys({ plan, snapshot }: GuardCase, number: number): readonly PostgresCluster[] {
  const read = postgresOf(snapshot);
  if (!read.ok || read.value.oneView) return [];
  return stateBefore(plan, number, read.value).clusters.filter(
    cluster => cluster.memberNames.length > 0 && isStandby(cluster) && isPaused(cluster),
  );
}

/** By hand, somebody can look even where etcd lets nobody in. */
function unreadText(fault: Fault, { pigsty }: Snapshot): Text {
  return isUnled(fault) && pigsty?.ok
    ? say('guard.playbook_rebuildable.no_login', { command: code('playbook restart'), ...resetUnseen(pigsty.value) })
    : say('guard.playbook_rebuildable.unread', { phrase: inner(phraseOf(fault)) });
}

/** One that is whole and not too old. */
function freshBackup({ backup = null, now }: Surroundings) {
  if (backup?.kind !== 'seen' || backup.newest === null) return null;
  const age = Math.max(0, now - backup.newest.at);
  return age <= backup.maxAgeMs ? { name: code(backup.newest.name), age: duration(age) } : null;
}

/** A new cluster where there is none any more deletes nothing: so it is when a reset goes on after it was interrupted. */
const hasDataToLose = (stage: Run): boolean =>
  isDestroying(stage) && (stage.step.proof.kind !== 'fresh' || stage.before.seats.length > 0);
