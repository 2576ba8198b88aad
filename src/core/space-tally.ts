import { nothing, type Owner, ownerIn, type PrefixUse, type SpaceUse, sumOf, type Use } from './ownership.ts';
import { namespacePrefix } from './patroni/key-name.ts';

/** However many folders there are, no more than twice these are kept while counting. */
const MOST_FOLDERS = 200;

/** Counts keys by the folder they are in, in bounded memory. Folders come one after the other, as etcd orders keys. */
export type SpaceTally = {
  readonly add: (key: string, bytes: number) => void;
  readonly told: () => Pick<SpaceUse, 'read' | 'owners' | 'prefixes' | 'others'>;
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

  /** A stranger among Patroni's keys is told by its own folder, not by the namespace. */
  const folderFor = (key: string, owner: Owner): string =>
    owner !== 'patroni' && inside !== null && inside.startsWith(under) && key.startsWith(inside)
      ? folderOf(inside, key)
      : folderOf(under, key);

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
    add: (key, bytes) => {
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
      keepLargest();
      return {
        read: sumOf(Object.values(byOwner)),
        owners: { ...byOwner },
        prefixes: [...folders.values()].sort(largestFirst).map(counted => ({ ...counted })),
        others: { ...others },
      };
    },
  };
}

const largestFirst = (one: PrefixUse, other: PrefixUse): number =>
  other.bytes - one.bytes || (one.prefix < other.prefix ? -1 : 1);

/** Names of keys are bytes of any length; the name of a folder is for people. */
const LONGEST_FOLDER = 120;

/** The part of a key up to the next slash after `under` and after leading slashes; a key in no folder stands for itself. */
export function folderOf(under: string, key: string): string {
  const from = key.startsWith(under) ? under.length : 0;
  const rest = /^\/*[^/]+\//.exec(key.slice(from))?.[0];
  const folder = rest === undefined ? key : key.slice(0, from) + rest;
  return folder.length > LONGEST_FOLDER ? `${folder.slice(0, LONGEST_FOLDER - 1)}…` : folder;
}
