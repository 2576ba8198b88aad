import type { BackupSight } from '../src/core/backup.ts';
import type { Finding } from '../src/core/health/finding.ts';
import type { ClusterState } from '../src/core/health/state.ts';
import type { History } from '../src/core/history/history.ts';
import type { Announcer, Clock, EtcdReader, Log } from '../src/core/ports.ts';
import type { Remedy } from '../src/core/remedy/remedy.ts';
import type { Settings } from '../src/core/settings.ts';
import type { Told } from '../src/core/watch/incident.ts';
import type { Watches } from '../src/core/watch/watches.ts';

/** What whoever watches clusters works with. */
export type WatchWorld = {
  readonly settings: Settings;
  readonly reader: (cluster: string) => EtcdReader | null;
  readonly watches: Watches;
  readonly history: History;
  /** What is known of the backups of a cluster, null where none are configured. Never rejects. */
  readonly backups: (cluster: string) => Promise<BackupSight | null>;
  /** What would help against these findings, as of now. Never rejects. */
  readonly offer: (findings: readonly Finding[], state: ClusterState) => Promise<readonly Remedy[]>;
  /** Tells webhooks; telling twice is telling once. */
  readonly webhooks: (cluster: string, told: Told) => Promise<void>;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Log;
};
