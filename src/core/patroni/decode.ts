import type { PatroniKey, PatroniMember, PostgresCluster } from './cluster.ts';
import {
  configOf,
  type Decoded,
  failoverOf,
  failsafeOf,
  historyOf,
  initializeOf,
  leaderNameOf,
  memberOf,
  statusOf,
  syncOf,
} from './decode-values.ts';
import { patroniKeyName } from './key-name.ts';

/** A key as etcd has it. `lease`: its seconds, null without a lease, `unasked` where it has one and its seconds are not known. */
export type RawKey = {
  readonly key: string;
  readonly value: string;
  /** Decimal. */
  readonly modRevision: string;
  readonly lease: NonNullable<PatroniMember['lease']> | 'unasked' | null;
};

type Found = ReadonlyMap<string, RawKey>;

/**
 * The PostgreSQL clusters among the keys below a namespace (`namespacePrefix`), by name: what Patroni 2 to 4 writes. Keys of others are left
 * out, but for the names of those below a cluster, those of Patroni that cannot be read are `broken`. Never throws.
 */
export function decodePatroni(prefix: string, keys: readonly RawKey[]): readonly PostgresCluster[] {
  const found = new Map<string, Map<string, RawKey>>();
  const strange: RawKey[] = [];
  for (const raw of keys) {
    const named = patroniKeyName(prefix, raw.key);
    if (named === null) {
      strange.push(raw);
      continue;
    }
    const cluster = found.get(named.name) ?? new Map<string, RawKey>();
    found.set(named.name, cluster);
    cluster.set(named.rest, raw);
  }
  const others = belowClusters(prefix, strange, found);
  return [...found]
    .map(([name, own]) => ({ ...clusterOf(prefix, name, own), ...othersOf(others.get(name)) }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const othersOf = (otherKeys: readonly string[] | undefined) => (otherKeys === undefined ? {} : { otherKeys });

/** Names of keys that are none of Patroni's, by the cluster below which they lie; of others nobody here knows whose they are. */
function belowClusters(
  prefix: string,
  strange: readonly RawKey[],
  found: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, readonly string[]> {
  const below = new Map<string, string[]>();
  for (const { key } of strange) {
    const [scope = '', second = '', ...more] = key.startsWith(prefix) ? key.slice(prefix.length).split('/') : [];
    const group = `${scope}/${second}`;
    const [name, rest] = found.has(group) && more.length > 0 ? [group, more] : [scope, [second, ...more]];
    if (!found.has(name)) continue;
    const names = below.get(name) ?? [];
    below.set(name, names);
    names.push(rest.join('/'));
  }
  return below;
}

function clusterOf(prefix: string, name: string, own: Found): PostgresCluster {
  const memberKeys = [...own]
    .flatMap(([rest, raw]) => (rest.startsWith(MEMBERS) ? [{ name: rest.slice(MEMBERS.length), raw }] : []))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const group = /\/(\d+)$/.exec(name)?.[1];
  const leader = own.get('leader');
  return {
    name,
    citusGroup: group === undefined ? null : Number(group),
    prefix: `${prefix}${name}/`,
    config: keyOf(own.get('config'), configOf),
    leader: keyOf(leader, text => mapped(leaderNameOf(text), named => ({ name: named, lease: secondsOf(leader) }))),
    members: memberKeys.map(({ name: member, raw }) => keyOf(raw, text => memberOf(member, secondsOf(raw), text))),
    memberNames: memberKeys.map(({ name: member }) => member),
    leaseless: [
      ...(leader?.lease === null ? ['leader'] : []),
      ...memberKeys.flatMap(({ name: member, raw }) => (raw.lease === null ? [member] : [])),
    ],
    failover: keyOf(own.get('failover'), failoverOf),
    sync: keyOf(own.get('sync'), syncOf),
    failsafe: keyOf(own.get('failsafe'), failsafeOf),
    initialize: keyOf(own.get('initialize'), initializeOf),
    status: keyOf(own.get('status') ?? own.get('optime/leader'), statusOf),
    history: keyOf(own.get('history'), historyOf),
  };
}

const MEMBERS = 'members/';

const secondsOf = (raw: RawKey | undefined): PatroniMember['lease'] =>
  raw === undefined || raw.lease === 'unasked' ? null : raw.lease;

function keyOf<T>(raw: RawKey | undefined, decode: (text: string) => Decoded<T>): PatroniKey<T> {
  if (raw === undefined) return { state: 'absent' };
  const decoded = decode(raw.value);
  const revision = raw.modRevision;
  return 'why' in decoded ? { state: 'broken', revision, why: decoded.why } : { state: 'read', revision, ...decoded };
}

const mapped = <A, B>(decoded: Decoded<A>, to: (value: A) => B): Decoded<B> =>
  'why' in decoded ? decoded : { value: to(decoded.value) };
