import type { StepRecord } from '../../src/core/operation.ts';
import type { Plan } from '../../src/core/plan.ts';
import { pausingOf } from '../../workers/pausing.ts';
import type { Run } from '../../workers/run.ts';
import { aCluster } from '../a-cluster.ts';
import { anOperation } from '../store/an-operation.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { anOperator } from './an-operator.ts';

const plan: Plan = {
  ...{ version: 1, cluster: 'lab', command: 'compact', line: 'compact', notes: [], postgres: null },
  steps: [{ kind: 'compact', revision: 1, physical: false }],
  relies: { clusterId: 'c1', members: [], leader: null, alarms: [] },
};

/** A run whose first step has begun, with what is noted of it. */
export function aRun() {
  const memory = aMemoryWorld(anOperator(() => aCluster('lab').snapshot()));
  const begun: StepRecord = { state: 'running', startedAt: memory.at.now, endedAt: null, note: null };
  memory.operations.set('op-1', anOperation('op-1', { plan, state: 'running', fence: 1, steps: [begun] }));
  const stop = new AbortController();
  const run: Run = {
    ...{ id: 'op-1', fence: 1, stop: stop.signal, world: memory.world },
    operator: anOperator(() => aCluster('lab').snapshot()),
    pausing: pausingOf(anOperation('op-1', { plan }), {
      operator: anOperator(() => aCluster('lab').snapshot()),
      holdsFence: async () => true,
      world: memory.world,
    }),
    passwords: { open: async () => null, made: async () => null, issue: async () => null, show: async () => false },
  };
  return {
    run,
    begun,
    notes: memory.audits,
    cancel: () => {
      const operation = memory.operations.get('op-1');
      if (operation) memory.operations.set('op-1', { ...operation, cancel: { user: 'U1', name: 'alice', at: 0 } });
    },
    end: () => stop.abort(),
  };
}
