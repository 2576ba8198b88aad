import {
  type Alarm,
  type AlarmKind,
  type EndpointReport,
  type EndpointStatus,
  type Fault,
  type FaultCode,
  type Member,
  type MemberList,
  memberId,
  notAsked,
  type PatroniCluster,
  type Reading,
  type Snapshot,
} from '../src/core/cluster.ts';
import type { PostgresState } from '../src/core/patroni/cluster.ts';
import type { PauseMemory } from '../src/core/patroni/pause.ts';

type Seat = {
  readonly member: Member;
  readonly endpoint: string | null;
  readonly status: Partial<EndpointStatus>;
  /** What each question is answered with instead. */
  readonly faults: Partial<Record<'status' | 'linearizable' | 'serializable' | 'metrics' | 'hash', FaultCode>>;
  readonly hash: string;
  readonly compactRevision: number;
  readonly defragmentation?: number;
};

const CLUSTER_ID = 'c1';
const MIB = 1024 * 1024;
const REVISION = 4242;

/** Two alike calls give two alike worlds: a healthy cluster of three voters, changed word by word. */
export function aCluster(name = 'prod') {
  const seats = new Map<string, Seat>();
  let leader: string | null = 'etcd-1';
  let alarms: Alarm[] = [];
  let patroni: Reading<readonly PatroniCluster[]> = notAsked;
  let postgres: Reading<PostgresState> | null = null;
  let pauses: PauseMemory | null = null;
  let list: Partial<MemberList> | Fault = {};
  let alarmFault: Fault | null = null;
  const strangers: EndpointReport[] = [];

  const seat = (number: number): Seat => ({
    member: {
      id: memberId(`a${number}`),
      name: `etcd-${number}`,
      peerUrls: [`http://10.0.0.${number}:2380`],
      clientUrls: [`http://10.0.0.${number}:2379`],
      learner: false,
    },
    endpoint: `http://10.0.0.${number}:2379`,
    status: {},
    faults: {},
    hash: '7f3a',
    compactRevision: 100,
  });
  const change = (who: string, how: (old: Seat) => Partial<Seat>) => {
    const old = seats.get(who);
    if (!old) throw new Error(`no member ${who} in this world`);
    seats.set(who, { ...old, ...how(old) });
    return world;
  };
  const silence = (who: string, code: FaultCode) =>
    change(who, () => ({
      faults: { status: code, linearizable: code, serializable: code, metrics: code, hash: code },
    }));
  const everyone = (how: (who: string) => unknown) => {
    for (const who of seats.keys()) how(who);
    return world;
  };
  const fault = (code: FaultCode): Fault => ({ code, detail: `etcd said ${code}` });
  const reading = <T>(code: FaultCode | undefined, value: T): Reading<T> =>
    code ? { ok: false, fault: fault(code) } : { ok: true, value };

  const report = ({
    member,
    endpoint,
    status,
    faults,
    hash,
    compactRevision,
    defragmentation,
  }: Seat): readonly EndpointReport[] => {
    if (endpoint === null || member.name === '') return [];
    const spared: FaultCode | undefined = member.learner ? 'learner' : undefined;
    const leaderSeat = leader === null ? undefined : seats.get(leader);
    return [
      {
        endpoint,
        status: reading(faults.status, {
          memberId: member.id,
          clusterId: CLUSTER_ID,
          version: '3.5.30',
          storageVersion: null,
          leader: leaderSeat?.member.id ?? null,
          learner: member.learner,
          revision: REVISION,
          raftTerm: 7,
          raftIndex: 5000,
          raftAppliedIndex: 5000,
          dbSize: 20 * MIB,
          dbSizeInUse: 18 * MIB,
          quota: null,
          errors: [],
          latencyMs: 3,
          ...status,
        }),
        linearizable: reading(faults.linearizable ?? spared, 4),
        serializable: reading(faults.serializable, 2),
        metrics: reading(faults.metrics, {
          ...{ quota: 2048 * MIB, dbSize: 20 * MIB, dbSizeInUse: 18 * MIB },
          ...(defragmentation === undefined ? {} : { defragmentation }),
        }),
        hash: reading(faults.hash ?? spared, { hash, revision: REVISION, compactRevision }),
      },
    ];
  };

  const world = {
    withMembers: (count: number) => {
      seats.clear();
      for (let number = 1; number <= count; number++) seats.set(`etcd-${number}`, seat(number));
      return world;
    },
    leader: (who: string | null) => {
      leader = who;
      return world;
    },
    /** Connection refused. */
    dead: (who: string) => silence(who, 'refused'),
    /** Frozen (SIGSTOP): every call runs into its deadline. */
    hanging: (who: string) => silence(who, 'deadline'),
    failing: (who: string, code: FaultCode) => silence(who, code),
    allFailing: (code: FaultCode) => {
      list = fault(code);
      alarmFault = fault(code);
      return everyone(who => silence(who, code));
    },
    refusing: (who: string, faults: Seat['faults']) => change(who, () => ({ faults })),
    learner: (who: string) => change(who, old => ({ member: { ...old.member, learner: true } })),
    unstarted: (who: string) => change(who, old => ({ member: { ...old.member, name: '', clientUrls: [] } })),
    unasked: (who: string) => change(who, () => ({ endpoint: null })),
    reachedAt: (who: string, endpoint: string) => change(who, () => ({ endpoint })),
    status: (who: string, status: Partial<EndpointStatus>) =>
      change(who, old => ({ status: { ...old.status, ...status } })),
    version: (who: string, version: string) => change(who, old => ({ status: { ...old.status, version } })),
    hash: (who: string, hash: string, compactRevision = 100) => change(who, () => ({ hash, compactRevision })),
    alarm: (who: string, kind: AlarmKind) => {
      alarms = [...alarms, { member: seats.get(who)?.member.id ?? memberId('dead'), kind }];
      return world;
    },
    /** The members that are left answer, but have no quorum among them. */
    withoutQuorum: () => {
      leader = null;
      list = { linearizable: false };
      alarmFault = fault('deadline');
      for (const [who, old] of seats) {
        if (!old.faults.status) change(who, () => ({ faults: { linearizable: 'no_quorum' } }));
      }
      return world;
    },
    patroni: (...clusters: readonly PatroniCluster[]) => {
      patroni = { ok: true, value: clusters };
      return world;
    },
    patroniFailing: (code: FaultCode) => {
      patroni = { ok: false, fault: fault(code) };
      return world;
    },
    postgres: (...worlds: readonly { readonly state: () => PostgresState }[]) => {
      const states = worlds.map(each => each.state());
      const reach = Object.assign({}, ...states.map(state => state.reach));
      postgres = { ok: true, value: { clusters: states.flatMap(({ clusters }) => clusters), reach } };
      return world;
    },
    /** Of its keys only a part was read. */
    postgresInPart: () => {
      if (postgres?.ok) postgres = { ok: true, value: { ...postgres.value, partial: true } };
      return world;
    },
    postgresFailing: (code: FaultCode) => {
      postgres = { ok: false, fault: fault(code) };
      return world;
    },
    pauses: (memory: PauseMemory) => {
      pauses = memory;
      return world;
    },
    /** Seconds of its longest defragmentation. */
    defragmentsIn: (who: string, seconds: number) => change(who, () => ({ defragmentation: seconds })),
    listFailing: (code: FaultCode) => {
      list = fault(code);
      return world;
    },
    alarmsFailing: (code: FaultCode) => {
      alarmFault = fault(code);
      return world;
    },
    stranger: (endpoint: string, clusterId = CLUSTER_ID) => {
      const [model] = report({ ...seat(9), endpoint, status: { clusterId } });
      if (model) strangers.push(model);
      return world;
    },
    snapshot: (): Snapshot => ({
      cluster: name,
      takenAt: Date.UTC(2026, 10, 22, 3, 10),
      tookMs: 12,
      endpoints: [...[...seats.values()].flatMap(report), ...strangers],
      members:
        'code' in list
          ? { ok: false, fault: list }
          : {
              ok: true,
              value: {
                members: [...seats.values()].map(({ member }) => member),
                linearizable: true,
                clusterId: CLUSTER_ID,
                ...list,
              },
            },
      alarms: alarmFault ? { ok: false, fault: alarmFault } : { ok: true, value: alarms },
      patroni,
      ...(postgres ? { postgres } : {}),
      ...(pauses ? { pauses } : {}),
      keys: notAsked,
    }),
  };
  return world.withMembers(3);
}
