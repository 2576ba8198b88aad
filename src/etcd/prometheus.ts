import { z } from 'zod';
import type { PrometheusSettings } from '../core/settings.ts';
import { type CallContext, splitEndpoint } from './channel.ts';
import { openPages } from './http.ts';
import { type MetricsReader, readPage } from './metrics.ts';

/** Everything that `readPage` looks for. */
const NAMES = [
  'process_(start_time_seconds|resident_memory_bytes)',
  'etcd_server_(quota_backend_bytes|leader_changes_seen_total|proposals_failed_total)',
  'etcd_server_(slow_apply_total|heartbeat_send_failures_total)',
  'etcd_mvcc_db_total_size_in(_use_in)?_bytes',
  'etcd_debugging_mvcc_(current_revision|compact_revision|db_compaction_last)',
  'etcd_disk_(wal_fsync|backend_commit)_duration_seconds_bucket',
  'etcd_disk_backend_defrag_duration_seconds_(sum|count|bucket)',
  'etcd_network_peer_(round_trip_time_seconds_bucket|sent_failures_total)',
  'grpc_server_handling_seconds_bucket',
  'grpc_server_handled_total',
].join('|');

/** Labels that etcd sets itself; all others name the target. */
const OWN = ['le', 'To', 'grpc_code', 'grpc_method', 'grpc_service', 'grpc_type'];

const answer = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

/** One scraped process: its labels, and its newest samples as a page of metrics. */
type Target = { readonly labels: Readonly<Record<string, string>>; readonly page: string };

/**
 * Reads the metrics of members from a Prometheus that scrapes them (its HTTP API, /api/v1/query), in one query for all of a survey. What
 * `instance` or `ip` says is compared with the endpoints: host and port first, then the host alone.
 */
export function openPrometheus({ url, token, selector }: PrometheusSettings, endpoints: readonly string[]) {
  const pages = openPages(url, null, token === null ? {} : { authorization: `Bearer ${token}` });
  const path = `/api/v1/query?query=${encodeURIComponent(queryFor(selector, endpoints))}`;
  const asked = new WeakMap<CallContext, Promise<readonly Target[]>>();
  const ask = (context: CallContext): Promise<readonly Target[]> => {
    const known = asked.get(context) ?? pages.read(path, context).then(targetsIn);
    asked.set(context, known);
    return known;
  };
  return {
    of: (endpoint: string): MetricsReader => ({
      by: 'prometheus',
      read: async (load, context) => readPage(targetOf(endpoint, await ask(context)).page, load),
      close: pages.close,
    }),
  };
}

/** Who gives no selector means whatever runs on the hosts of the endpoints: a large Prometheus is not asked for all it has. */
function queryFor(selector: string | null, endpoints: readonly string[]): string {
  const hosts = endpoints.map(endpoint => `${quoted(splitEndpoint(endpoint).host)}`).join('|');
  return `{__name__=~"${NAMES}",${selector ?? `instance=~"\\\\[?(${hosts})\\\\]?(:[0-9]+)?"`}}`;
}

/** Within a regular expression within a text of PromQL. */
const quoted = (host: string): string => host.replace(/[^A-Za-z0-9]/g, sign => `\\\\${sign}`);

/** Whatever stands in the way may answer, too, such as a page to log in. */
function answerIn(text: string): z.output<typeof answer> {
  try {
    return answer.parse(JSON.parse(text));
  } catch {
    throw new Error('what answers there is no Prometheus');
  }
}

/** Other exporters on the same hosts tell when they began, too: only what speaks of etcd counts. */
function targetsIn(text: string): readonly Target[] {
  const lines = new Map<string, string[]>();
  for (const { metric, value } of answerIn(text).data.result) {
    const { __name__: name = '', ...labels } = metric;
    const [own, others] = [true, false].map(wanted =>
      Object.entries(labels)
        .filter(([label]) => OWN.includes(label) === wanted)
        .toSorted(([one], [other]) => (one < other ? -1 : 1)),
    );
    const key = JSON.stringify(others);
    const told = (own ?? []).map(([label, words]) => `${label}=${JSON.stringify(words)}`).join(',');
    lines.set(key, [...(lines.get(key) ?? []), `${name}${told === '' ? '' : `{${told}}`} ${value[1]}`]);
  }
  return [...lines].flatMap(([key, page]) =>
    page.some(line => line.startsWith('etcd_'))
      ? [{ labels: Object.fromEntries(labelsIn(key)), page: page.join('\n') }]
      : [],
  );
}

const labelsIn = (key: string) => z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(key));

/** @throws what `toFault` knows as `no_data` unless there is exactly one. */
function targetOf(endpoint: string, targets: readonly Target[]): Target {
  const { host, port } = splitEndpoint(endpoint);
  const exact = targets.filter(({ labels }) => partsOf(labels.instance) === `${host} ${port}`);
  const near = targets.filter(({ labels }) => partsOf(labels.instance).split(' ')[0] === host || labels.ip === host);
  const found = exact.length > 0 ? exact : near;
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`Prometheus has ${found.length} targets for ${host}:${port} among ${targets.length} of etcd`);
  return only;
}

/** `10.0.0.1:2379` and `[::1]:2379` as host and port. */
function partsOf(instance = ''): string {
  const [, host = instance, port = ''] = /^(.*?)(?::(\d+))?$/.exec(instance.toLowerCase()) ?? [];
  return `${host.replace(/^\[|\]$/g, '')} ${port}`;
}
