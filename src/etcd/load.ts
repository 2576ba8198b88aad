import type { Histogram } from '../core/history/histogram.ts';
import type { CounterName, Handled, Load } from '../core/history/load.ts';

/** What a page of etcd's metrics tells of the work done (names: etcd's metrics, the same from 3.4 to 3.7). */
export const readLoad = (page: string): Load => ({
  fsync: readHistogram(page, 'etcd_disk_wal_fsync_duration_seconds'),
  commit: readHistogram(page, 'etcd_disk_backend_commit_duration_seconds'),
  peers: readHistogram(page, 'etcd_network_peer_round_trip_time_seconds'),
  requests: readHistogram(page, 'grpc_server_handling_seconds', isUnary),
  counters: { ...readCounters(page), ...readRequests(page), failedSends: readSends(page) },
  ...readMethods(page),
  startedAt: secondsToMs(readNumber(page, 'process_start_time_seconds')),
});

/** As etcd's mixin counts request times: no streams, and no defragmentation, which takes what it takes. */
const isUnary = (labels: string): boolean =>
  labels.includes('grpc_type="unary"') && !labels.includes('grpc_method="Defragment"');

/** `name_bucket{le="0.001"} 12`, ascending, the last one `+Inf`; several of one name are added up. Null when there is none. */
export function readHistogram(page: string, name: string, wanted = (_labels: string) => true): Histogram | null {
  const found = new Map<number, number>();
  for (const [, labels = '', count = ''] of page.matchAll(new RegExp(`^${name}_bucket\\{([^}]*)\\} (\\S+)$`, 'gm'))) {
    const [, bound] = /(?:^|,)le="([^"]+)"/.exec(labels) ?? [];
    if (bound === undefined || !wanted(labels)) continue;
    const at = Number(bound.replace('+Inf', 'Infinity'));
    found.set(at, (found.get(at) ?? 0) + Number(count));
  }
  const total = found.get(Number.POSITIVE_INFINITY);
  const bounds = [...found.keys()].filter(Number.isFinite).sort((one, other) => one - other);
  const counts = bounds.map(bound => found.get(bound) ?? 0);
  return total === undefined || ![...counts, total].every(Number.isFinite) ? null : { bounds, counts, total };
}

const COUNTERS: Readonly<Record<Exclude<CounterName, 'requests' | 'failedRequests' | 'failedSends'>, string>> = {
  leaderChanges: 'etcd_server_leader_changes_seen_total',
  failedProposals: 'etcd_server_proposals_failed_total',
  slowApplies: 'etcd_server_slow_apply_total',
  failedHeartbeats: 'etcd_server_heartbeat_send_failures_total',
};

const readCounters = (page: string) => ({
  leaderChanges: readNumber(page, COUNTERS.leaderChanges),
  failedProposals: readNumber(page, COUNTERS.failedProposals),
  slowApplies: readNumber(page, COUNTERS.slowApplies),
  failedHeartbeats: readNumber(page, COUNTERS.failedHeartbeats),
});

/** The codes that etcd's mixin counts as failed (contrib/mixin/alerts/alerts.libsonnet, etcdHighNumberOfFailedGRPCRequests). */
const FAILED =
  /grpc_code="(?:Unknown|FailedPrecondition|ResourceExhausted|Internal|Unavailable|DataLoss|DeadlineExceeded)"/;

type Counted = { readonly labels: string; readonly count: number };

const readHandled = (page: string): readonly Counted[] =>
  countsOf(page, 'grpc_server_handled_total').filter(({ labels }) => !labels.includes('grpc_method="Defragment"'));

function readRequests(page: string): Pick<Load['counters'], 'requests' | 'failedRequests'> {
  const { requests, failed } = summed(readHandled(page));
  return { requests, failedRequests: failed };
}

/** What is kept of a survey has bounds: those that fail most. */
const MOST_METHODS = 4;

/** The mixin looks at each method alone: what fails seldom in all may be all of one. A stream has ended when it is counted, and mostly as it should. */
function readMethods(page: string): Pick<Load, 'methods'> {
  const unary = readHandled(page).filter(({ labels }) => isUnary(labels));
  const methodOf = ({ labels }: Counted): string => /grpc_method="(\w+)"/.exec(labels)?.[1] ?? '';
  const methods = [...new Set(unary.map(methodOf))]
    .map(method => [method, summed(unary.filter(each => methodOf(each) === method))] as const)
    .filter(([method, { failed }]) => method !== '' && failed > 0)
    .toSorted(([, one], [, other]) => other.failed - one.failed)
    .slice(0, MOST_METHODS);
  return methods.length > 0 ? { methods: Object.fromEntries(methods) } : {};
}

function summed(counted: readonly Counted[]): Handled {
  const sum = (some: readonly Counted[]): number => some.reduce((all, { count }) => all + count, 0);
  return { requests: sum(counted), failed: sum(counted.filter(({ labels }) => FAILED.test(labels))) };
}

/** To all other members together. */
function readSends(page: string): number | null {
  const sends = countsOf(page, 'etcd_network_peer_sent_failures_total');
  return sends.length > 0 ? sends.reduce((all, { count }) => all + count, 0) : null;
}

function countsOf(page: string, name: string): readonly Counted[] {
  const lines = page.matchAll(new RegExp(`^${name}\\{([^}]*)\\} (\\S+)$`, 'gm'));
  return [...lines]
    .map(([, labels = '', text = '']) => ({ labels, count: Number(text) }))
    .filter(({ count }) => Number.isFinite(count));
}

function readNumber(page: string, name: string): number | null {
  const [, text] = new RegExp(`^${name} (\\S+)$`, 'm').exec(page) ?? [];
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

const secondsToMs = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds * 1_000));
