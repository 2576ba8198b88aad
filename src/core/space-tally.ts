import {
  type HotKey,
  largestFirst,
  nothing,
  type Owner,
  ownerIn,
  type PrefixUse,
  type SpaceUse,
  sumOf,
  type Use,
} from './ownership.ts';
import { namespacePrefix } from './patroni/key-name.ts';

/** However many folders there are, no more than twice these are kept while counting. */
const MOST_FOLDERS = 200;
/** As many of the keys that are written most are told. */
const MOST_HOT = 10;

/** Counts keys by the folder they are in, in bounded memory. Folders come one after the other, as etcd orders keys. */
export type SpaceTally = {
  readonly add: (key: string, bytes: number, written?: Omit<HotKey, 'key'>) => void;
  readonly told: () => Pick<SpaceUse, 'read' | 'owners' | 'prefixes' | 'hottest' | 'others'>;
};

type Counted = PrefixUse & { keys: number; bytes: number };

/** `under`: what all keys begin with; folders are told one level below it. `namespace`: Patroni's, null without one. */
export function tallySpace(under: string, namespace: string | null): SpaceTally {
  const ownerOf = ownerIn(namespace);
  const inside = namespace === null ? null : namespacePrefix(namespace);
  const byOwner: Record<Owner, Use> = {
    patroni: nothing,
    bot: nothing,
    elsewhere: nothing,
    kubernetes: nothing,
    unknown: nothing,
  };
  const folders = new Map<string, Counted>();
  const others = { keys: 0, bytes: 0, prefixes: 0 };
  const hottest: HotKey[] = [];

  const weigh = (hot: HotKey): void => {
    const coolest = hottest.at(-1);
    if (hot.version < 2 || (hottest.length >= MOST_HOT && coolest && hot.version <= coolest.version)) return;
    const before = hottest.findIndex(({ version }) => version < hot.version);
    hottest.splice(before < 0 ? hottest.length : before, 0, { ...hot, key: shortened(hot.key) });
    hottest.splice(MOST_HOT);
  };

  /** A stranger among Patroni's keys is told by its own folder, not by the namespace. */
  const folderFor = (key: string, owner: Owner): string =>
    owner !== 'patroni' && inside !== null && inside.startsWith(under) && key.startsWith(inside)
      ? folderOf(inside, key)
      : ((owner === 'kubernetes' ? kindOf(under, key) : null) ?? folderOf(under, key));

  const keepLargest = (): void => {
    const ordered = [...folders.entries()].sort(([, one], [, other]) => largestFirst(one, other));
    for (const [name, { keys, bytes }] of ordered.slice(MOST_FOLDERS)) {
      others.keys += keys;
      others.bytes += bytes;
      others.prefixes += 1;
      folders.delete(name);
    }
  };

  return {
    add: (key, bytes, written) => {
      if (written !== undefined) weigh({ key, ...written });
      const owner = ownerOf(key);
      byOwner[owner] = sumOf([byOwner[owner], { keys: 1, bytes }]);
      const prefix = folderFor(key, owner);
      const name = `${owner} ${prefix}`;
      const counted = folders.get(name) ?? { prefix, owner, keys: 0, bytes: 0 };
      counted.keys += 1;
      counted.bytes += bytes;
      if (!folders.has(name) && folders.size >= 2 * MOST_FOLDERS) keepLargest();
      folders.set(name, counted);
    },
    told: () => {
      // It may be asked half-way: the folder that is being counted must stay.
      const ordered = [...folders.values()].sort(largestFirst).map(counted => ({ ...counted }));
      const small = ordered.slice(MOST_FOLDERS);
      return {
        read: sumOf(Object.values(byOwner)),
        owners: { ...byOwner },
        prefixes: ordered.slice(0, MOST_FOLDERS),
        hottest: [...hottest],
        others: { ...sumOf([others, ...small]), prefixes: others.prefixes + small.length },
      };
    },
  };
}

/** Names of keys are bytes of any length; the name of a folder is for people. */
const LONGEST_FOLDER = 120;

/** The part of a key up to the next slash after `under` and after leading slashes; a key in no folder stands for itself. */
export function folderOf(under: string, key: string): string {
  const from = key.startsWith(under) ? under.length : 0;
  const rest = /^\/*[^/]+\//.exec(key.slice(from))?.[0];
  const folder = rest === undefined ? key : key.slice(0, from) + rest;
  return shortened(folder);
}

const shortened = (name: string): string =>
  name.length > LONGEST_FOLDER ? `${name.slice(0, LONGEST_FOLDER - 1)}…` : name;

/** Kubernetes keeps each kind of resource in a folder, those of an extension below its group, which has a dot (storage_factory.go). */
const KIND = /^\/(?:registry|kubernetes\.io|openshift\.io)\/(?:[^/]*\.[^/]*\/)?[^/]+\//;

/** Null where a key names no kind, or `under` is as deep already. */
function kindOf(under: string, key: string): string | null {
  const kind = KIND.exec(key)?.[0] ?? null;
  return kind !== null && kind.length > under.length ? shortened(kind) : null;
}
