/** What Pigsty gives the root of etcd and Patroni's REST API unless told otherwise (roles/etcd/defaults/main.yml, roles/pgsql/defaults/main.yml). */
export const DEFAULT_ROOT_PASSWORD = 'Etcd.Root';
export const DEFAULT_REST_LOGIN = { username: 'postgres', password: 'Patroni.API' } as const;

/** `default`: the well-known password is taken. `open`: none is asked for. `unknown`: it could not be tried. */
export type RestVerdict = 'refused' | 'default' | 'open' | 'unknown';

/** Which well-known passwords are still taken, each tried once. No password is in it but those that everybody knows. */
export type PasswordCheck = {
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  /** Null where etcd asks for no login, so that no password means anything. */
  readonly etcd:
    | readonly {
        readonly user: string;
        /** `default`: root with Pigsty's. `name`: a user with its own name, as Pigsty gives PostgreSQL clusters. */
        readonly tried: 'default' | 'name';
        /** Null where etcd did not say. */
        readonly taken: boolean | null;
      }[]
    | null;
  /** By PostgreSQL cluster, at one of its members. */
  readonly patroni: readonly { readonly cluster: string; readonly verdict: RestVerdict }[];
};
