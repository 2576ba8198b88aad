import type { EndpointStatus, MemberId, Snapshot } from '../core/cluster.ts';
import type { Clock } from '../core/ports.ts';
import type { ClusterSettings } from '../core/settings.ts';
import type { CallContext } from './channel.ts';
import { type Connection, connect, type EndpointConnection } from './connection.ts';
import { firstGood } from './race.ts';

/** Finds the endpoint of a member, whether the settings name it or only etcd's own list does: a new member stands nowhere else. */
export type Seats = {
  /** Only what the member itself confirms, now. */
  readonly of: (member: MemberId) => Promise<EndpointConnection | null>;
  /** Where it was, or should be: while it defragments, a member confirms nothing, and still shows its pages. */
  readonly last: (member: MemberId) => Promise<EndpointConnection | null>;
  readonly leader: () => Promise<EndpointConnection | null>;
  /** A voter that knows a leader, the leader itself before others; never `except`. */
  readonly voter: (except: MemberId | null) => Promise<EndpointConnection | null>;
  readonly close: () => void;
};

/** Who sits where is asked before a change is sent: longer than this, and the member is not there for it. */
const LOOK_MS = 2_000;

type Seat = { readonly endpoint: EndpointConnection; readonly status: EndpointStatus };

/** @throws the system's error for a PEM file that cannot be used. */
export function findSeats(settings: ClusterSettings, now: Clock): Seats {
  const configured = connect(settings, now);
  const others = new Map<string, Connection>();
  const confirmed = new Map<MemberId, EndpointConnection>();
  const soon = (): CallContext => ({ deadline: now() + LOOK_MS });

  const sit = async (endpoint: EndpointConnection): Promise<readonly Seat[]> => {
    const status = await endpoint.calls.status(soon()).catch(() => null);
    if (status !== null) confirmed.set(status.memberId, endpoint);
    return status === null ? [] : [{ endpoint, status }];
  };
  const seats = async () => (await Promise.all(configured.endpoints.map(sit))).flat();
  /** Whoever says so first: a member that hangs is not waited for. */
  const whoLeads = async (): Promise<Seat | null> => {
    const leading = configured.endpoints.map(async endpoint => {
      const [seat] = await sit(endpoint);
      if (seat === undefined || seat.status.leader !== seat.status.memberId) throw new Error('leads nobody');
      return seat;
    });
    return Promise.any(leading).catch(() => null);
  };

  const connectionTo = (url: string): Connection => {
    const known = others.get(url) ?? connect({ ...settings, endpoints: [url] }, now);
    others.set(url, known);
    return known;
  };
  const advertised = async (member: MemberId): Promise<readonly EndpointConnection[]> => {
    const lists = configured.endpoints.map(
      ({ calls }) =>
        () =>
          calls.memberList(false, soon()),
    );
    const list = await firstGood(lists, { staggerMs: LOOK_MS / 4 }).catch(() => null);
    const urls = list?.members.find(({ id }) => id === member)?.clientUrls ?? [];
    return asSafe(urls.map(bare), settings.endpoints).flatMap(url => connectionTo(url).endpoints);
  };
  const elsewhere = async (member: MemberId): Promise<EndpointConnection | null> => {
    const found = await Promise.all((await advertised(member)).map(sit));
    return found.flat().find(({ status }) => status.memberId === member)?.endpoint ?? null;
  };
  const of = async (member: MemberId, known: readonly Seat[]) =>
    known.find(({ status }) => status.memberId === member)?.endpoint ?? (await elsewhere(member));

  return {
    of: async member => of(member, await seats()),
    last: async member => confirmed.get(member) ?? (await advertised(member))[0] ?? null,
    leader: async () => {
      const leading = await whoLeads();
      if (leading) return leading.endpoint;
      const known = await seats();
      const leader = leaderOf(known);
      return leader === null ? null : of(leader, known);
    },
    voter: async except => {
      const leading = await whoLeads();
      if (leading && leading.status.memberId !== except) return leading.endpoint;
      const fit = (await seats()).filter(({ status }) => !status.learner && status.memberId !== except);
      return fit.find(({ status }) => status.leader !== null)?.endpoint ?? null;
    },
    close: () => {
      for (const connection of [configured, ...others.values()]) connection.close();
    },
  };
}

function leaderOf(seats: readonly Seat[]): MemberId | null {
  const told = seats.filter(({ status }) => status.leader !== null);
  return told.toSorted((a, b) => b.status.raftTerm - a.status.raftTerm)[0]?.status.leader ?? null;
}

/** Client URLs of started members of which no endpoint of the settings has said that it is them. */
export function unlistedUrls({ members, endpoints }: Snapshot): readonly string[] {
  if (!members.ok) return [];
  const answered = new Set(endpoints.flatMap(({ status }) => (status.ok ? [status.value.memberId] : [])));
  const asked = new Set(endpoints.map(({ endpoint }) => endpoint));
  return members.value.members.flatMap(({ id, clientUrls }) => {
    const [url] = asSafe(clientUrls.map(bare), [...asked]);
    return url === undefined || answered.has(id) || clientUrls.some(known => asked.has(bare(known))) ? [] : [url];
  });
}

/** Where all that the settings name is asked by TLS, the login of the bot goes nowhere without it, whatever a member advertises. */
const asSafe = (urls: readonly string[], configured: readonly string[]): readonly string[] =>
  configured.every(isSecure) ? urls.filter(isSecure) : urls;

const isSecure = (url: string): boolean => url.startsWith('https:');

const bare = (url: string): string => url.replace(/\/+$/, '');
