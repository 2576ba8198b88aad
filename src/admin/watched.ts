import { Gauge, type Registry } from 'prom-client';
import type { WatchedRow } from '../core/watch/rows.ts';

/** The clusters that are watched, and what is known of them, asked when somebody scrapes: every worker tells the same. */
export type WatchedClusters = {
  readonly names: () => readonly string[];
  readonly rows: () => Promise<readonly WatchedRow[]>;
};

/**
 * A scrape must answer while Redis is away: nothing of what is remembered is told then, rather than what is old. That a cluster should be watched
 * is told even so, for whoever misses the rest.
 */
export function collectWatched(registry: Registry, { names, rows }: WatchedClusters): void {
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
    name: 'etcd_chatops_watch_configured',
    help: '1 for every cluster that is to be looked at',
    labelNames: ['cluster'],
    registers,
    collect() {
      this.reset();
      for (const cluster of names()) this.set({ cluster }, 1);
    },
  });
  new Gauge({
    name: 'etcd_chatops_finding',
    help: '1 for what was found: pending, not told yet; firing; or noted, which wakes nobody',
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
    help: 'When a cluster was looked at last; 0 when it never was',
    labelNames: ['cluster'],
    registers,
    async collect() {
      const found = await look();
      this.reset();
      for (const { cluster, surveyedAt } of found) this.set({ cluster }, (surveyedAt ?? 0) / 1_000);
    },
  });
}
