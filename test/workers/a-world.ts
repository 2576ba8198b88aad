import { commands } from '../../commands/index.ts';
import type { Announcement } from '../../src/core/announcement.ts';
import { memberId, notAsked, type Snapshot } from '../../src/core/cluster.ts';
import type { ReportBaseline } from '../../src/core/facts/report.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { present } from '../../src/present/present.ts';
import { presentRefusal } from '../../src/present/refusal.ts';
import type { World } from '../../workers/survey.ts';
import { silent, unmeasured } from '../queue/silence.ts';

export const aSnapshot = (cluster: string): Snapshot => ({
  cluster,
  takenAt: 1_000,
  tookMs: 5,
  endpoints: [],
  members: {
    ok: true,
    value: {
      members: [{ id: memberId('a1'), name: 'etcd-1', peerUrls: [], clientUrls: [], learner: false }],
      linearizable: true,
      clusterId: 'c1',
    },
  },
  alarms: { ok: true, value: [] },
  patroni: notAsked,
  keys: notAsked,
});

export const aReader = (cluster: string): EtcdReader => ({
  survey: async () => aSnapshot(cluster),
  close: async () => undefined,
});

/** The ports of a worker, with what was put through them. */
export function aWorld(more: Partial<World> = {}) {
  const announced: Announcement[] = [];
  const kept = new Map<string, ReportBaseline>();
  const world: World = {
    reader: cluster => (cluster === 'prod' ? aReader(cluster) : null),
    commands,
    present: said => (isRefusal(said) ? presentRefusal(said) : present(said)),
    announcer: { announce: async announcement => void announced.push(announcement) },
    reports: {
      lastReport: async (channel, cluster) => kept.get(`${channel} ${cluster}`) ?? null,
      keepReport: async (channel, cluster, baseline) => void kept.set(`${channel} ${cluster}`, baseline),
    },
    clock: () => 2_000,
    meter: unmeasured,
    log: silent,
    ...more,
  };
  return { world, announced, kept };
}
