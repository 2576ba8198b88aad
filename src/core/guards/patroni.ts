import { phraseOf } from '../health/fault.ts';
import { votersOf } from '../membership-projection.ts';
import { code, duration, inner, list, say, type Text, verbatim } from '../message.ts';
import type { PostgresState } from '../patroni/cluster.ts';
import { stallBudget } from '../patroni/impact-of.ts';
import { pauseOption } from '../patroni/pause-option.ts';
import { electing, hurtBy, silentIn, stateBefore, switching, turnsAwayAfter } from '../patroni/preflight.ts';
import { postgresOf } from '../patroni/reliance.ts';
import { type Stall, stallsOf } from '../patroni/stall.ts';
import { revives } from './revival.ts';
import { stepsOf } from './targets-of-steps.ts';
import { guard, named, passed, refused, skipped, type View, viewOf } from './verdict.ts';

/**
 * No PostgreSQL cluster loses its primary by what the plan does to etcd. While one of several members is silent Patroni asks another; while
 * nobody can write, every cluster waits, and each only so long. A pause before makes that as long as it may be.
 */
export const patroni = guard('patroni', given => {
  const view = viewOf(given);
  const read = postgresOf(given.snapshot);
  const stalls = stallsOf(given.plan, given.snapshot, given.from);
  if (!read.ok && read.fault.code === 'not_asked') return skipped(say('guard.patroni.not_configured'));
  if (revives(view)) return passed(say('guard.patroni.revives'));
  if (!read.ok) {
    const told = { phrase: inner(phraseOf(read.fault)) };
    return stalls.length > 0
      ? refused(say('guard.patroni.unreadable', told))
      : skipped(say('guard.patroni.unreadable', told));
  }
  const { clusters } = read.value;
  if (clusters.length === 0) return passed(say('guard.patroni.none'));
  const about = { count: clusters.length, who: named(clusters) };
  if (stalls.length === 0) return passed(say('guard.patroni.no_stall', about));
  if (isFull(view)) return passed(say('guard.patroni.no_space', about));
  if (read.value.partial) return refused(say('guard.patroni.partial', { command: code('/etcd space') }));
  const problem = problemOf(stalls, read.value, view);
  return problem === null ? passed(passing(stalls, read.value, view)) : refused(problem);
});

/** etcd takes no write, so nothing can be paused; and what gives it space back is what Patroni waits for. */
const isFull = ({ plan, state }: View): boolean =>
  state.alarms.ok &&
  state.alarms.value.some(({ kind }) => kind === 'NOSPACE') &&
  stepsOf(plan, 'disarm-alarm').some(({ alarm }) => alarm === 'NOSPACE');

function problemOf(stalls: readonly Stall[], now: PostgresState, { plan, around }: View): Text | null {
  const pending = switching(now, around.now);
  if (pending.length > 0) return say('guard.patroni.switchover', { who: named(pending) });
  for (const stall of stalls) {
    const state = stateBefore(plan, stall.number, now);
    const leaderless = electing(state);
    if (leaderless.length > 0) {
      const [{ name } = { name: '' }] = leaderless;
      return say('guard.patroni.leaderless', { who: named(leaderless), command: code(`/etcd pg pause ${name}`) });
    }
    const [tightest, ...others] = hurtBy(stall, state);
    if (tightest)
      return tooLong(
        stall,
        tightest,
        others.map(({ name }) => name),
        plan.line,
      );
  }
  return null;
}

const MOST_NAMES = 20;

function tooLong(
  { number, seconds }: Stall,
  { name, budget }: { readonly name: string; readonly budget: number },
  others: readonly string[],
  line: string,
): Text {
  const flag = `--${pauseOption.name}`;
  const command = code(`/etcd ${line.includes(flag) ? line : `${line} ${flag}`}`);
  const told = { number, name: code(name), budget: duration(budget * 1_000), command };
  const which = list([name, ...others].map(verbatim));
  if (seconds === null) return say('guard.patroni.outage', { number, which, command });
  if (seconds === 'unknown') return say('guard.patroni.size_unknown', { number, which, command });
  return say('guard.patroni.too_long', { ...told, seconds: duration(seconds * 1_000), others: others.length });
}

/** There is room, and who would make it tight if it took longer. */
function passing(stalls: readonly Stall[], now: PostgresState, view: View): Text {
  const room = roomFor(stalls, now, view);
  const silent = silentIn(stateBefore(view.plan, stalls[0]?.number ?? 1, now));
  if (silent.length === 0) return room;
  const who = list(silent.slice(0, MOST_NAMES).map(verbatim));
  return say('guard.patroni.silent', { room: inner(room), who, count: silent.length });
}

function roomFor(stalls: readonly Stall[], now: PostgresState, { plan, membership }: View): Text {
  const outages = stalls.filter(({ reach }) => reach === 'all');
  const longest = outages.toSorted((one, other) => orderOf(other) - orderOf(one))[0];
  if (longest === undefined) {
    const share = duration(turnsAwayAfter(now, votersOf(membership).length) * 1_000);
    return say('guard.patroni.one', { count: now.clusters.length, share });
  }
  const { seconds: budget, tightest } = stallBudget(stateBefore(plan, longest.number, now));
  const about = { number: longest.number, count: now.clusters.length };
  if (budget === null || tightest === null || typeof longest.seconds !== 'number')
    return say('guard.patroni.stays', about);
  const told = { seconds: duration(longest.seconds * 1_000), name: code(tightest), budget: duration(budget * 1_000) };
  return say('guard.patroni.fits', { ...about, ...told });
}

const orderOf = ({ seconds }: Stall): number => (typeof seconds === 'number' ? seconds : Number.POSITIVE_INFINITY);
