import type { EtcdCluster } from '../../src/local/etcd-cluster.ts';
import type { PatroniCluster } from '../../src/local/patroni-cluster.ts';
import { until } from '../../src/local/until.ts';

/** What became of a primary while etcd was away. Seconds since etcd was killed. */
export type Happened = {
  /** When it was known that a write was refused, the first after the last that was taken; null when all were taken. */
  readonly readOnlyAfter: number | null;
  /** When the last write was begun that was taken. */
  readonly lastWrite: number;
};

export type Watched = {
  readonly happened: () => Happened;
  readonly stop: () => Promise<void>;
};

/** Writes into whoever is primary now, again and again; nobody takes over while etcd is away. */
async function watch(cluster: PatroniCluster, since: () => number): Promise<Watched> {
  const primary = await until(() => cluster.primary(), { what: `${cluster.name} to have a primary`, withinMs: 30_000 });
  let lastWrite = 0;
  let readOnlyAfter: number | null = null;
  let over = false;
  const write = async (): Promise<void> => {
    while (!over) {
      const asked = since();
      const answer = await primary.write();
      if (answer === 'taken') {
        lastWrite = asked;
        readOnlyAfter = null;
      } else if (answer === 'refused') readOnlyAfter ??= since();
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  };
  const writing = write();
  return {
    happened: () => ({ readOnlyAfter, lastWrite }),
    stop: async () => {
      over = true;
      await writing;
    },
  };
}

export type Outage = {
  /** Seconds since etcd was killed. */
  readonly seconds: () => number;
  readonly happened: (cluster: string) => Happened;
  /** Writes no more. */
  readonly enough: () => Promise<void>;
  /** Starts etcd again. */
  readonly end: () => Promise<void>;
};

/** Kills every member of etcd at once, with writes going on in all clusters. */
export async function anOutage(etcd: EtcdCluster, clusters: readonly PatroniCluster[]): Promise<Outage> {
  let began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const watched = new Map<string, Watched>();
  for (const cluster of clusters) watched.set(cluster.name, await watch(cluster, seconds));
  const enough = async (): Promise<void> => {
    await Promise.all([...watched.values()].map(({ stop }) => stop()));
  };
  began = performance.now();
  await etcd.stop();
  return {
    seconds,
    happened: name => {
      const found = watched.get(name);
      if (!found) throw new Error(`nobody watches ${name}`);
      return found.happened();
    },
    enough,
    end: async () => {
      await enough();
      await Promise.all(etcd.members.map(member => member.restart()));
    },
  };
}
