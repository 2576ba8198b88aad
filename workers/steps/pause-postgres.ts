import { list, say, verbatim } from '../../src/core/message.ts';
import type { PostgresCluster } from '../../src/core/patroni/cluster.ts';
import { acknowledged, acknowledgeWithin, isPaused } from '../../src/core/patroni/pause.ts';
import type { EffectOutcome } from '../../src/core/ports.ts';
import type { Pausing } from '../pausing.ts';
import { type Effect, effect, type Look, type PausingSite, type StepOf, seen, type Wait } from './deed.ts';

/** Written down before it is sent: a pause of the bot's that nobody knows of would never be taken back. */
export const pausePostgres = ({ postgres, until }: StepOf<'pause-postgres'>, { pausing }: PausingSite): Effect => {
  let strange = false;
  const act = async (): Promise<EffectOutcome> => {
    const found = await pausing.find(postgres);
    if (!found.ok) return { outcome: 'refused', fault: found.fault };
    const paused = isPaused(found.value);
    if (paused === null) return noConfig;
    const known = await pausing.recorded(postgres);
    const before = paused && known?.before !== 'running' ? 'paused' : 'running';
    strange = before === 'paused';
    await pausing.record(postgres, { until: strange ? null : until, before });
    if (paused) return { outcome: 'done' };
    const outcome = await pausing.send(found.value, true);
    const kept = outcome.outcome === 'refused' && known === null ? await pausing.recorded(postgres) : null;
    if (kept !== null) await pausing.forget(kept);
    return outcome;
  };
  return effect({
    act,
    observe: () => observePause(pausing, postgres, true),
    told: async () => (strange ? say('running.pause.others') : null),
    confirm: () => untilSeen(pausing, postgres, true),
    passing,
  });
};

export const noConfig: EffectOutcome = { outcome: 'refused', fault: { code: 'no_config', detail: '' } };

/** Two who write at the same moment: one is told to come again (patroni/api.py, 409). */
export const passing: Effect['passing'] = { faults: ['conflict'], withinMs: 15_000 };

export async function observePause(pausing: Pausing, postgres: string, pause: boolean) {
  const found = await pausing.find(postgres);
  const paused = found.ok ? isPaused(found.value) : null;
  if (paused === null) return seen('unknown');
  return seen(paused === pause ? 'done' : 'not_done');
}

/** Until every member has written down that it knows. Who has not is named. */
export async function untilSeen(
  pausing: Pausing,
  postgres: string,
  pause: boolean,
  whenSeen: () => Promise<void> = async () => undefined,
): Promise<Wait> {
  const first = await pausing.find(postgres);
  return {
    kind: 'wait',
    look: async () => {
      const found = await pausing.find(postgres);
      if (!found.ok) return { state: 'waiting', note: null };
      const look = lookAt(found.value, pause);
      if (look.state === 'done') await whenSeen();
      return look;
    },
    withinMs: first.ok ? acknowledgeWithin(first.value) : UNREADABLE_MS,
    everyMs: 500,
  };
}

const UNREADABLE_MS = 60_000;

function lookAt(cluster: PostgresCluster, pause: boolean): Look {
  if (isPaused(cluster) === !pause) return { state: 'hopeless', note: say('running.pause.lost') };
  const { seen: done, of, missing } = acknowledged(cluster, pause);
  if (of === 0) return { state: 'done', note: say('running.pause.nobody') };
  if (missing.length === 0) return { state: 'done', note: say('running.pause.seen', { of }) };
  const who = list(missing.map(name => verbatim(name)));
  return { state: 'waiting', note: say('running.pause.waits', { seen: done, of, who }) };
}
