import { namespacePrefix, patroniKeyName } from './patroni/key-name.ts';

/**
 * Who writes a key. `patroni`: below the configured namespace, and a key that Patroni itself writes. `elsewhere`: looks like Patroni's, in a
 * namespace that is not configured. `bot`: this bot's own probe. Everything else below the namespace, too, is `unknown`.
 */
export const owners = ['patroni', 'bot', 'elsewhere', 'kubernetes', 'unknown'] as const;
export type Owner = (typeof owners)[number];

/** Live keys with their newest values; what history and free pages of the file take is not in it. Bytes of names and values. */
export type Use = { readonly keys: number; readonly bytes: number };

/** All keys of one owner that begin with `prefix`. */
export type PrefixUse = Use & { readonly prefix: string; readonly owner: Owner };

/** A key by how often it was written: `version` times since it was created, at revision `created`. The name alone, never the value. */
export type HotKey = { readonly key: string; readonly version: number; readonly created: number };

/**
 * `time`: what was given to it. `cancelled`: whoever asked does not wait any more. `compacted`: its revision went away meanwhile. `failed`: the
 * member stopped answering.
 */
export type SpaceStop = 'time' | 'cancelled' | 'compacted' | 'failed';

/** Keys that were read, of how many. */
export type SpaceProgress = { readonly read: number; readonly total: number };

/** What to look at: all keys that begin with `under`, for so long. The survey takes that long, too. `tell` hears how far it is, page by page. */
export type SpaceQuery = {
  readonly under: string;
  readonly withinMs: number;
  readonly tell?: (soFar: SpaceProgress) => void;
};

/** Who uses the key space, at one revision. */
export type SpaceUse = {
  /** All keys begin with this; empty: the whole key space. */
  readonly under: string;
  readonly revision: number;
  /** As etcd counts them; more than were read when the walk was stopped. */
  readonly total: number;
  readonly read: Use;
  /** By owner, over all that was read. */
  readonly owners: Readonly<Record<Owner, Use>>;
  /** The largest, by bytes. */
  readonly prefixes: readonly PrefixUse[];
  /** The keys that were written most often, the first the most; a key that was written once is none. */
  readonly hottest: readonly HotKey[];
  /** What is in none of these. */
  readonly others: Use & { readonly prefixes: number };
  /** Why it ended before the last key; null when it did not. */
  readonly stopped: SpaceStop | null;
  /** Whether the member that was asked proved, right before, that it knows what a quorum knows. */
  readonly current: boolean;
  /** That member. */
  readonly endpoint: string;
};

/**
 * Whether the key space comes back by itself after it was lost. `unknown`: nothing foreign was seen, and not everything was looked at.
 * `foreign`: what does not come back, the largest first, with what could not be listed summed up in `foreignUse`.
 */
export type Ownership = {
  readonly verdict: 'rebuildable' | 'needs_backup' | 'unknown';
  readonly foreign: readonly PrefixUse[];
  readonly foreignUse: Use;
  readonly postgres: Use;
};

/** A running Patroni writes its keys anew (patroni/ha.py), and the bot's probe is written before it is read. Nobody else is known to. */
const isRebuilt = (owner: Owner): boolean => owner === 'patroni' || owner === 'bot';

export function ownershipOf(use: SpaceUse): Ownership {
  const { elsewhere, kubernetes, unknown } = use.owners;
  const foreignUse = sumOf([elsewhere, kubernetes, unknown]);
  const whole = use.stopped === null && use.under === '';
  const clean = whole ? 'rebuildable' : 'unknown';
  return {
    verdict: foreignUse.keys > 0 ? 'needs_backup' : clean,
    foreign: byProgram(use.prefixes.filter(({ owner }) => !isRebuilt(owner))),
    foreignUse,
    postgres: use.owners.patroni,
  };
}

/** Kubernetes is told by the kinds it keeps; who asks whose keys these are wants the one name. */
function byProgram(prefixes: readonly PrefixUse[]): readonly PrefixUse[] {
  const merged = new Map<string, PrefixUse>();
  for (const use of prefixes) {
    const prefix = use.owner === 'kubernetes' ? (/^\/[^/]+\//.exec(use.prefix)?.[0] ?? use.prefix) : use.prefix;
    const name = `${use.owner} ${prefix}`;
    merged.set(name, { prefix, owner: use.owner, ...sumOf([use, merged.get(name) ?? nothing]) });
  }
  return [...merged.values()].sort(largestFirst);
}

export const largestFirst = (one: PrefixUse, other: PrefixUse): number =>
  other.bytes - one.bytes || (one.prefix < other.prefix ? -1 : 1);

/** Tells whose a key is, by its name alone. `namespace`: Patroni's, as configured; null without one. */
export function ownerIn(namespace: string | null): (key: string) => Owner {
  const prefix = namespace === null ? null : namespacePrefix(namespace);
  return key => {
    if (prefix !== null && patroniKeyName(prefix, key)) return 'patroni';
    if (key.startsWith('etcd-chatops/')) return 'bot';
    if (KUBERNETES.test(key)) return 'kubernetes';
    return ELSEWHERE.test(key) ? 'elsewhere' : 'unknown';
  };
}

/** Kubernetes' default `--etcd-prefix`, OpenShift's two, and the key of the apiserver's compactor (storage/etcd3/compact.go). */
const KUBERNETES = /^(\/registry\/|\/kubernetes\.io\/|\/openshift\.io\/|compact_rev_key(_apiserver)?$)/;

/** Enough to say whose it looks like, and not enough to rely on. */
const ELSEWHERE =
  /^\/[^/]+\/[^/]+\/(\d+\/)?(initialize|config|leader|status|history|failover|sync|failsafe|members\/[^/]+)$/;

export const nothing: Use = { keys: 0, bytes: 0 };

export const sumOf = (uses: readonly Use[]): Use =>
  uses.reduce((sum, { keys, bytes }) => ({ keys: sum.keys + keys, bytes: sum.bytes + bytes }), nothing);
