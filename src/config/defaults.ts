import { dirname, resolve } from 'node:path';
import {
  type AnsibleSettings,
  type ApprovalRule,
  type ChannelSettings,
  type ClusterSettings,
  type People,
  type Settings,
  watchDefaults,
} from '../core/settings.ts';
import type { Derived } from './from-inventory.ts';
import type { File, FileCluster } from './schema.ts';
import { thresholdsOf } from './thresholds.ts';

const MINUTE = 60_000;

export const DEFAULT_REDIS = 'redis://127.0.0.1:6379';

/** What the settings need besides the file: where it lies, the contents of the files it names, and whether to keep secrets. */
export type Surroundings = {
  readonly configFile: string;
  readonly contents: ReadonlyMap<string, string>;
  /** What inventories say, by the path of the cluster. */
  readonly derived: ReadonlyMap<string, Derived>;
  readonly etcdSecrets: boolean;
  readonly redisUrl: string;
};

/** Fills in everything the file may leave out. */
export function withDefaults(file: File, around: Surroundings): Settings {
  const language = file.language ?? 'en';
  const only = file.clusters.length === 1 ? (file.clusters[0]?.name ?? null) : null;
  return {
    language,
    redis: { url: file.redis?.url ?? around.redisUrl, prefix: file.redis?.prefix ?? 'etcd-chatops' },
    clusters: file.clusters.map((cluster, index) => clusterSettings(cluster, `clusters[${index}]`, around)),
    channels: (file.channels ?? []).map(
      (channel): ChannelSettings => ({
        id: channel.id,
        cluster: channel.cluster ?? (channel.clusters?.length === 1 ? (channel.clusters[0] ?? null) : only),
        ...(channel.clusters && channel.clusters.length > 1 ? { clusters: channel.clusters } : {}),
        language: channel.language ?? language,
        reports: channel.reports
          ? { schedule: channel.reports.schedule, timezone: channel.reports.timezone ?? 'UTC' }
          : null,
        alerts: channel.alerts ?? false,
        escalate: channel.escalate ?? null,
      }),
    ),
    access: {
      viewers: { channels: file.access?.viewers?.channels ?? true, ...people(file.access?.viewers) },
      operators: people(file.access?.operators),
      approvers: people(file.access?.approvers),
      breakGlass: { users: file.access?.breakGlass?.users ?? [] },
      linked: file.access?.linked ?? [],
      terminal: file.access?.terminal ?? {},
    },
    ...(file.webhooks
      ? { webhooks: file.webhooks.map(({ url, token = null, clusters = null }) => ({ url, token, clusters })) }
      : {}),
    approvals: {
      production: approval(file.approvals?.production, { required: 1, typed: false }),
      staging: approval(file.approvals?.staging, { required: 0, typed: false }),
      development: approval(file.approvals?.development, { required: 0, typed: false }),
      destructive: approval(file.approvals?.destructive, { required: 2, typed: true }),
    },
    watch: {
      everyMs: file.watch?.every ?? watchDefaults.everyMs,
      clearMs: file.watch?.clearAfter ?? watchDefaults.clearMs,
      remindMs: file.watch?.remindEvery ?? watchDefaults.remindMs,
    },
  };
}

function clusterSettings(cluster: FileCluster, path: string, around: Surroundings): ClusterSettings {
  const { auth, patroni, pigsty, prometheus, tls, snapshots } = cluster;
  const folder = dirname(around.configFile);
  const content = (setting: string): string | null => around.contents.get(`${path}.${setting}`) ?? null;
  const secret = around.etcdSecrets;
  const derived = around.derived.get(path) ?? null;
  return {
    name: cluster.name,
    environment: cluster.environment,
    endpoints: (cluster.endpoints ?? derived?.endpoints ?? []).map(url => url.replace(/\/$/, '').toLowerCase()),
    tls: secret && (tls || derived?.tls) ? pemOf(content, derived?.tls ?? null) : null,
    auth: secret
      ? auth
        ? {
            username: auth.username,
            password: auth.password ?? content('auth.passwordFile') ?? '',
            nextPassword: auth.nextPassword ?? content('auth.nextPasswordFile'),
          }
        : (derived?.auth ?? null)
      : null,
    patroni: patroni || derived ? patroniSettings(cluster, content('patroni.passwordFile'), derived, secret) : null,
    pigsty: pigsty ? pigstySettings(pigsty, folder) : null,
    snapshots: snapshots
      ? {
          directory: snapshots.directory === undefined ? null : resolve(folder, snapshots.directory),
          s3: snapshots.s3 ? bucket(snapshots.s3, secret) : null,
          keep: snapshots.keep ?? 7,
          schedule: snapshots.schedule ?? null,
          maxAgeMs: snapshots.maxAge ?? 26 * 60 * MINUTE,
        }
      : null,
    maintenance: (cluster.maintenance ?? []).map(({ days = [], from, to, timezone = 'UTC' }) => ({
      ...{ days, from, to, timezone },
    })),
    ...(prometheus
      ? {
          prometheus: {
            url: prometheus.url.replace(/\/+$/, ''),
            token: secret ? (prometheus.token ?? null) : null,
            selector: prometheus.selector?.trim() ?? null,
          },
        }
      : {}),
    ...(cluster.thresholds ? { thresholds: thresholdsOf(cluster.thresholds) } : {}),
    deadlineMs: cluster.deadline ?? 2000,
  };
}

const pigstySettings = (
  { home, inventory, ansible }: NonNullable<FileCluster['pigsty']>,
  folder: string,
): NonNullable<ClusterSettings['pigsty']> => ({
  home: resolve(folder, home),
  inventory: inventory ?? 'pigsty.yml',
  ...(ansible ? { ansible: ansibleSettings(ansible, folder) } : {}),
});

/** A bare name is looked up on PATH. */
const ansibleSettings = (
  { path, vaultPasswordFile, environment, timeout, logs }: NonNullable<NonNullable<FileCluster['pigsty']>['ansible']>,
  folder: string,
): AnsibleSettings => ({
  path: path?.includes('/') ? resolve(folder, path) : (path ?? 'ansible-playbook'),
  vaultPasswordFile: vaultPasswordFile ? resolve(folder, vaultPasswordFile) : null,
  environment: environment ?? {},
  timeoutMs: timeout ?? null,
  logs: logs ? resolve(folder, logs) : null,
});

type Content = (setting: string) => string | null;

const pemOf = (content: Content, found: Derived['tls']): ClusterSettings['tls'] => ({
  ca: content('tls.ca') ?? found?.ca ?? null,
  cert: content('tls.cert') ?? found?.cert ?? null,
  key: content('tls.key') ?? found?.key ?? null,
});

/** A user of one's own has a password of one's own. */
function patroniSettings(
  { patroni }: FileCluster,
  passwordFile: string | null,
  derived: Derived | null,
  secret: boolean,
): NonNullable<ClusterSettings['patroni']> {
  const given = patroni?.password ?? passwordFile;
  const fallback = patroni?.username === undefined ? (derived?.patroni ?? null) : null;
  return {
    namespace: patroni?.namespace ?? derived?.patroni.namespace ?? '/service',
    username: secret ? (patroni?.username ?? fallback?.username ?? null) : null,
    password: secret ? (given ?? fallback?.password ?? null) : null,
  };
}

function bucket(s3: Readonly<Record<string, string | undefined>>, secret: boolean): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(s3).flatMap(([key, value]) =>
      value !== undefined && (secret || !isBucketSecret(key)) ? [[key, value]] : [],
    ),
  );
}

export const isBucketSecret = (key: string): boolean => key === 'accessKeyId' || key === 'secretAccessKey';

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined } | undefined;

const people = (given: Given<People>): People => ({ users: given?.users ?? [], groups: given?.groups ?? [] });

function approval(
  given:
    | {
        readonly required?: number | undefined;
        readonly expires?: number | undefined;
        readonly typed?: boolean | undefined;
      }
    | undefined,
  fallback: Pick<ApprovalRule, 'required' | 'typed'>,
): ApprovalRule {
  return {
    required: given?.required ?? fallback.required,
    expiresMs: given?.expires ?? 30 * MINUTE,
    typed: given?.typed ?? fallback.typed,
  };
}
