import { dirname } from 'node:path';
import { findOrGet, type SetupOptions } from './binaries.ts';

/** PostgreSQL's programs: server, `initdb`, `psql`, `pg_basebackup`. */
export type PostgresPrograms = {
  /** The folder that holds them all. */
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
  /** `15.18`. */
  readonly version: string;
};

/** PostgreSQL as the machine has it (15 before others), else of its own distribution's packages. Throws as `findOrGet` does. */
export async function findOrGetPostgres(options: SetupOptions): Promise<PostgresPrograms> {
  const { path, env, version } = await findOrGet('postgres', options);
  return { bin: dirname(path), env, version };
}
