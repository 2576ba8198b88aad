import { isPaused } from '../../src/core/patroni/pause.ts';
import type { EffectOutcome } from '../../src/core/ports.ts';
import { type Effect, effect, type PausingSite, type StepOf } from './deed.ts';
import { noConfig, observePause, passing, untilSeen } from './pause-postgres.ts';

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
  const forget = async () => {
    const record = await pausing.recorded(postgres);
    if (record !== null) await pausing.forget(record);
  };
  return effect({
    act,
    observe: () => observePause(pausing, postgres, false),
    confirm: () => untilSeen(pausing, postgres, false, forget),
    passing,
  });
};
