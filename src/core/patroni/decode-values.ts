import type {
  PatroniConfig,
  PatroniFailover,
  PatroniMember,
  PatroniSwitch,
  PatroniSync,
  PostgresCluster,
} from './cluster.ts';
import { isObject, parseExactly, tryParse } from './exact-json.ts';
import { digitsOf, isTrue, numberOf, textOf } from './values.ts';

/** A value, with all that its JSON says where it does not hold that itself; or why it is none. */
export type Decoded<T> = { readonly value: T; readonly raw?: unknown } | { readonly why: string };

type Fields = Readonly<Record<string, unknown>>;
type Read<T> = T extends { readonly state: 'read'; readonly value: infer V } ? V : never;

const NO_JSON = { why: 'no JSON' };
const fields = (parsed: unknown): Decoded<Fields> =>
  parsed === undefined ? NO_JSON : isObject(parsed) ? { value: parsed } : { why: 'no JSON object' };

/** `raw` as JavaScript reads it: a change of it is written back as numbers. */
export function configOf(text: string): Decoded<PatroniConfig> {
  const read = fields(tryParse(text));
  if ('why' in read) return read;
  const raw = read.value;
  const quorum = textOf(raw.synchronous_mode)?.toLowerCase() === 'quorum';
  return {
    value: {
      ttl: numberOf(raw.ttl),
      loopWait: numberOf(raw.loop_wait),
      retryTimeout: numberOf(raw.retry_timeout),
      maximumLagOnFailover: numberOf(raw.maximum_lag_on_failover),
      failsafeMode: isTrue(raw.failsafe_mode),
      pause: isTrue(raw.pause),
      synchronousMode: quorum ? 'quorum' : isTrue(raw.synchronous_mode),
      standbyCluster: followsAnother(raw.standby_cluster),
      raw,
    },
  };
}

/** patroni/global_config.py, `is_standby_cluster`. */
const followsAnother = (value: unknown): boolean =>
  isObject(value) && [value.host, value.port, value.restore_command].some(Boolean);

export function memberOf(name: string, lease: PatroniMember['lease'], text: string): Decoded<PatroniMember> {
  const read = fields(parseExactly(text));
  if ('why' in read) return read;
  const raw = read.value;
  return {
    value: {
      name,
      apiUrl: textOf(raw.api_url),
      connUrl: textOf(raw.conn_url),
      state: textOf(raw.state),
      role: textOf(raw.role),
      version: textOf(raw.version),
      timeline: numberOf(raw.timeline),
      position: digitsOf(raw.xlog_location),
      paused: isTrue(raw.pause),
      pendingRestart: isTrue(raw.pending_restart),
      tags: isObject(raw.tags) ? raw.tags : {},
      raw,
      lease,
    },
  };
}

/** `{}` is what the last switchover left behind. `leader:candidate` is how old Patroni wrote it (patroni/dcs/__init__.py, Failover). */
export function failoverOf(text: string): Decoded<PatroniFailover> {
  const [, from, to] = /^([\w.-]*):([\w.-]*)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined)
    return { value: { leader: textOf(from), candidate: textOf(to), scheduledAt: null } };
  if (text.trim() === '') return { value: null };
  const read = fields(parseExactly(text));
  if ('why' in read) return read;
  const [leader, candidate] = [textOf(read.value.leader), textOf(read.value.member ?? read.value.candidate)];
  const scheduledAt = textOf(read.value.scheduled_at);
  return { value: (leader ?? candidate ?? scheduledAt) ? { leader, candidate, scheduledAt } : null, raw: read.value };
}

export function syncOf(text: string): Decoded<PatroniSync> {
  const read = fields(parseExactly(text));
  if ('why' in read) return read;
  const { leader, sync_standby: standbys, quorum } = read.value;
  return {
    value: {
      leader: textOf(leader),
      standbys: (textOf(standbys) ?? '')
        .split(',')
        .map(name => name.trim())
        .filter(Boolean),
      quorum: numberOf(quorum),
    },
    raw: read.value,
  };
}

export function failsafeOf(text: string): Decoded<Readonly<Record<string, string>>> {
  const read = fields(parseExactly(text));
  if ('why' in read) return read;
  const entries = Object.entries(read.value).flatMap(([name, url]) =>
    typeof url === 'string' ? [[name, url] as const] : [],
  );
  return entries.length === Object.keys(read.value).length
    ? { value: Object.fromEntries(entries) }
    : { why: 'an address is no text' };
}

/** Empty while the first member is still making the database. */
export const initializeOf = (text: string): Decoded<string> =>
  /^\d*$/.test(text) ? { value: text } : { why: 'no number' };

/** A bare number is how Patroni 2 and older wrote it. */
export function statusOf(text: string): Decoded<Read<PostgresCluster['status']>> {
  const parsed = parseExactly(text);
  const bare = digitsOf(parsed);
  if (bare !== null) return { value: { position: bare, slots: [] } };
  const read = fields(parsed);
  if ('why' in read) return read;
  const { optime, slots } = read.value;
  return { value: { position: digitsOf(optime), slots: isObject(slots) ? Object.keys(slots) : [] }, raw: read.value };
}

export function historyOf(text: string): Decoded<readonly PatroniSwitch[]> {
  const parsed = parseExactly(text);
  if (!Array.isArray(parsed)) return parsed === undefined ? NO_JSON : { why: 'no JSON list' };
  const switches = parsed.flatMap((entry: unknown) => switchOf(entry) ?? []);
  return switches.length === parsed.length
    ? { value: switches, raw: parsed }
    : { why: 'an entry is no switch of timelines' };
}

/** `[timeline, position, reason]`, then the time and, from Patroni 2 on, who led. */
function switchOf(entry: unknown): PatroniSwitch | null {
  if (!Array.isArray(entry)) return null;
  const [timeline, position, reason, at, leader]: readonly unknown[] = entry;
  const [number, digits] = [numberOf(timeline), digitsOf(position)];
  if (number === null || digits === null) return null;
  return { timeline: number, position: digits, reason: textOf(reason) ?? '', at: textOf(at), leader: textOf(leader) };
}

export const leaderNameOf = (text: string): Decoded<string> =>
  text.trim() === '' ? { why: 'empty' } : { value: text };
