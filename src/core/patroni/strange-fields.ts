import type { PatroniKey, PostgresCluster } from './cluster.ts';
import { isObject } from './exact-json.ts';
import { readableMembers } from './look.ts';

/** What Patroni 2 to 4.1 writes (patroni/dcs/__init__.py, patroni/ha.py `touch_member`). */
const MEMBER = [
  ...['conn_url', 'api_url', 'proxy_url', 'state', 'role', 'version', 'tags', 'timeline', 'pause'],
  ...['xlog_location', 'receive_lsn', 'replay_lsn', 'replay_lag', 'receive_lag', 'replication_state', 'sync_standby'],
  ...['pending_restart', 'pending_restart_reason', 'scheduled_restart', 'checkpoint_after_promote', 'watchdog_failed'],
];
const SYNC = ['leader', 'sync_standby', 'quorum'];
const STATUS = ['optime', 'slots', 'retain_slots'];
const FAILOVER = ['leader', 'member', 'candidate', 'scheduled_at'];
const HISTORY_COLUMNS = 5;

/** Names of fields that a later Patroni, or somebody else, has put there: `sync.foo`, `history[5]`. What they say is kept and not told. */
export function strangeFields(cluster: PostgresCluster): readonly string[] {
  const members = readableMembers(cluster).flatMap(({ raw }) => strangeIn('member', raw, MEMBER));
  return [
    ...strangeIn('failover', rawOf(cluster.failover), FAILOVER),
    ...strangeIn('sync', rawOf(cluster.sync), SYNC),
    ...strangeIn('status', rawOf(cluster.status), STATUS),
    ...strangeColumns(rawOf(cluster.history)),
    ...new Set(members),
  ];
}

const rawOf = (key: PatroniKey<unknown>): unknown => (key.state === 'read' ? key.raw : undefined);

const strangeIn = (key: string, raw: unknown, known: readonly string[]): readonly string[] =>
  isObject(raw)
    ? Object.keys(raw)
        .filter(name => !known.includes(name))
        .map(name => `${key}.${name}`)
    : [];

function strangeColumns(raw: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(raw) ? raw : [];
  const longest = Math.max(0, ...entries.map(entry => (Array.isArray(entry) ? entry.length : 0)));
  return Array.from({ length: Math.max(0, longest - HISTORY_COLUMNS) }, (_, at) => `history[${HISTORY_COLUMNS + at}]`);
}

/** The key without what its JSON says beyond its value. */
export const withoutRaw = <T>(key: PatroniKey<T>): PatroniKey<T> => {
  if (key.state !== 'read') return key;
  const { raw: _, ...rest } = key;
  return rest;
};
