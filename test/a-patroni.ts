import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type EtcdCluster, startEtcdCluster } from '../src/local/etcd-cluster.ts';
import { keepFolder } from '../src/local/folder-keeper.ts';
import { type PatroniCluster, startPatroniCluster } from '../src/local/patroni-cluster.ts';
import type { PatroniTiming } from '../src/local/patroni-settings.ts';
import { scratchFolder } from '../src/local/scratch-folder.ts';
import { defaultEtcd, etcdVersion, type TestedEtcdVersion } from '../src/setup/etcd-versions.ts';
import { findOrGetPatroni, type PatroniPrograms, type TestedPatroniVersion } from '../src/setup/patroni-versions.ts';
import { findOrGetPostgres } from '../src/setup/postgres.ts';

export type PatroniLabOptions = {
  readonly clusters: readonly (Partial<PatroniTiming> & {
    readonly name: string;
    readonly members: number;
    readonly failsafe: boolean;
    /** Default: that of the lab. */
    readonly patroni?: TestedPatroniVersion;
  })[];
  /** Default: what the machine has. */
  readonly etcd?: TestedEtcdVersion;
  /** Default: 1. */
  readonly etcdMembers?: number;
  /** Default: 3.0.2. */
  readonly patroni?: TestedPatroniVersion;
};

export type PatroniLab = {
  readonly etcd: EtcdCluster;
  readonly clusters: readonly PatroniCluster[];
  readonly cluster: (name: string) => PatroniCluster;
  /** The version of PostgreSQL: `15.18`. */
  readonly postgres: string;
  readonly close: () => Promise<void>;
};

const say = () => undefined;

/** Real PostgreSQL clusters under real Patroni on a real etcd, whole and writable. Nothing of it outlives `close`, or this process. */
export async function aPatroniLab(options: PatroniLabOptions): Promise<PatroniLab> {
  const programs = options.etcd === undefined ? defaultEtcd({ say }) : etcdVersion(options.etcd, { say });
  const [{ etcd: binary }, postgres, folder] = await Promise.all([
    programs,
    findOrGetPostgres({ say }),
    scratchFolder('patroni'),
  ]);
  const directory = join(folder.path, 'patroni');
  await mkdir(directory);
  const keeper = await keepFolder(directory);
  const etcd = await startEtcdCluster({
    binary,
    members: options.etcdMembers ?? 1,
    directory: join(folder.path, 'etcd'),
  });
  let clusters: readonly PatroniCluster[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(clusters.flatMap(({ members }) => members.map(member => member.kill())));
    await keeper.end();
    await etcd.stop();
    await folder.remove();
  };
  const programsOf = new Map<TestedPatroniVersion, Promise<PatroniPrograms>>();
  const patroniOf = (version: TestedPatroniVersion): Promise<PatroniPrograms> => {
    const found = programsOf.get(version) ?? findOrGetPatroni(version, { say });
    programsOf.set(version, found);
    return found;
  };
  const etcdHosts = etcd.endpoints.map(endpoint => new URL(endpoint).host);
  const starting = options.clusters.map(async ({ ttl, loopWait, retryTimeout, ...cluster }) => {
    const patroni = await patroniOf(cluster.patroni ?? options.patroni ?? '3.0.2');
    const given = { ttl, loopWait, retryTimeout };
    const timing = Object.fromEntries(Object.entries(given).filter(([, seconds]) => seconds !== undefined));
    return startPatroniCluster({ ...cluster, timing, etcdHosts, patroni, postgres, directory });
  });
  const outcomes = await Promise.allSettled(starting);
  clusters = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find(outcome => outcome.status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }
  return {
    etcd,
    clusters,
    cluster: name => {
      const found = clusters.find(one => one.name === name);
      if (!found) throw new Error(`no cluster ${name} in this lab`);
      return found;
    },
    postgres: postgres.version,
    close,
  };
}
