import type { EndpointMetrics } from '../core/cluster.ts';
import type { CallContext, TlsMaterial } from './channel.ts';
import { openPages } from './http.ts';
import { readHistogram, readLoad } from './load.ts';

/** Reads `/metrics` of one endpoint over a connection that stays warm. etcd never puts it under user and password. */
export type MetricsReader = {
  /** `load`: with the histograms of how long writes took. */
  readonly read: (load: boolean, context: CallContext) => Promise<EndpointMetrics>;
  readonly close: () => void;
  /** Who tells, where it is not etcd itself. */
  readonly by?: 'prometheus';
};

const SERIES: Readonly<Record<string, Exclude<keyof EndpointMetrics, 'compaction'>>> = {
  etcd_server_quota_backend_bytes: 'quota',
  etcd_mvcc_db_total_size_in_bytes: 'dbSize',
  etcd_mvcc_db_total_size_in_use_in_bytes: 'dbSizeInUse',
  process_resident_memory_bytes: 'memory',
};

/** Ours carry no labels: `etcd_server_quota_backend_bytes 2.147483648e+09`. */
const SAMPLE = new RegExp(`^(${Object.keys(SERIES).join('|')}) (\\S+)`, 'gm');

const UNTOLD: EndpointMetrics = { quota: null, dbSize: null, dbSizeInUse: null };

export function openMetrics(endpoint: string, tls: TlsMaterial | null): MetricsReader {
  const pages = openPages(endpoint, tls);
  return {
    read: async (load, context) => readPage(await pages.read('/metrics', context), load),
    close: pages.close,
  };
}

/** All that a page tells; `load`: with the histograms. */
export const readPage = (page: string, load: boolean): EndpointMetrics => ({
  ...{ ...UNTOLD, ...readSamples(page), ...defragmentationIn(page), ...compactionIn(page) },
  ...(load ? { load: readLoad(page) } : {}),
});

const DURATIONS = 'etcd_disk_backend_defrag_duration_seconds';
const SUM_AND_COUNT = new RegExp(`^${DURATIONS}_(sum|count) (\\S+)$`, 'gm');

/**
 * The longest one, from above: no longer than the bucket of the longest ends, and than all together. Where no buckets are told it is their mean.
 * Nothing where there was none.
 */
export function defragmentationIn(lines: string): Pick<EndpointMetrics, 'defragmentation'> {
  const told = new Map([...lines.matchAll(SUM_AND_COUNT)].map(([, what = '', text]) => [what, Number(text)] as const));
  const [sum, count] = [told.get('sum') ?? 0, told.get('count') ?? 0];
  const histogram = readHistogram(lines, DURATIONS);
  // Counts are cumulative: the first bucket that holds all of them ends above the longest.
  const full = histogram === null ? -1 : histogram.counts.findIndex(each => each >= histogram.total);
  const longest = histogram === null ? sum / count : Math.min(sum, histogram.bounds[full] ?? sum);
  return count > 0 && longest > 0 && Number.isFinite(longest) ? { defragmentation: longest } : {};
}

const COMPACTION =
  /^(etcd_debugging_mvcc_(?:current_revision|compact_revision|db_compaction_last)|process_start_time_seconds) (\S+)$/gm;

/** How far history is compacted, and when that last happened in this process. */
export function compactionIn(lines: string): Pick<EndpointMetrics, 'compaction'> {
  const told = new Map([...lines.matchAll(COMPACTION)].map(([, series = '', text]) => [series, Number(text)] as const));
  const revision = told.get('etcd_debugging_mvcc_current_revision');
  const compactRevision = told.get('etcd_debugging_mvcc_compact_revision');
  if (revision === undefined || compactRevision === undefined) return {};
  const last = told.get('etcd_debugging_mvcc_db_compaction_last');
  const start = told.get('process_start_time_seconds');
  return {
    compaction: {
      revision,
      // -1 before the first one.
      compactRevision: Math.max(0, compactRevision),
      at: last !== undefined && last > 0 ? Math.round(last * 1_000) : null,
      since: start === undefined ? null : Math.round(start * 1_000),
      tellsAge: last !== undefined,
    },
  };
}

/** What these lines tell; a quota of -1 (none set) and what is no number are left out. */
export function readSamples(lines: string): Partial<EndpointMetrics> {
  const samples = [...lines.matchAll(SAMPLE)].map(([, series = '', text]) => [SERIES[series], Number(text)] as const);
  return Object.fromEntries(samples.filter(([, value]) => value > 0 && Number.isFinite(value)));
}
