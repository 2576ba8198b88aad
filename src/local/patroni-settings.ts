/** How fast Patroni notices and gives up, in seconds. Patroni takes no less than 20, 1 and 3. */
export type PatroniTiming = {
  readonly ttl: number;
  readonly loopWait: number;
  readonly retryTimeout: number;
};

export type PatroniMemberSettings = {
  /** The cluster; Patroni calls it scope. */
  readonly cluster: string;
  readonly name: string;
  readonly restPort: number;
  readonly postgresPort: number;
  /** PostgreSQL's programs. */
  readonly bin: string;
  readonly dataFolder: string;
  readonly passwordFile: string;
  /** `host:port` of every member of etcd. */
  readonly etcdHosts: readonly string[];
  /** With the slash at its end, or Patroni adds it: `/pg/`. */
  readonly namespace: string;
  readonly failsafe: boolean;
  readonly timing: PatroniTiming;
};

/** Name and password of Patroni's REST API, and of PostgreSQL's superuser: Pigsty's defaults. */
export const REST_ACCOUNT = { username: 'postgres', password: 'Patroni.API' } as const;

/** A member's configuration file. Patroni reads YAML, of which JSON is a part. */
export function patroniSettings(settings: PatroniMemberSettings): string {
  const { cluster, name, restPort, postgresPort, timing } = settings;
  const rest = `127.0.0.1:${restPort}`;
  const postgres = `127.0.0.1:${postgresPort}`;
  return JSON.stringify(
    {
      scope: cluster,
      namespace: settings.namespace,
      name,
      restapi: { listen: rest, connect_address: rest, authentication: REST_ACCOUNT },
      etcd3: { hosts: settings.etcdHosts },
      bootstrap: {
        dcs: {
          ttl: timing.ttl,
          loop_wait: timing.loopWait,
          retry_timeout: timing.retryTimeout,
          maximum_lag_on_failover: 1_048_576,
          ...(settings.failsafe ? { failsafe_mode: true } : {}),
          postgresql: {
            use_slots: true,
            use_pg_rewind: true,
            parameters: { max_connections: 25, wal_level: 'replica' },
          },
        },
        initdb: ['no-sync', { encoding: 'UTF8' }, { locale: 'C' }, { 'wal-segsize': '1' }],
      },
      postgresql: {
        listen: postgres,
        connect_address: postgres,
        bin_dir: settings.bin,
        data_dir: settings.dataFolder,
        pgpass: settings.passwordFile,
        authentication: {
          superuser: REST_ACCOUNT,
          replication: { username: 'replicator', password: 'DBUser.Replicator' },
        },
        pg_hba: ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust'],
        basebackup: [{ checkpoint: 'fast' }, 'no-sync'],
        parameters: SMALL_AND_FAST,
      },
    },
    null,
    2,
  );
}

/** Nothing here survives the machine, so nothing waits for its disk. Dynamic shared memory lies in the data folder, which is removed in the end. */
const SMALL_AND_FAST = {
  shared_buffers: '4MB',
  dynamic_shared_memory_type: 'mmap',
  fsync: 'off',
  full_page_writes: 'off',
  min_wal_size: '2MB',
  max_wal_size: '16MB',
  autovacuum: 'off',
  jit: 'off',
  timezone: 'GMT',
  log_timezone: 'GMT',
  unix_socket_directories: '',
  logging_collector: 'off',
} as const;
