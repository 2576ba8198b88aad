import type { PauseRecord, Pauses } from '../../src/core/patroni/pause.ts';
import { canonical } from '../../src/core/plan.ts';

/** What the store remembers of pauses, for worlds without one. All clusters share it. */
export function pausesInMemory(): Pauses {
  const ours = new Map<string, PauseRecord>();
  const others = new Map<string, number>();
  return {
    of: async () => ({
      ours: [...ours.values()],
      others: [...others].map(([postgres, since]) => ({ postgres, since })),
    }),
    keep: async (_, record) => void ours.set(record.postgres, record),
    replace: async (_, record, by) => {
      if (canonical(ours.get(record.postgres)) !== canonical(record)) return false;
      ours.delete(record.postgres);
      if (by !== null) ours.set(by.postgres, by);
      return true;
    },
    see: async (_, postgres, now) => {
      for (const name of [...others.keys()].filter(known => !postgres.includes(known))) others.delete(name);
      for (const name of postgres.filter(seen => !others.has(seen))) others.set(name, now);
    },
  };
}
