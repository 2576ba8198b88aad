import type { EtcdCluster } from '../local/etcd-cluster.ts';
import type { EtcdMember } from '../local/etcd-member.ts';
import type { Asks, Cluster, MemberAction, MemberState } from './server/wire.ts';

/** What can be done to the playground's own cluster, and what state its members are in. */
export interface ClusterFaults {
  readonly state: () => Cluster;
  /** Returns why it could not be done, or null. */
  readonly act: (ask: Asks['cluster-fault']) => Promise<string | null>;
  readonly close: () => void;
}

/** A member that ends by itself is noticed this often. */
const LOOK_EVERY_MS = 500;
const FILLER_BYTES = 1_000_000;
/** No quota of a playground is larger; etcd's default of 2 GiB would fill a disk. */
const MOST_FILLERS = 512;

export function createClusterFaults(cluster: EtcdCluster, changed: () => void): ClusterFaults {
  const frozen = new Set<string>();
  const starting = new Set<string>();
  /** Those whose process was never started, by name. */
  const prepared = new Map<string, () => Promise<void>>();
  let note = '';
  let isBusy = false;
  let seen = '';

  const stateOf = (member: EtcdMember): MemberState => {
    if (starting.has(member.name)) return 'starting';
    if (prepared.has(member.name)) return 'prepared';
    if (!member.running) return 'stopped';
    return frozen.has(member.name) ? 'frozen' : 'running';
  };
  const state = (): Cluster => ({
    name: 'playground',
    members: cluster.members.map(member => ({
      name: member.name,
      url: member.clientUrl,
      peerUrl: member.peerUrl,
      state: stateOf(member),
    })),
    note,
    isBusy,
  });
  const look = setInterval(() => {
    const now = JSON.stringify(state());
    if (now !== seen) changed();
    seen = now;
  }, LOOK_EVERY_MS);
  look.unref();
  const say = (text: string): void => {
    note = text;
    changed();
  };

  const onMember: Readonly<Record<MemberAction, (member: EtcdMember) => Promise<void>>> = {
    stop: async member => {
      frozen.delete(member.name);
      await member.kill();
    },
    freeze: async member => {
      member.freeze();
      frozen.add(member.name);
    },
    thaw: async member => {
      member.thaw();
      frozen.delete(member.name);
    },
    restart: async member => {
      starting.add(member.name);
      changed();
      frozen.delete(member.name);
      await member.kill();
      await member.restart().finally(() => starting.delete(member.name));
    },
    start: async member => {
      const join = prepared.get(member.name);
      if (!join) throw new Error(`${member.name} was started before: restart it`);
      if (!(await isRegistered(cluster, member.peerUrl))) {
        throw new Error(`the cluster does not know ${member.name} yet. Have it added first: ${lineToAdd(member)}`);
      }
      starting.add(member.name);
      changed();
      await join().finally(() => starting.delete(member.name));
      prepared.delete(member.name);
    },
  };

  async function prepare(): Promise<string> {
    const [waiting] = prepared.keys();
    if (waiting !== undefined) throw new Error(`${waiting} is prepared already`);
    const member = await cluster.prepareMember(`etcd-${cluster.members.length + 1}`);
    prepared.set(member.name, member.join);
    return `${member.name} is prepared. Type ${lineToAdd(member)}, have it approved, and start it.`;
  }

  async function carryOut(ask: Asks['cluster-fault']): Promise<string> {
    if (ask.action === 'fill-quota') return fillQuota(cluster, say);
    if (ask.action === 'prepare-member') return prepare();
    const member = cluster.members.find(each => each.name === ask.member);
    if (!member) throw new Error(`there is no member ${ask.member}`);
    await onMember[ask.action](member);
    return `${member.name} is ${stateOf(member)}.`;
  }

  return {
    state,
    async act(ask) {
      if (isBusy) return 'Something is being done to the cluster already.';
      isBusy = true;
      say('Working…');
      try {
        say(await carryOut(ask));
        return null;
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        say(`That failed: ${problem}`);
        return problem;
      } finally {
        isBusy = false;
        changed();
      }
    },
    close: () => clearInterval(look),
  };
}

const lineToAdd = ({ name, peerUrl }: EtcdMember): string => `/etcd member add ${name} ${peerUrl}`;

async function isRegistered({ api }: EtcdCluster, peerUrl: string): Promise<boolean> {
  return JSON.stringify(await api.call('cluster/member/list', {})).includes(`"${peerUrl}"`);
}

/** Writes megabytes until etcd refuses. Throws what etcd says otherwise, a missing quorum above all. */
async function fillQuota({ api }: EtcdCluster, say: (text: string) => void): Promise<string> {
  for (let written = 0; written < MOST_FILLERS; written += 1) {
    try {
      await api.put(`/playground/filler/${written}`, 'x'.repeat(FILLER_BYTES));
    } catch (error) {
      if (!(error instanceof Error) || !/space exceeded/i.test(error.message)) throw error;
      return `etcd refuses to write since ${written} MB: the NOSPACE alarm is on.`;
    }
    say(`Wrote ${written + 1} MB…`);
  }
  throw new Error(`the quota is not reached after ${MOST_FILLERS} MB`);
}
