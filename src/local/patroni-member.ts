import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { type LocalProgram, type OwnedProcess, startOwned } from './owned-process.ts';
import { type PatroniMemberSettings, patroniSettings } from './patroni-settings.ts';
import { giveToUnprivileged, unprivileged } from './unprivileged.ts';
import { GiveUp, until } from './until.ts';

/** One Patroni with its PostgreSQL. */
export type PatroniMember = {
  readonly name: string;
  /** Its REST API: `http://127.0.0.1:8008`. */
  readonly apiUrl: string;
  readonly postgresPort: number;
  /** What Patroni and PostgreSQL wrote. */
  readonly logFile: string;
  /** Its configuration, which patronictl takes too. */
  readonly settingsFile: string;
  /** Whether Patroni runs. */
  readonly running: boolean;
  /** Starts Patroni, and waits until its REST API answers. */
  readonly start: () => Promise<void>;
  /** SIGTERM: Patroni stops PostgreSQL, gives the leader's key back and leaves. */
  readonly stop: () => Promise<void>;
  /** SIGKILL of Patroni. PostgreSQL goes on with nobody over it. */
  readonly kill: () => Promise<void>;
  /** SIGKILL of PostgreSQL, whether Patroni runs or not; resolves when it is gone. */
  readonly killPostgres: () => Promise<void>;
  /** SIGSTOP of Patroni: its REST API takes connections, and nothing answers. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** True when PostgreSQL itself says it is no replica; false when it says so, or nothing. */
  readonly isPrimary: () => Promise<boolean>;
  /** True when PostgreSQL follows a primary and is given what that writes. */
  readonly follows: () => Promise<boolean>;
  /** Inserts a row. `silent`: PostgreSQL said neither yes nor no in time, as on a machine with too much to do. */
  readonly write: () => Promise<'taken' | 'refused' | 'silent'>;
  /** True when a row could be inserted just now. */
  readonly canWrite: () => Promise<boolean>;
  /** The first and the last of what Patroni and PostgreSQL wrote since the start, for an error message. */
  readonly words: () => Promise<string>;
  /** Status of a GET of its REST API, `/primary` say; 0 when nothing answers. */
  readonly restStatus: (path: string) => Promise<number>;
};

export type PatroniMemberOptions = Omit<PatroniMemberSettings, 'bin' | 'dataFolder' | 'passwordFile'> & {
  readonly patroni: LocalProgram;
  readonly postgres: { readonly bin: string; readonly env: Readonly<Record<string, string>> };
  /** The member's own folder, below one that is kept (`keepFolder`). */
  readonly directory: string;
};

const STARTS_WITHIN_MS = 60_000;
/** A server that neither answers nor refuses is no server that can write. */
const PATIENCE_MS = 5_000;

export async function patroniMember(options: PatroniMemberOptions): Promise<PatroniMember> {
  const { name, directory, patroni, postgres } = options;
  const settingsFile = join(directory, 'patroni.yml');
  const logFile = join(directory, 'patroni.log');
  const dataFolder = join(directory, 'data');
  const apiUrl = `http://127.0.0.1:${options.restPort}`;
  await mkdir(directory, { recursive: true });
  await giveToUnprivileged(directory);
  const files = { bin: postgres.bin, dataFolder, passwordFile: join(directory, 'pgpass') };
  await writeFile(settingsFile, patroniSettings({ ...options, ...files }));

  let child: OwnedProcess | undefined;
  const restStatus = async (path: string): Promise<number> =>
    fetch(`${apiUrl}${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      async answer => {
        await answer.body?.cancel();
        return answer.status;
      },
      () => 0,
    );
  const answers = async (): Promise<true | undefined> => {
    if (!child?.running()) throw new GiveUp(`Patroni ended while starting:\n${await child?.words()}`);
    return (await restStatus('/liveness')) > 0 ? true : undefined;
  };
  const tell = async (sql: string) => {
    const args = [...PSQL, `--port=${options.postgresPort}`, `--command=${sql}`];
    const env = { ...postgres.env, PGCONNECT_TIMEOUT: '30' };
    const { failed, timedOut, stdout } = await execa(join(postgres.bin, 'psql'), args, {
      cwd: directory,
      env,
      timeout: PATIENCE_MS,
      stdin: 'ignore',
      reject: false,
    });
    return { answer: failed ? undefined : stdout.trim(), timedOut };
  };
  const write = async () => {
    const { answer, timedOut } = await tell(INSERT);
    if (answer !== undefined) return 'taken';
    return timedOut ? 'silent' : 'refused';
  };

  return {
    name,
    apiUrl,
    postgresPort: options.postgresPort,
    logFile,
    settingsFile,
    get running() {
      return child?.running() ?? false;
    },
    start: async () => {
      const program = { path: patroni.path, env: { ...patroni.env, ...postgres.env } };
      child = await startOwned({ ...unprivileged({ program, args: [settingsFile] }), directory, logFile });
      await until(answers, { what: `${name} to answer on ${apiUrl}`, withinMs: STARTS_WITHIN_MS });
    },
    stop: async () => child?.stop(30_000),
    kill: async () => child?.kill(),
    killPostgres: async () => killServer(dataFolder),
    freeze: () => child?.freeze(),
    thaw: () => child?.signal('SIGCONT'),
    isPrimary: async () => (await tell('SELECT pg_is_in_recovery()')).answer === 'f',
    follows: async () => (await tell('SELECT status FROM pg_stat_wal_receiver')).answer === 'streaming',
    write,
    canWrite: async () => (await write()) === 'taken',
    words: async () => (await child?.words()) ?? '',
    restStatus,
  };
}

const PSQL = [
  '--no-psqlrc',
  '--quiet',
  '--tuples-only',
  '--no-align',
  '--host=127.0.0.1',
  '--username=postgres',
  '--dbname=postgres',
];
const INSERT = 'CREATE TABLE IF NOT EXISTS written (at timestamptz); INSERT INTO written VALUES (now())';

/** PostgreSQL's server writes its process id into the first line of a file in its data folder. */
async function killServer(dataFolder: string): Promise<void> {
  const pid = Number((await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  const gone = async () => ((await isAlive(pid)) ? undefined : true);
  await until(gone, { what: 'PostgreSQL to be gone', withinMs: 10_000 });
}

/** One that nobody has waited for yet still has its id, and is dead. */
async function isAlive(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !state.includes(') Z');
}
