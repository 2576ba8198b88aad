import { join } from 'node:path';
import { execa } from 'execa';
import type { LocalProgram } from './owned-process.ts';
import { type PatroniMember, patroniMember } from './patroni-member.ts';
import type { PatroniTiming } from './patroni-settings.ts';
import { freePorts } from './ports.ts';
import { GiveUp, until } from './until.ts';

export type PatroniClusterOptions = {
  readonly name: string;
  readonly members: number;
  readonly failsafe: boolean;
  /** Default: the fastest Patroni allows, 20, 1 and 3 seconds. */
  readonly timing?: Partial<PatroniTiming>;
  /** Default `/pg/`. */
  readonly namespace?: string;
  readonly etcdHosts: readonly string[];
  readonly patroni: { readonly version: string; readonly patroni: LocalProgram; readonly patronictl: LocalProgram };
  readonly postgres: { readonly bin: string; readonly env: Readonly<Record<string, string>> };
  /** Kept by a `keepFolder`; the caller removes it. */
  readonly directory: string;
};

/** A PostgreSQL cluster under Patroni. It is ended by the keeper of its folder. */
export type PatroniCluster = {
  readonly name: string;
  /** Of Patroni: `3.0.2`. */
  readonly version: string;
  /** `pg-test-1`, `pg-test-2`, …; the first one led at the start. */
  readonly members: readonly PatroniMember[];
  readonly member: (name: string) => PatroniMember;
  /** Who is primary, says PostgreSQL. */
  readonly primary: () => Promise<PatroniMember | undefined>;
  /** Whether any member takes a write. */
  readonly canWrite: () => Promise<boolean>;
  /** Runs patronictl; rejects with what it says. */
  readonly control: (...words: readonly string[]) => Promise<string>;
  /** Asks Patroni to make another member the primary, at once or at a time (ISO 8601); resolves when it has taken the order. */
  readonly switchover: (to: string, at?: string) => Promise<void>;
  /** Resolves when every member runs and follows, and in failsafe mode knows the others. */
  readonly settled: () => Promise<void>;
};

const FASTEST: PatroniTiming = { ttl: 20, loopWait: 1, retryTimeout: 3 };
const WITHIN_MS = 90_000;

/** Starts a cluster and waits until it is whole. */
export async function startPatroniCluster(options: PatroniClusterOptions): Promise<PatroniCluster> {
  const ports = await freePorts(2 * options.members);
  const numbers = Array.from({ length: options.members }, (_, index) => index + 1);
  const members = await Promise.all(
    numbers.map(async number =>
      patroniMember({
        ...options,
        patroni: options.patroni.patroni,
        cluster: options.name,
        name: `${options.name}-${number}`,
        directory: join(options.directory, `${options.name}-${number}`),
        restPort: ports[2 * number - 2] ?? 0,
        postgresPort: ports[2 * number - 1] ?? 0,
        namespace: options.namespace ?? '/pg/',
        timing: { ...FASTEST, ...options.timing },
      }),
    ),
  );
  const cluster = handles(options, members);
  const [first, ...others] = members;
  if (!first) throw new Error('a cluster of no members');
  await first.start();
  await answersTo(first, '/primary');
  await Promise.all(others.map(member => member.start()));
  await cluster.settled();
  return cluster;
}

function handles(options: PatroniClusterOptions, members: readonly PatroniMember[]): PatroniCluster {
  const { name, patroni, failsafe } = options;
  const member = (wanted: string): PatroniMember => {
    const found = members.find(one => one.name === wanted);
    if (!found) throw new Error(`${name} has no member ${wanted}`);
    return found;
  };
  const primary = async () => {
    const roles = await Promise.all(members.map(async one => ({ one, leads: await one.isPrimary() })));
    return roles.find(({ leads }) => leads)?.one;
  };
  const control = async (...words: readonly string[]): Promise<string> => {
    const settings = ['-c', members[0]?.settingsFile ?? ''];
    return (await execa(patroni.patronictl.path, [...settings, ...words], { env: patroni.patronictl.env })).stdout;
  };
  return {
    name,
    version: patroni.version,
    members,
    member,
    primary,
    canWrite: async () => (await Promise.all(members.map(one => one.canWrite()))).some(Boolean),
    control,
    switchover: async (to, at = 'now') => {
      const from = (await primary())?.name ?? '';
      // Version 4 has no masters any more.
      const leader = Number.parseInt(patroni.version, 10) >= 4 ? '--leader' : '--master';
      await control('switchover', name, leader, from, '--candidate', to, '--scheduled', at, '--force');
    },
    settled: async () => {
      const leader = await until(primary, { what: `${name} to have a primary`, withinMs: WITHIN_MS });
      await answersTo(leader, '/primary');
      const others = members.filter(one => one !== leader);
      // One that Patroni calls a replica may not have met its primary yet, and would lose data as its heir.
      await Promise.all(others.map(one => follows(one)));
      if (failsafe) await knowsAll(leader, members);
    },
  };
}

async function answersTo(member: PatroniMember, path: string): Promise<void> {
  const asked = async () => {
    if (!member.running) throw new GiveUp(`Patroni of ${member.name} ended:\n${await member.words()}`);
    return (await member.restStatus(path)) === 200 ? true : undefined;
  };
  await until(asked, { what: `${member.name} to say yes to ${path}`, withinMs: WITHIN_MS, everyMs: 100 }).catch(
    async (error: unknown) => {
      throw new Error(`${error instanceof Error ? error.message : error}\n${await member.words()}`, { cause: error });
    },
  );
}

async function follows(member: PatroniMember): Promise<void> {
  await answersTo(member, '/replica');
  const asked = async () => ((await member.follows()) ? true : undefined);
  await until(asked, { what: `${member.name} to follow`, withinMs: WITHIN_MS, everyMs: 100 });
}

/** In failsafe mode the primary tells everybody whom it will ask when etcd is away. */
async function knowsAll(leader: PatroniMember, members: readonly PatroniMember[]): Promise<void> {
  const asked = async () => {
    const known = await (await fetch(`${leader.apiUrl}/failsafe`)).text();
    return members.every(({ name }) => known.includes(`"${name}"`)) ? true : undefined;
  };
  await until(asked, { what: `${leader.name} to know all members`, withinMs: WITHIN_MS, everyMs: 100 });
}
