import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { commands } from '../../commands/index.ts';
import type { Announcement } from '../../src/core/announcement.ts';
import type { EtcdOperator, Log } from '../../src/core/ports.ts';
import type { ClusterSettings, Settings } from '../../src/core/settings.ts';
import { openEtcdOperator } from '../../src/etcd/operator.ts';
import { openBackups } from '../../src/snapshots/backups.ts';
import { openStanding } from '../../src/store/standing.ts';
import { openVault } from '../../src/wiring/sealing.ts';
import type { ChangeWorld } from '../../workers/change-world.ts';
import { rememberPauses } from '../../workers/remember-pauses.ts';
import { silent, unmeasured } from '../queue/silence.ts';
import { aStore } from '../store/a-store.ts';

const rule = (required: number) => ({ required, expiresMs: 600_000, typed: false });

/** alice asks, bob and carol approve; nothing in development needs it. */
export const settingsFor = (clusters: readonly ClusterSettings[], more: Partial<Settings> = {}): Settings => ({
  language: 'en',
  redis: { url: '', prefix: '' },
  clusters,
  channels: [{ id: 'C1', cluster: 'lab', language: 'en', reports: null, alerts: false }],
  access: {
    viewers: { users: [], groups: [], channels: true },
    operators: { users: ['U1'], groups: [] },
    approvers: { users: ['U2', 'U3'], groups: [] },
    terminal: {},
  },
  approvals: { production: rule(1), staging: rule(1), development: rule(0), destructive: rule(0) },
  ...more,
});

export type AChangeWorld = Awaited<ReturnType<typeof aChangeWorld>>;

/** The ports of a worker on a real store and real clusters. What is announced and queued is kept for the test to see. */
export async function aChangeWorld(
  url: string,
  prefix: string,
  settings: Settings,
  { log = silent, patience = 1 }: { readonly log?: Log; readonly patience?: number } = {},
) {
  const store = await aStore(url, prefix);
  const standing = openStanding(store.redis, prefix);
  const operators = new Map<string, EtcdOperator>(
    settings.clusters.map(cluster => [
      cluster.name,
      rememberPauses(openEtcdOperator(cluster, log), cluster.name, store.pauses),
    ]),
  );
  const announced: Announcement[] = [];
  const queued: string[] = [];
  const world: ChangeWorld = {
    settings,
    commands,
    operator: cluster => operators.get(cluster) ?? null,
    operations: store.operations,
    freezes: store.freezes,
    backups: openBackups(settings.clusters, log),
    cards: store.cards,
    pauses: store.pauses,
    patroni: () => null,
    jobs: { run: async ({ id }) => void queued.push(id) },
    notices: standing,
    announcer: { announce: async announcement => void announced.push(announcement) },
    vault: (await openVault({ redis: store.redis, prefix, clock: Date.now, log })).vault,
    clock: Date.now,
    pause: async (ms, stop) => {
      await wait(ms * patience, undefined, { signal: stop }).catch(() => undefined);
    },
    meter: unmeasured,
    log,
  };
  const vouch = async (...users: readonly string[]) => {
    for (const user of users) {
      await standing.publishPerson({ user, team: 'T1', name: user, kind: 'member', asOf: Date.now() });
    }
  };
  await vouch('U1', 'U2', 'U3');
  return {
    world,
    store,
    standing,
    vouch,
    announced,
    queued,
    close: async () => {
      await Promise.all([...operators.values()].map(operator => operator.close()));
      await store.close();
    },
  };
}

export const aPrefix = (): string => `{${randomUUID()}}`;
