import type { Fault, Survey } from '../core/cluster.ts';
import type { Clock, EffectOutcome, EtcdOperator, EtcdReader, Log } from '../core/ports.ts';
import type { ClusterSettings } from '../core/settings.ts';
import type { CallContext } from './channel.ts';
import type { EndpointConnection } from './connection.ts';
import { isWrongLogin, neverHappened, toFault } from './errors.ts';
import { findSeats, type Seats, unlistedUrls } from './seats.ts';
import { openEtcdReader } from './survey.ts';
import { swapPause } from './swap-pause.ts';

/** etcd itself gives up on agreement after 5 s plus two elections (server/config, ReqTimeout). */
const CHANGE_MS = 5_000;
/** What touches the whole database. A member goes on after this: 8 GB take some 40 s to defragment. */
const LONG_MS = 30_000;
const PROBE_KEY = 'etcd-chatops/probe';

type Seat = (seats: Seats) => Promise<EndpointConnection | null>;
type Call = (endpoint: EndpointConnection, context: CallContext) => Promise<unknown>;

/**
 * Opens a cluster for changes. Every change goes out once, to the member that it needs, with a deadline, and nothing is retried; nothing
 * rejects. Surveys see members, too, that stand in etcd's list and not in the settings yet.
 */
export function openEtcdOperator(settings: ClusterSettings, log: Log, now: Clock = Date.now): EtcdOperator {
  const opened = open(settings, now);
  const readers = openReaders(settings, log, now);

  const find = async (seat: Seat): Promise<EndpointConnection | null> =>
    'seats' in opened ? seat(opened.seats) : null;
  const send = async (what: string, seat: Seat, ms: number, call: Call): Promise<EffectOutcome> => {
    const endpoint = await find(seat);
    if (endpoint === null) return { outcome: 'refused', fault: 'fault' in opened ? opened.fault : NOBODY };
    const outcome = await effectOf(call(endpoint, { deadline: now() + ms }));
    log.info({ cluster: settings.name, endpoint: endpoint.endpoint, what, ...outcome }, 'asked etcd for a change');
    return outcome;
  };
  const change = (what: string, seat: Seat, call: Call): Promise<EffectOutcome> =>
    // Without a leader etcd says so at once, instead of keeping the change for whenever there is one.
    send(what, seat, CHANGE_MS, (endpoint, context) => call(endpoint, { ...context, requireLeader: true }));
  const anyVoter: Seat = seats => seats.voter(null);
  const leader: Seat = seats => seats.leader();

  return {
    survey: readers.survey,
    addLearner: peerUrl =>
      change('add learner', anyVoter, ({ calls }, own) => calls.memberAdd({ peerUrls: [peerUrl], learner: true }, own)),
    // Only the leader knows how far a learner is, and before 3.5.28 followers cannot forward it where logins are on.
    promote: member => change('promote', leader, ({ calls }, own) => calls.memberPromote(member, own)),
    removeMember: member =>
      change(
        'remove member',
        seats => seats.voter(member),
        ({ calls }, own) => calls.memberRemove(member, own),
      ),
    updateMember: (member, peerUrl) =>
      change('update member', anyVoter, ({ calls }, own) => calls.memberUpdate(member, [peerUrl], own)),
    moveLeader: to => change('move leader', leader, ({ calls }, own) => calls.moveLeader(to, own)),
    compact: (revision, physical) =>
      send('compact', anyVoter, LONG_MS, ({ keys }, own) => keys.compact(revision, physical, own)),
    defragment: member =>
      send(
        'defragment',
        seats => seats.of(member),
        LONG_MS,
        ({ calls }, own) => calls.defragment(own),
      ),
    disarm: (member, kind) => change('disarm', anyVoter, ({ calls }, own) => calls.disarm({ member, kind }, own)),
    proveWrite: () =>
      change('prove a write', anyVoter, async ({ keys }, own) => {
        await keys.put(PROBE_KEY, String(now()), own);
        await keys.remove(PROBE_KEY, own);
      }),
    progress: async () => {
      const endpoint = await find(leader);
      return endpoint?.progress.replication({ deadline: now() + CHANGE_MS }).catch(() => new Map()) ?? new Map();
    },
    defragmentation: async member => {
      const endpoint = await find(seats => seats.last(member));
      return endpoint?.progress.defragmentation({ deadline: now() + CHANGE_MS }).catch(() => null) ?? null;
    },
    processStart: async member => {
      const endpoint = await find(seats => seats.last(member));
      return endpoint?.progress.processStart({ deadline: now() + CHANGE_MS }).catch(() => null) ?? null;
    },
    changeAuth: (wanted, password) =>
      change(wanted.change, anyVoter, ({ calls }, own) => calls.auth.change(wanted, password, own)),
    takesLogin: async (username, password) => {
      const endpoint = await find(anyVoter);
      if (endpoint === null) return null;
      return endpoint.logIn({ username, password }, { deadline: now() + CHANGE_MS }).then(
        () => true,
        error => (isWrongLogin(error) ? false : null),
      );
    },
    setPause: async (key, pause) => {
      const seen: { outcome: EffectOutcome | null } = { outcome: null };
      const sent = await change(pause ? 'pause PostgreSQL' : 'resume PostgreSQL', anyVoter, async ({ keys }, own) => {
        seen.outcome = await swapPause(keys, { key, pause }, own);
      });
      return sent.outcome === 'done' && seen.outcome !== null ? seen.outcome : sent;
    },
    ownPassword: which => (which === 'next' ? settings.auth?.nextPassword : settings.auth?.password) ?? null,
    close: async () => {
      if ('seats' in opened) opened.seats.close();
      await readers.close();
    },
  };
}

const NOBODY: Fault = { code: 'unreachable', detail: 'no member that could do it answers' };

type Opened = { readonly seats: Seats } | { readonly fault: Fault };

function open(settings: ClusterSettings, now: Clock): Opened {
  try {
    return { seats: findSeats(settings, now) };
  } catch (error) {
    return { fault: toFault(error) };
  }
}

async function effectOf(call: Promise<unknown>): Promise<EffectOutcome> {
  try {
    await call;
    return { outcome: 'done' };
  } catch (error) {
    return { outcome: neverHappened(error) ? 'refused' : 'unknown', fault: toFault(error) };
  }
}

/** Surveys what the settings name, and once more with what only etcd's list names, or has named when it could be read last. */
function openReaders(settings: ClusterSettings, log: Log, now: Clock): EtcdReader {
  const plain = openEtcdReader(settings, log, now);
  const wider = new Map<string, EtcdReader>();
  let unlisted: readonly string[] = [];
  return {
    survey: async (survey: Survey, signal) => {
      const snapshot = await plain.survey(survey, signal);
      if (!survey.parts.includes('status')) return snapshot;
      if (snapshot.members.ok) unlisted = unlistedUrls(snapshot);
      const endpoints = [...settings.endpoints, ...unlisted];
      if (endpoints.length === settings.endpoints.length) return snapshot;
      const known = endpoints.join(' ');
      const reader = wider.get(known) ?? openEtcdReader({ ...settings, endpoints }, log, now);
      wider.set(known, reader);
      return reader.survey(survey, signal);
    },
    close: async () => {
      await Promise.all([plain, ...wider.values()].map(reader => reader.close()));
    },
  };
}
