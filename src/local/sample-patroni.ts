/** A key of the sample; keys with the same `lease` name share one lease. */
export type SampleKey = { readonly key: string; readonly value: string; readonly lease?: string };

/** A PostgreSQL cluster as Patroni describes it in etcd. The first member leads. */
export type SamplePostgres = {
  readonly name: string;
  readonly patroni: string;
  readonly postgres: string;
  /** Decimal and above 2^53: a string everywhere. */
  readonly systemId: string;
  /** Addresses of the members. */
  readonly members: readonly string[];
  readonly timeline: number;
  /** Bytes of write-ahead log. */
  readonly position: number;
  readonly failsafe: boolean;
  readonly synchronous: boolean;
};

/** The key set that Patroni 3 and 4 keep under `/pg/<name>/`; the leader's key and its member key share the leader's lease. */
export function patroniKeys(cluster: SamplePostgres, now: Date): readonly SampleKey[] {
  const at = (name: string) => `/pg/${cluster.name}/${name}`;
  const leader = memberName(cluster, 0);
  return [
    { key: at('config'), value: JSON.stringify(configOf(cluster)) },
    { key: at('initialize'), value: cluster.systemId },
    { key: at('leader'), value: leader, lease: leader },
    ...memberKeys(cluster, false),
    { key: at('status'), value: JSON.stringify(statusOf(cluster)) },
    ...(cluster.failsafe ? [{ key: at('failsafe'), value: JSON.stringify(failsafeOf(cluster)) }] : []),
    ...(cluster.synchronous ? [{ key: at('sync'), value: JSON.stringify(syncOf(cluster)) }] : []),
    ...(cluster.timeline > 1 ? [{ key: at('history'), value: JSON.stringify(historyOf(cluster, now)) }] : []),
  ];
}

/** What its members write of themselves, with whether they know of a pause. */
export const memberKeys = (cluster: SamplePostgres, pause: boolean): readonly SampleKey[] =>
  cluster.members.map((_, index) => ({
    key: `/pg/${cluster.name}/members/${memberName(cluster, index)}`,
    value: JSON.stringify({ ...memberOf(cluster, index), ...(pause ? { pause } : {}) }),
    lease: memberName(cluster, index),
  }));

function configOf(cluster: SamplePostgres) {
  return {
    ttl: 30,
    loop_wait: 10,
    retry_timeout: 10,
    maximum_lag_on_failover: 1_048_576,
    failsafe_mode: cluster.failsafe,
    synchronous_mode: cluster.synchronous,
    postgresql: {
      use_pg_rewind: true,
      use_slots: true,
      parameters: {
        wal_level: 'logical',
        max_connections: 500,
        max_wal_senders: 24,
        hot_standby: 'on',
        wal_log_hints: 'on',
      },
    },
  };
}

function memberOf(cluster: SamplePostgres, index: number) {
  const four = isFour(cluster);
  const address = cluster.members[index];
  return {
    conn_url: `postgres://${address}:5432/postgres`,
    api_url: apiUrl(address),
    state: 'running',
    role: roleOf(index, four),
    version: cluster.patroni,
    tags: { clonefrom: true, version: cluster.postgres, spec: '8C.32G.500G', conf: 'oltp.yml' },
    xlog_location: cluster.position,
    ...(four && index > 0 ? { replication_state: 'streaming' } : {}),
    timeline: cluster.timeline,
  };
}

/** Patroni 4 says `primary` where Patroni 3 said `master`. */
function roleOf(index: number, four: boolean): string {
  if (index > 0) return 'replica';
  return four ? 'primary' : 'master';
}

function statusOf(cluster: SamplePostgres) {
  if (!isFour(cluster)) return { optime: cluster.position };
  const slots = cluster.members.map((_, index) => memberName(cluster, index).replaceAll('-', '_'));
  return {
    optime: cluster.position,
    slots: Object.fromEntries(slots.map(slot => [slot, cluster.position])),
    retain_slots: slots,
  };
}

function failsafeOf(cluster: SamplePostgres) {
  return Object.fromEntries(cluster.members.map((address, index) => [memberName(cluster, index), apiUrl(address)]));
}

function syncOf(cluster: SamplePostgres) {
  return {
    leader: memberName(cluster, 0),
    sync_standby: memberName(cluster, 1),
    ...(isFour(cluster) ? { quorum: 0 } : {}),
  };
}

function historyOf(cluster: SamplePostgres, now: Date) {
  const monthMs = 30 * 24 * 3600 * 1000;
  return Array.from({ length: cluster.timeline - 1 }, (_, index) => {
    const ago = (cluster.timeline - 1 - index) * monthMs;
    const when = new Date(now.getTime() - ago).toISOString().replace('Z', '000+00:00');
    const position = Math.floor((cluster.position / cluster.timeline) * (index + 1));
    return [index + 1, position, 'no recovery target specified', when, memberName(cluster, (index + 1) % 2)];
  });
}

function isFour(cluster: SamplePostgres): boolean {
  return Number.parseInt(cluster.patroni, 10) >= 4;
}

function memberName(cluster: SamplePostgres, index: number): string {
  return `${cluster.name}-${index + 1}`;
}

function apiUrl(address: string | undefined): string {
  return `http://${address}:8008/patroni`;
}
