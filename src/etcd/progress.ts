import { z } from 'zod';
import { isMemberId, type MemberId } from '../core/cluster.ts';
import type { Defragmentation } from '../core/ports.ts';
import type { CallContext, TlsMaterial } from './channel.ts';
import { openPages } from './http.ts';

/** What only the HTTP side of a member tells about work that takes its time. */
export type ProgressReader = {
  /**
   * How much of its own log every member has confirmed to this one, 0..1; empty unless it leads. etcd promotes a learner from 0.9 on
   * (server/etcdserver/server.go, readyPercentThreshold).
   */
  readonly replication: (context: CallContext) => Promise<ReadonlyMap<MemberId, number>>;
  /** Null where etcd does not tell. */
  readonly defragmentation: (context: CallContext) => Promise<Defragmentation | null>;
  /** Milliseconds since the epoch, by the clock of its machine. */
  readonly processStart: (context: CallContext) => Promise<number | null>;
  readonly close: () => void;
};

/** etcd publishes raft's status here since 3.1, as JSON (server/etcdserver/raft.go). The rest of the page is Go's own. */
const vars = z.object({
  'raft.status': z.object({ progress: z.record(z.string(), z.object({ match: z.number() })) }),
});

const SERIES = {
  inflight: /^etcd_disk_defrag_inflight (\S+)$/m,
  done: /^etcd_disk_backend_defrag_duration_seconds_count (\S+)$/m,
  start: /^process_start_time_seconds (\S+)$/m,
} as const;

export function openProgress(endpoint: string, tls: TlsMaterial | null): ProgressReader {
  const pages = openPages(endpoint, tls);
  return {
    replication: async context => replicationIn(await pages.read('/debug/vars', context)),
    defragmentation: async context => defragmentationIn(await pages.read('/metrics', context)),
    processStart: async context => processStartIn(await pages.read('/metrics', context)),
    close: pages.close,
  };
}

export function defragmentationIn(page: string): Defragmentation | null {
  const [inflight, done, start] = [SERIES.inflight, SERIES.done, SERIES.start].map(series => series.exec(page)?.[1]);
  if (inflight === undefined || done === undefined || start === undefined) return null;
  return { running: Number(inflight) > 0, done: Number(done), since: Math.round(Number(start) * 1_000) };
}

export function processStartIn(page: string): number | null {
  const start = SERIES.start.exec(page)?.[1];
  return start === undefined ? null : Math.round(Number(start) * 1_000);
}

/** @throws for a page that is not etcd's. */
export function replicationIn(page: string): ReadonlyMap<MemberId, number> {
  const { progress } = vars.parse(JSON.parse(page))['raft.status'];
  // The leader itself has matched all that it has.
  const last = Math.max(0, ...Object.values(progress).map(({ match }) => match));
  const members = Object.entries(progress).flatMap(([id, { match }]) =>
    isMemberId(id) ? [[id, last > 0 ? match / last : 0] as const] : [],
  );
  return new Map(members);
}
