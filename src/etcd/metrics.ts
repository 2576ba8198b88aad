import { get as getPlain, type IncomingMessage, Agent as PlainAgent } from 'node:http';
import { get as getSecure, Agent as SecureAgent } from 'node:https';
import type { EndpointMetrics } from '../core/cluster.ts';
import type { CallContext, TlsMaterial } from './channel.ts';

/** Reads `/metrics` of one endpoint over a connection that stays warm. etcd never puts it under user and password. */
export type MetricsReader = {
  readonly read: (context: CallContext) => Promise<EndpointMetrics>;
  readonly close: () => void;
};

/** etcd's page is some 100 KiB; whatever answers with more than this is not etcd. */
const LARGEST_PAGE_BYTES = 8 * 1024 * 1024;

const SERIES: Readonly<Record<string, keyof EndpointMetrics>> = {
  etcd_server_quota_backend_bytes: 'quota',
  etcd_mvcc_db_total_size_in_bytes: 'dbSize',
  etcd_mvcc_db_total_size_in_use_in_bytes: 'dbSizeInUse',
};

/** Ours carry no labels: `etcd_server_quota_backend_bytes 2.147483648e+09`. */
const SAMPLE = new RegExp(`^(${Object.keys(SERIES).join('|')}) (\\S+)`, 'gm');

export function openMetrics(endpoint: string, tls: TlsMaterial | null): MetricsReader {
  const secure = endpoint.startsWith('https:');
  const options = { keepAlive: true, maxSockets: 2 };
  const agent = secure ? new SecureAgent({ ...options, ...givenOf(tls) }) : new PlainAgent(options);
  const get = secure ? getSecure : getPlain;
  return {
    read: context =>
      new Promise<EndpointMetrics>((resolve, reject) => {
        const request = get(`${endpoint}/metrics`, { agent }, response => {
          pickSeries(response).then(resolve, reject);
        });
        const giveUp = (words: string): void => {
          reject(new Error(words));
          request.destroy();
        };
        const timer = setTimeout(() => giveUp('Deadline exceeded'), Math.max(0, context.deadline - Date.now()));
        const cancel = (): void => giveUp('Cancelled on client');
        context.signal?.addEventListener('abort', cancel, { once: true });
        if (context.signal?.aborted) cancel();
        request.on('error', reject);
        request.once('close', () => {
          clearTimeout(timer);
          context.signal?.removeEventListener('abort', cancel);
        });
      }),
    close: () => agent.destroy(),
  };
}

const givenOf = (tls: TlsMaterial | null) => ({
  ...(tls?.ca ? { ca: tls.ca } : {}),
  ...(tls?.cert ? { cert: tls.cert } : {}),
  ...(tls?.key ? { key: tls.key } : {}),
});

async function pickSeries(response: IncomingMessage): Promise<EndpointMetrics> {
  if (response.statusCode !== 200) {
    response.resume();
    throw new Error(`GET /metrics was answered with HTTP status ${response.statusCode}`);
  }
  let metrics: EndpointMetrics = { quota: null, dbSize: null, dbSizeInUse: null };
  let bytes = 0;
  let unfinished = '';
  response.setEncoding('latin1');
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > LARGEST_PAGE_BYTES) throw new Error('GET /metrics: received message larger than max');
    const text: string = unfinished + chunk;
    const end = text.lastIndexOf('\n') + 1;
    metrics = { ...metrics, ...readSamples(text.slice(0, end)) };
    unfinished = text.slice(end);
  }
  return { ...metrics, ...readSamples(unfinished) };
}

/** What these lines tell; a quota of -1 (none set) and what is no number are left out. */
export function readSamples(lines: string): Partial<EndpointMetrics> {
  const samples = [...lines.matchAll(SAMPLE)].map(([, series = '', text]) => [SERIES[series], Number(text)] as const);
  return Object.fromEntries(samples.filter(([, value]) => value > 0 && Number.isFinite(value)));
}
