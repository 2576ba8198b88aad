import {
  type EndpointReport,
  type EndpointStatus,
  type Member,
  notAsked,
  type Reading,
  type SurveyPart,
} from '../core/cluster.ts';
import type { CallContext } from './channel.ts';
import type { EndpointConnection } from './connection.ts';
import { toFault } from './errors.ts';
import { askHashes } from './hashes.ts';
import type { MetricsReader } from './metrics.ts';
import { reading } from './reading.ts';

/** The key etcdctl's `endpoint health` reads; it need not exist. */
export const PROBE_KEY = 'health';

/** Endpoints whose Status told the quota (etcd 3.6 and later): their metrics need not be read again. */
export type EndpointMemory = Set<string>;
export const endpointMemory = (): EndpointMemory => new Set();

/** Asks every endpoint at once for what the parts need of it. Never rejects. */
export async function askEndpoints(
  endpoints: readonly EndpointConnection[],
  memory: EndpointMemory,
  parts: readonly SurveyPart[],
  context: CallContext,
): Promise<readonly EndpointReport[]> {
  const wants = (part: SurveyPart): boolean => parts.includes(part);
  const needsStatus = wants('status') || wants('hashes');
  const asked = endpoints.map(endpoint => ({
    endpoint,
    status: needsStatus ? reading(endpoint.calls.status(context)) : Promise.resolve(notAsked),
    probes: wants('probes') ? probe(endpoint, context) : null,
    metrics:
      wants('metrics') || wants('all-metrics')
        ? askMetrics(endpoint, wants('all-metrics') ? new Set() : memory, wants('load'), context)
        : Promise.resolve(notAsked),
    list: wants('lists') ? reading(ownList(endpoint, context)) : null,
  }));
  const hashes = wants('hashes') ? await askHashes(asked, context) : null;

  return Promise.all(
    asked.map(async ({ endpoint, status, probes, metrics, list }, index) => {
      const told = await status;
      remember(memory, endpoint, told);
      return {
        endpoint: endpoint.endpoint,
        status: wants('status') ? told : notAsked,
        linearizable: (await probes?.linearizable) ?? notAsked,
        serializable: (await probes?.serializable) ?? notAsked,
        metrics: await metrics,
        hash: (await hashes?.[index]) ?? notAsked,
        ...(list && { list: await list }),
      };
    }),
  );
}

const ownList = async ({ calls }: EndpointConnection, context: CallContext): Promise<readonly Member[]> =>
  (await calls.memberList(false, context)).members;

function probe({ calls }: EndpointConnection, context: CallContext) {
  return {
    linearizable: answered(() => calls.probe(PROBE_KEY, 'linearizable', { ...context, requireLeader: true })),
    serializable: answered(() => calls.probe(PROBE_KEY, 'serializable', context)),
  };
}

/**
 * etcd judges permission after the read has been agreed on (server/etcdserver/v3_server.go, Range), so a denied read proves health;
 * etcdctl's `endpoint health` counts it so, too.
 */
async function answered(call: () => Promise<number>): Promise<Reading<number>> {
  const started = performance.now();
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    const fault = toFault(error);
    if (fault.code !== 'permission_denied') return { ok: false, fault };
    return { ok: true, value: performance.now() - started };
  }
}

function askMetrics(
  { endpoint, metrics }: EndpointConnection,
  memory: EndpointMemory,
  load: boolean,
  context: CallContext,
) {
  return memory.has(endpoint) && !load ? Promise.resolve(notAsked) : readingBy(metrics, load, context);
}

async function readingBy({ by, read }: MetricsReader, load: boolean, context: CallContext) {
  const told = await reading(read(load, context));
  return told.ok || by === undefined ? told : { ...told, fault: { ...told.fault, by } };
}

function remember(memory: EndpointMemory, { endpoint }: EndpointConnection, status: Reading<EndpointStatus>): void {
  if (!status.ok) return;
  if (status.value.quota !== null) memory.add(endpoint);
  else memory.delete(endpoint);
}
