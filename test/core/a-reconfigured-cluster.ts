import { predictRefusal, type Reconfiguration, type ServerRefusal } from '../../src/core/reconfiguration.ts';
import { startEtcdCluster } from '../../src/local/etcd-cluster.ts';
import { askEtcd } from '../../src/local/etcd-gateway.ts';
import type { EtcdMember } from '../../src/local/etcd-member.ts';
import { GiveUp, until } from '../../src/local/until.ts';
import type { EtcdPrograms } from '../../src/setup/etcd-versions.ts';
import { parseMembers } from './etcd-members.ts';

type Seat = {
  /** Decimal, as the JSON gateway has it; `unknown` before it was read. */
  readonly id: string;
  readonly peerUrl: string;
  readonly learner: boolean;
  /** Null for one that was added and never started. */
  readonly process: EtcdMember | null;
};
export type Answer = ServerRefusal | 'accepted';

const WORDS: readonly (readonly [RegExp, ServerRefusal])[] = [
  [/unhealthy cluster/, 'unhealthy_cluster'],
  [/not enough started members/, 'not_enough_started_members'],
  [/too many learner/, 'too_many_learners'],
  [/Peer URLs already exists/, 'peer_url_exists'],
  [/member not found/, 'member_not_found'],
  [/in sync with leader/, 'learner_not_in_sync'],
  [/only promote a learner/, 'not_a_learner'],
  [/timed out|timeout|deadline exceeded|operation was aborted/, 'no_quorum'],
];

/** A real cluster that is asked for changes of its membership, with the model that goes along with it. */
export async function aReconfiguredCluster(programs: EtcdPrograms, directory: string, voters: number) {
  const cluster = await startEtcdCluster({ binary: programs.etcd, members: voters, directory });
  let seats: readonly Seat[] = cluster.members.map(member => ({
    id: 'unknown',
    peerUrl: member.peerUrl,
    learner: false,
    process: member,
  }));
  const isAlive = (seat: Seat): boolean => seat.process?.running === true;
  const askable = (target?: Seat): Seat => {
    const [via] = [...seats.filter(seat => seat !== target && isAlive(seat)), ...seats.filter(isAlive)];
    if (!via) throw new GiveUp('nobody is left to ask');
    return via;
  };
  const post = (via: Seat, path: string, body: Readonly<Record<string, unknown>>, timeoutMs = 5_000) =>
    askEtcd({ url: `${via.process?.clientUrl}/v3/${path}`, tls: undefined, timeoutMs }, body);

  const model = () => ({
    version: programs.version,
    members: seats.map(seat => ({
      id: null,
      peerUrls: [seat.peerUrl],
      learner: seat.learner,
      started: seat.process !== null,
      connected: isAlive(seat),
      inSync: false,
    })),
  });
  const predicted = (change: Reconfiguration): Answer => predictRefusal(model(), change) ?? 'accepted';
  const answers = new Map<string, Answer>();

  /** `3,1 remove down`: voters, how many of them are down, and what was asked; null beside that. */
  const caseOf = (change: Reconfiguration): string | null => {
    const voting = seats.filter(seat => !seat.learner);
    const down = voting.filter(seat => !isAlive(seat));
    if (seats.length > voting.length || down.some(seat => seat.process === null)) return null;
    const target = seats.find(seat => seat.peerUrl === change.peerUrl);
    const what = change.kind === 'remove' && target ? `remove ${isAlive(target) ? 'healthy' : 'down'}` : change.kind;
    return `${voting.length},${down.length} ${what}`;
  };

  const send = async (change: Reconfiguration): Promise<Answer> => {
    const target = seats.find(seat => seat.peerUrl === change.peerUrl);
    // A server without quorum never answers; whoever knows that need not wait long.
    const timeoutMs = predicted(change) === 'no_quorum' ? 1_000 : 5_000;
    const { path, body } = requestFor(change, target?.id ?? '12345');
    try {
      await post(askable(target), `cluster/member/${path}`, body, timeoutMs);
      return 'accepted';
    } catch (error) {
      const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const known = WORDS.find(([pattern]) => pattern.test(words));
      if (!known) throw error;
      return known[1];
    }
  };

  /** What came of an accepted change: read back, so that ids are known and nothing is assumed. */
  const reread = async (): Promise<void> => {
    const members = parseMembers(await post(askable(), 'cluster/member/list', {}));
    seats = members.map(({ id, peerUrl, learner }) => ({
      id,
      peerUrl,
      learner,
      process: cluster.members.find(member => member.peerUrl === peerUrl) ?? null,
    }));
  };

  /** The asked member knows who is connected, and a quorum, where there is one, has a leader. */
  const settle = async (): Promise<void> => {
    if (!seats.some(isAlive)) return;
    const via = askable();
    const others = seats.filter(seat => seat !== via);
    const isSettled = (active: ReadonlySet<string>) => others.every(seat => active.has(seat.id) === isAlive(seat));
    await until(async () => (isSettled(await activePeers(via.process?.clientUrl ?? '')) ? true : undefined), {
      what: `${via.process?.name} to see who of ${others.length} is alive`,
      withinMs: 75_000,
    });
    const voting = seats.filter(seat => !seat.learner);
    if (voting.filter(isAlive).length * 2 <= voting.length) return;
    await until(async () => post(via, 'kv/range', { key: 'YQ==' }, 1_000), { what: 'a leader', withinMs: 20_000 });
  };

  /**
   * Asks until the answer is the predicted one: for a moment after a death etcd looks for a leader, and for its first five seconds it
   * takes nobody in. A change that goes through against the prediction ends it at once.
   */
  const compare = async (change: Reconfiguration): Promise<Answer> => {
    const wanted = predicted(change);
    const about = caseOf(change);
    let last: Answer | undefined;
    await until(
      async () => {
        last = await send(change);
        if (last === wanted) return true;
        if (last === 'accepted') throw new GiveUp(`etcd ${programs.version} accepted, predicted was ${wanted}`);
        throw new Error(`etcd ${programs.version} answered ${last}, predicted was ${wanted}`);
      },
      { what: `${change.kind} to be answered with ${wanted}`, withinMs: 40_000, everyMs: 200 },
    );
    if (about !== null) answers.set(about, wanted);
    if (wanted === 'accepted') await reread();
    return wanted;
  };

  await reread();
  await settle();
  const [first] = seats;
  // Refused for its address once connections count as old enough; until then for their youth. It never goes through.
  await until(
    async () =>
      (await send({ kind: 'add-learner', peerUrl: first?.peerUrl ?? '' })) === 'peer_url_exists' ? true : undefined,
    {
      what: 'connections to be five seconds old',
      withinMs: 75_000,
      everyMs: 200,
    },
  );

  return {
    compare,
    predicted,
    /** What was asked and answered as predicted. */
    answers,
    /** Peer URLs; the one that is asked comes last. */
    healthy: () =>
      seats
        .filter(isAlive)
        .map(({ peerUrl }) => peerUrl)
        .toReversed(),
    down: () => seats.filter(seat => seat.process !== null && !isAlive(seat)).map(({ peerUrl }) => peerUrl),
    kill: async (count: number) => {
      const victims = seats.filter(isAlive).slice(-count);
      await Promise.all(victims.map(({ process }) => process?.kill()));
      await settle();
    },
    /** Removes one and waits until its process, told so, has ended or was ended. */
    remove: async (peerUrl: string) => {
      const answer = await compare({ kind: 'remove', peerUrl });
      await cluster.members.find(member => member.peerUrl === peerUrl)?.kill();
      await settle();
      return answer;
    },
    stop: cluster.stop,
  };
}

function requestFor(change: Reconfiguration, id: string) {
  switch (change.kind) {
    case 'add-learner':
      return { path: 'add', body: { peerURLs: [change.peerUrl], isLearner: true } };
    case 'add-voter':
      return { path: 'add', body: { peerURLs: [change.peerUrl] } };
    case 'promote':
      return { path: 'promote', body: { ID: id } };
    case 'remove':
      return { path: 'remove', body: { ID: id } };
    case 'update':
      return { path: 'update', body: { ID: id, peerURLs: [change.to] } };
  }
}

/** Decimal ids. What etcd 3.4 says of one that was removed may stand at 1 for good, so it is asked for by id. */
async function activePeers(clientUrl: string): Promise<ReadonlySet<string>> {
  const page = String(await askEtcd({ url: `${clientUrl}/metrics`, tls: undefined }));
  const active = page.matchAll(/^etcd_network_active_peers\{[^}]*Remote="([0-9a-f]+)"[^}]*\} 1$/gm);
  return new Set([...active].map(([, id]) => BigInt(`0x${id}`).toString()));
}
