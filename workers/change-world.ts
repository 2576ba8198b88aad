import type { BackupSight } from '../src/core/backup.ts';
import type { Command } from '../src/core/command.ts';
import type { Pauses } from '../src/core/patroni/pause.ts';
import type { Playbooks } from '../src/core/playbooks.ts';
import type {
  Announcer,
  Cards,
  ChangeJobs,
  Clock,
  EtcdOperator,
  Freezes,
  Log,
  Meter,
  Operations,
  PatroniRest,
  Standing,
} from '../src/core/ports.ts';
import type { Settings } from '../src/core/settings.ts';
import type { Vault } from './passwords.ts';

/** What the bot has published of Slack, each with its age: whoever reads judges it. */
export type Notices = {
  readonly latest: (user: string) => Promise<Standing | null>;
  readonly group: (group: string) => Promise<{ readonly members: readonly string[]; readonly asOf: number } | null>;
};

/** What changes work with. */
export type ChangeWorld = {
  readonly settings: Settings;
  readonly commands: readonly Command[];
  /** The operator of a configured cluster, null for a name this worker does not know. */
  readonly operator: (cluster: string) => EtcdOperator | null;
  readonly operations: Operations;
  readonly freezes: Freezes;
  /** What is known of the backups of a cluster, null where none are configured. Never rejects. */
  readonly backups: (cluster: string) => Promise<BackupSight | null>;
  readonly cards: Cards;
  readonly pauses: Pauses;
  /** Patroni's REST API of a cluster; null where none is configured. */
  readonly patroni: (cluster: string) => PatroniRest | null;
  /** Ansible for a cluster; absent, or null for one without a Pigsty home. */
  readonly playbooks?: (cluster: string) => Playbooks | null;
  /** The password of etcd's root in Pigsty's inventory of a cluster, in plain; null where none can be read. Never rejects. */
  readonly inventoryRoot?: (cluster: string) => Promise<string | null>;
  readonly jobs: ChangeJobs;
  readonly notices: Notices;
  readonly announcer: Announcer;
  readonly vault: Vault;
  readonly clock: Clock;
  /** Ends early, without rejecting, when the process is asked to end. */
  readonly pause: (ms: number, stop: AbortSignal) => Promise<void>;
  readonly meter: Meter;
  readonly log: Log;
};
