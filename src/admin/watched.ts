import { Gauge, type Registry } from 'prom-client';
import type { WatchedRow } from '../core/watch/rows.ts';

/** What is known of the watched clusters, asked when somebody scrapes: every worker tells the same. */
export type WatchedRows = () => Promise<readonly WatchedRow[]>;

/** A scrape must answer while Redis is away: nothing is told then, rather than what is old. */
export function collectWatched(registry: Registry, rows: WatchedRows): void {
  let asked: Promise<readonly WatchedRow[]> | null = null;
  // All gauges of one scrape are of one look.
  const look = () => {
    asked ??= rows()
      .catch(() => [])
      .finally(() => {
        asked = null;
      });
    return asked;
  };
  const registers = [registry];
  new Gauge({
    name: 'etcd_chatops_finding',
    help: '1 for what is wrong with a cluster: pending, not told yet, or firing',
    labelNames: ['cluster', 'code', 'severity', 'phase'],
    registers,
    async collect() {
      const found = await look();
      this.reset();
      for (const { cluster, findings } of found) for (const each of findings) this.set({ cluster, ...each }, 1);
    },
  });
  new Gauge({
    name: 'etcd_chatops_incident_open',
    help: '1 while an alert of the cluster is open',
    labelNames: ['cluster'],
    registers,
    async collect() {
      const found = await look();
      this.reset();
      for (const { cluster, isOpen } of found) this.set({ cluster }, isOpen ? 1 : 0);
    },
  });
  new Gauge({
    name: 'etcd_chatops_watch_last_survey_timestamp_seconds',
    help: 'When a cluster was looked at last',
    labelNames: ['cluster'],
    registers,
    async collect() {
      const found = await look();
      this.reset();
      for (const { cluster, surveyedAt } of found) if (surveyedAt !== null) this.set({ cluster }, surveyedAt / 1_000);
    },
  });
}
