import type { AuditRecord } from './audit.ts';
import type { BackupSight } from './backup.ts';
import type { Reading } from './history/load.ts';
import type { Operation } from './operation.ts';
import type { PastIncident } from './watch/incident.ts';

/** What is known of a cluster beside what it says itself. */
export type Beside = {
  /** What was counted in the last quarter of an hour, oldest first. */
  readonly readings: readonly Reading[];
  /** Changes, newest first. */
  readonly operations: readonly Operation[];
  /** What people did that is no change, as the audit log keeps it: it froze, silenced, acknowledged. Newest first. */
  readonly deeds: readonly AuditRecord[];
  /** The newest first; one that goes on is among them. */
  readonly incidents: readonly PastIncident[];
  /** Null where none are configured. */
  readonly backup: BackupSight | null;
};
