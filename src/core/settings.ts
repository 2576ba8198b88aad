import type { MaintenanceWindow } from './maintenance.ts';
import type { Language } from './message.ts';
import type { Thresholds } from './thresholds.ts';

export type Environment = 'production' | 'staging' | 'development';

/** How `ansible-playbook` is started. Paths are absolute, except a bare name, which is looked up on PATH. */
export type AnsibleSettings = {
  readonly path: string;
  readonly vaultPasswordFile: string | null;
  /** Added to the little it gets of the worker's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The longest any run may take, whatever its step allows, milliseconds; null: what its step allows. */
  readonly timeoutMs: number | null;
  /** Where logs of runs are kept; null: in the state folder of the user (XDG_STATE_HOME). */
  readonly logs: string | null;
};

/** One etcd cluster. File contents and secrets are resolved already; paths are absolute. */
export type ClusterSettings = {
  readonly name: string;
  readonly environment: Environment;
  /** `https://host:2379`, without a trailing slash. */
  readonly endpoints: readonly string[];
  readonly tls: { readonly ca: string | null; readonly cert: string | null; readonly key: string | null } | null;
  /** `nextPassword`: taken where `password` is not any more, so that a change of the bot's own does not lock it out. */
  readonly auth: {
    readonly username: string;
    readonly password: string;
    readonly nextPassword?: string | null;
  } | null;
  readonly patroni: {
    readonly namespace: string;
    readonly username: string | null;
    readonly password: string | null;
  } | null;
  readonly pigsty: {
    readonly home: string;
    readonly inventory: string;
    /** Absent: as found on PATH, with what its own configuration says. */
    readonly ansible?: AnsibleSettings;
  } | null;
  readonly snapshots: {
    readonly directory: string | null;
    readonly s3: Readonly<Record<string, string>> | null;
    readonly keep: number;
    readonly schedule: string | null;
    readonly maxAgeMs: number;
  } | null;
  /** Where the metrics of members are read instead of from themselves; absent: from themselves. */
  readonly prometheus?: PrometheusSettings;
  /** When changes may be made; absent or empty: at any time. */
  readonly maintenance?: readonly MaintenanceWindow[];
  /** From where on something is worth a word; absent: `thresholdDefaults`. */
  readonly thresholds?: Thresholds;
  /** Deadline of every call to this cluster, milliseconds. */
  readonly deadlineMs: number;
};

/** A Prometheus that scrapes the members. `selector`: matchers of labels that choose them, as in `{…}`; null: by the hosts of the endpoints. */
export type PrometheusSettings = {
  readonly url: string;
  readonly token: string | null;
  readonly selector: string | null;
};

export type ChannelSettings = {
  readonly id: string;
  /** What commands typed there are about. */
  readonly cluster: string | null;
  /** What its reports and alerts are about, two or more; absent: its cluster, or all where it has none. */
  readonly clusters?: readonly string[];
  readonly language: Language;
  readonly reports: { readonly schedule: string; readonly timezone: string } | null;
  readonly alerts: boolean;
  /** The user group that is called by what is bad and nobody is on; absent or null: none. */
  readonly escalate?: string | null;
};

/** Immutable Slack ids. An empty list means nobody. */
export type People = { readonly users: readonly string[]; readonly groups: readonly string[] };

export type AccessSettings = {
  readonly viewers: People & { readonly channels: boolean };
  readonly operators: People;
  readonly approvers: People;
  /** Who may change without approval in an emergency, if they are operators; absent: nobody. */
  readonly breakGlass?: { readonly users: readonly string[] };
  /** Slack user ids of persons who have several; absent: nobody has. */
  readonly linked?: readonly (readonly string[])[];
  /** Login names of this machine mapped to Slack user ids, for the terminal. */
  readonly terminal: Readonly<Record<string, string>>;
};

export type ApprovalRule = { readonly required: number; readonly expiresMs: number; readonly typed: boolean };

/** How clusters are watched between reports, milliseconds. */
export type WatchSettings = {
  /** How often a cluster that is well is looked at. */
  readonly everyMs: number;
  /** How long something has to stay away before it counts as gone: what comes and goes faster is one incident. */
  readonly clearMs: number;
  /** How long an incident that nobody has acknowledged goes without a word. */
  readonly remindMs: number;
};

/** A receiver of alerts, as Alertmanager's webhooks are. `clusters`: null for all. */
export type WebhookSettings = {
  readonly url: string;
  readonly token: string | null;
  readonly clusters: readonly string[] | null;
};

export const watchDefaults: WatchSettings = { everyMs: 15_000, clearMs: 60_000, remindMs: 4 * 60 * 60_000 };

export type Settings = {
  readonly language: Language;
  readonly redis: { readonly url: string; readonly prefix: string };
  readonly clusters: readonly ClusterSettings[];
  readonly channels: readonly ChannelSettings[];
  readonly access: AccessSettings;
  readonly approvals: Readonly<Record<Environment | 'destructive', ApprovalRule>>;
  /** Who else is told of alerts; absent: nobody. */
  readonly webhooks?: readonly WebhookSettings[];
  /** Absent: as `watchDefaults` says. */
  readonly watch?: WatchSettings;
};

/** How the bot reaches Slack, or null for a process without Slack (a worker). */
export type SlackSettings =
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string; readonly apiUrl: string | null }
  | {
      readonly mode: 'http';
      readonly botToken: string;
      readonly signingSecret: string;
      readonly port: number;
      readonly apiUrl: string | null;
    };

export type ProcessSettings = {
  readonly slack: SlackSettings | null;
  readonly admin: { readonly host: string; readonly port: number };
  readonly logLevel: string;
  readonly settings: Settings;
};
