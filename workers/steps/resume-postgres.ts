import { isPaused } from '../../src/core/patroni/pause.ts';
import type { EffectOutcome } from '../../src/core/ports.ts';
import { type Effect, effect, type PausingSite, type StepOf, seen } from './deed.ts';
import { noConfig, observePause, passing, untilSeen } from './pause-postgres.ts';

/**
 * A Patroni whose keys were wiped takes its leader key back in one loop and writes its configuration in the next (patroni/ha.py, `_run_cycle`),
 * and each may first use up its `retry_timeout` on an etcd that knows no login yet: 2 x (20 + 30) s with the slowest times of Pigsty. Milliseconds.
 */
const REWRITTEN_WITHIN_MS = 120_000;

/** Takes back what the bot has paused, and nothing else. What it remembers of it ends when all members have seen the end. */
export const resumePostgres = ({ postgres }: StepOf<'resume-postgres'>, { pausing }: PausingSite): Effect => {
  const act = async (): Promise<EffectOutcome> => {
    const found = await pausing.find(postgres);
    if (!found.ok) return { outcome: 'refused', fault: found.fault };
    const paused = isPaused(found.value);
    if (paused === null) return noConfig;
    if (!paused) return { outcome: 'done' };
    const record = await pausing.recorded(postgres);
    if (record?.before !== 'running') return { outcome: 'refused', fault: { code: 'not_ours', detail: '' } };
    return pausing.send(found.value, false);
  };
  /** Without a configuration nothing is resumed, and it comes back with the pause in it: so it is sent again, whoever waited for it before. */
  const observe = async () => {
    const found = await pausing.find(postgres);
    const missing = found.ok ? isPaused(found.value) === null : found.fault.code === 'no_config';
    return missing ? seen('not_done') : observePause(pausing, postgres, false);
  };
  const forget = async () => {
    const record = await pausing.recorded(postgres);
    if (record !== null) await pausing.forget(record);
  };
  return effect({
    act,
    observe,
    confirm: () => untilSeen(pausing, postgres, false, forget),
    passing: { faults: [...passing.faults, 'no_config'], withinMs: REWRITTEN_WITHIN_MS },
  });
};
