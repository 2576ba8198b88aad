import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from '../core/ports.ts';
import { collectWatched, type WatchedClusters } from './watched.ts';

export type Metrics = {
  readonly meter: Meter;
  /** Prometheus text exposition format. */
  readonly expose: () => Promise<string>;
  readonly contentType: string;
};

/** Jobs by state of each queue, asked when somebody scrapes. */
export type QueueDepths = () => Promise<
  readonly { readonly queue: string; readonly state: string; readonly jobs: number }[]
>;

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const nobodyWatched: WatchedClusters = { names: () => [], rows: async () => [] };

/** One registry per process: two of them in one process (`npm start`) count apart. */
export function openMetrics(depths: QueueDepths, watched: WatchedClusters = nobodyWatched): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  collectDepths(registry, depths);
  collectWatched(registry, watched);
  return { meter: meterOf(registry), expose: () => registry.metrics(), contentType: registry.contentType };
}

function collectDepths(registry: Registry, depths: QueueDepths): void {
  new Gauge({
    name: 'etcd_chatops_queue_jobs',
    help: 'Jobs in each queue by state',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      // A scrape must answer while Redis is away: the depth is then absent rather than old.
      this.reset();
      const rows = await depths().catch(() => []);
      for (const { queue, state, jobs } of rows) this.set({ queue, state }, jobs);
    },
  });
}

function meterOf(registry: Registry): Meter {
  const registers = [registry];
  const asked = new Counter({
    name: 'etcd_chatops_commands_total',
    help: 'Commands asked',
    labelNames: ['command', 'way'],
    registers,
  });
  const refused = new Counter({
    name: 'etcd_chatops_refusals_total',
    help: 'Commands refused',
    labelNames: ['command', 'code'],
    registers,
  });
  const acks = new Histogram({
    name: 'etcd_chatops_ack_seconds',
    help: 'From receipt to acknowledgement',
    labelNames: ['kind'],
    buckets: seconds,
    registers,
  });
  const jobs = new Histogram({
    name: 'etcd_chatops_job_seconds',
    help: 'From queued to done',
    labelNames: ['queue', 'outcome'],
    buckets: seconds,
    registers,
  });
  const deliveries = new Counter({
    name: 'etcd_chatops_deliveries_total',
    help: 'Messages put into Slack',
    labelNames: ['way', 'outcome'],
    registers,
  });
  const sockets = new Gauge({
    name: 'etcd_chatops_socket_connections',
    help: 'Open Socket Mode connections',
    registers,
  });
  const webhooks = new Counter({
    name: 'etcd_chatops_webhook_deliveries_total',
    help: 'Alerts posted to webhooks',
    labelNames: ['outcome'],
    registers,
  });
  const surveys = new Histogram({
    name: 'etcd_chatops_survey_seconds',
    help: 'Time to survey a cluster',
    labelNames: ['cluster'],
    buckets: seconds,
    registers,
  });
  const healthy = new Gauge({
    name: 'etcd_chatops_cluster_voters_healthy',
    help: 'Healthy voters at the last survey',
    labelNames: ['cluster'],
    registers,
  });
  const voters = new Gauge({
    name: 'etcd_chatops_cluster_voters',
    help: 'Voters at the last survey',
    labelNames: ['cluster'],
    registers,
  });
  const leaders = new Gauge({
    name: 'etcd_chatops_cluster_has_leader',
    help: '1 when the last survey saw a leader',
    labelNames: ['cluster'],
    registers,
  });
  return {
    commandAsked: (command, way) => asked.inc({ command, way }),
    commandRefused: (command, code) => refused.inc({ command, code }),
    acknowledged: (time, kind) => acks.observe({ kind }, time),
    jobDone: (queue, outcome, time) => jobs.observe({ queue, outcome }, time),
    delivered: (way, outcome) => deliveries.inc({ way, outcome }),
    socketConnections: open => sockets.set(open),
    webhookPosted: outcome => webhooks.inc({ outcome }),
    surveyed: (cluster, time, members, leader) => {
      surveys.observe({ cluster }, time);
      healthy.set({ cluster }, members.healthy);
      voters.set({ cluster }, members.voters);
      leaders.set({ cluster }, leader ? 1 : 0);
    },
  };
}
