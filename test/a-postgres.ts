import type {
  PatroniConfig,
  PatroniFailover,
  PatroniKey,
  PatroniMember,
  PostgresCluster,
  PostgresState,
} from '../src/core/patroni/cluster.ts';

const read = <T>(value: T): PatroniKey<T> => ({ state: 'read', revision: '7', value });
const absent = { state: 'absent' } as const;
const broken = { state: 'broken', revision: '7', why: 'no JSON' } as const;

/** Two alike calls give two alike worlds: two members of Patroni 4.1.5 with Pigsty's times and failsafe mode, changed word by word. */
export function aPostgres(name = 'pg-test', count = 2) {
  const names = Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
  const members = new Map(names.map((member, index) => [member, aMember(member, index)] as const));
  let config: PatroniKey<PatroniConfig> = read(aConfig());
  let leader: PostgresCluster['leader'] = read({ name: `${name}-1`, lease: { left: 28, granted: 30 } });
  let failover: PatroniKey<PatroniFailover> = absent;
  let failsafe: PostgresCluster['failsafe'] | null = null;
  let leaseless: readonly string[] = [];
  const brokenMembers = new Set<string>();
  const reach: Record<string, 'answers' | 'silent'> = {};
  const addressOf = (who: string): string => members.get(who)?.apiUrl ?? `http://gone/${who}`;

  const cluster = (): PostgresCluster => ({
    name,
    citusGroup: null,
    prefix: `/pg/${name}/`,
    config,
    leader,
    members: [...members].map(([who, member]) => (brokenMembers.has(who) ? broken : read(member))),
    memberNames: [...members.keys()],
    leaseless,
    failover,
    sync: absent,
    failsafe: failsafe ?? read(Object.fromEntries([...members.keys()].map(who => [who, addressOf(who)]))),
    initialize: read('7710995574297453664'),
    status: read({ position: '50332320', slots: [] }),
    history: absent,
  });
  const world = {
    config: (given: Partial<PatroniConfig>) => {
      config = read({ ...aConfig(), ...given });
      return world;
    },
    keys: (given: { config?: 'absent' | 'broken'; leader?: 'absent' | 'broken'; failsafe?: 'absent' | 'broken' }) => {
      const of = (state: 'absent' | 'broken') => (state === 'absent' ? absent : broken);
      if (given.config) config = of(given.config);
      if (given.leader) leader = of(given.leader);
      if (given.failsafe) failsafe = of(given.failsafe);
      return world;
    },
    member: (who: string, given: Partial<PatroniMember>) => {
      members.set(who, { ...(members.get(who) ?? aMember(who, members.size)), ...given });
      return world;
    },
    each: (given: Partial<PatroniMember>) => {
      for (const who of members.keys()) world.member(who, given);
      return world;
    },
    brokenMember: (who: string) => {
      brokenMembers.add(who);
      return world;
    },
    /** Its key has run out. */
    gone: (who: string) => {
      members.delete(who);
      return world;
    },
    failsafeOf: (...who: readonly string[]) => {
      failsafe = read(Object.fromEntries(who.map(each => [each, addressOf(each)])));
      return world;
    },
    failover: (given: PatroniFailover | 'broken') => {
      failover = given === 'broken' ? broken : read(given);
      return world;
    },
    leaseless: (...who: readonly string[]) => {
      leaseless = who;
      return world;
    },
    answers: (...who: readonly string[]) => {
      for (const each of who) reach[addressOf(each)] = 'answers';
      return world;
    },
    silent: (...who: readonly string[]) => {
      for (const each of who) reach[addressOf(each)] = 'silent';
      return world;
    },
    cluster,
    state: (): PostgresState => ({ clusters: [cluster()], reach }),
  };
  return world;
}

const aConfig = (): PatroniConfig => ({
  ...{ ttl: 30, loopWait: 5, retryTimeout: 10, maximumLagOnFailover: 1_048_576 },
  ...{ failsafeMode: true, pause: false, synchronousMode: false, standbyCluster: false, raw: {} },
});

const aMember = (name: string, index: number): PatroniMember => ({
  name,
  apiUrl: `http://10.0.1.${index + 1}:8008/patroni`,
  connUrl: `postgres://10.0.1.${index + 1}:5432/postgres`,
  state: index === 0 ? 'running' : 'streaming',
  role: index === 0 ? 'primary' : 'replica',
  version: '4.1.5',
  timeline: 2,
  position: '50332320',
  paused: false,
  pendingRestart: false,
  tags: {},
  lease: { left: 27, granted: 30 },
});
