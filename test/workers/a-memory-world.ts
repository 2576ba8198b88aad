import { commands } from '../../commands/index.ts';
import type { Announcement } from '../../src/core/announcement.ts';
import type { AuditRecord } from '../../src/core/audit.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { EtcdOperator, Freeze, Operations, Standing } from '../../src/core/ports.ts';
import type { ChangeWorld } from '../../workers/change-world.ts';
import { settingsOf } from '../etcd/a-lab.ts';
import { silent, unmeasured } from '../queue/silence.ts';
import { settingsFor } from './a-change-world.ts';
import { pausesInMemory } from './pauses-in-memory.ts';

/** The ports of a worker in memory. Its clock stands still but for pauses, which take no time. */
export function aMemoryWorld(operator: EtcdOperator | null, more: Partial<ChangeWorld> = {}) {
  const operations = new Map<string, Operation>();
  const audits: AuditRecord[] = [];
  const announced: Announcement[] = [];
  const queued: string[] = [];
  const shown = new Map<string, number>();
  const at: { now: number; freeze: Freeze | null; fence: number } = {
    now: Date.UTC(2026, 10, 22, 3, 10),
    freeze: null,
    fence: 0,
  };
  const standing = (user: string): Standing => ({ user, team: 'T1', name: user, kind: 'member', asOf: at.now });
  const store: Operations = {
    create: async (operation, audit) => {
      if (operations.has(operation.id)) return false;
      operations.set(operation.id, operation);
      audits.push(audit);
      return true;
    },
    load: async id => operations.get(id) ?? null,
    transition: async (id, decide) => {
      const current = operations.get(id);
      if (!current) throw new RangeError(`there is no operation ${id}`);
      const decided = decide(current);
      if (!decided.ok) return decided;
      operations.set(id, decided.value.operation);
      audits.push(decided.value.audit);
      return { ok: true, value: decided.value.operation };
    },
    list: async () => [...operations.values()],
    takeFence: async () => {
      at.fence += 1;
      return at.fence;
    },
    holdsFence: async (_, fence) => fence === at.fence,
  };
  const world: ChangeWorld = {
    settings: settingsFor([settingsOf(['http://10.0.0.1:2379'], { name: 'lab' })]),
    commands,
    operator: (cluster: string) => (cluster === 'lab' ? operator : null),
    operations: store,
    freezes: {
      of: async () => at.freeze,
      agreed: async () => [],
      freeze: async () => undefined,
      unfreeze: async () => null,
    },
    backups: async () => null,
    cards: {
      shown: async (id: string, revision: number) => void shown.set(id, revision),
      behind: async () => [],
    },
    pauses: pausesInMemory(),
    patroni: () => null,
    jobs: { run: async ({ id }: { readonly id: string }) => void queued.push(id) },
    notices: { latest: async (user: string) => standing(user), group: async () => null },
    announcer: { announce: async (announcement: Announcement) => void announced.push(announcement) },
    vault: {
      seal: async () => null,
      open: () => null,
      keep: async () => undefined,
      kept: async () => null,
      drop: async () => undefined,
      makePassword: () => '',
    },
    clock: () => at.now,
    pause: async (ms: number) => {
      at.now += ms;
    },
    meter: unmeasured,
    log: silent,
    ...more,
  };
  return { world, at, operations, audits, announced, queued, shown };
}
