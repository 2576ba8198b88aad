import type { Snapshot } from '../../src/core/cluster.ts';
import type { EffectOutcome, EtcdOperator } from '../../src/core/ports.ts';

const done = async (): Promise<EffectOutcome> => ({ outcome: 'done' });

/** An operator of a cluster that looks like this. It says yes to every change and does none. */
export const anOperator = (look: () => Snapshot, more: Partial<EtcdOperator> = {}): EtcdOperator => ({
  survey: async () => look(),
  addLearner: done,
  promote: done,
  removeMember: done,
  updateMember: done,
  moveLeader: done,
  compact: done,
  defragment: done,
  disarm: done,
  proveWrite: done,
  progress: async () => new Map(),
  defragmentation: async () => null,
  processStart: async () => null,
  changeAuth: done,
  takesLogin: async () => null,
  setPause: done,
  ownPassword: () => null,
  close: async () => undefined,
  ...more,
});
