import type { Call, Channel, Cluster, Entry, Message, Patch, Run, SlackState, View, World } from '../../server/wire.ts';

/** What the server has told so far, sorted for the page. */
export interface Entries {
  readonly isConnected: boolean;
  readonly world: World;
  readonly channels: readonly Channel[];
  /** By channel, oldest first. */
  readonly messages: ReadonlyMap<string, readonly Message[]>;
  /** The last one is on top. */
  readonly views: readonly View[];
  readonly home: readonly unknown[] | null;
  readonly slack: SlackState;
  readonly cluster: Cluster | null;
  readonly runs: readonly Run[];
}

const noCalls: readonly Call[] = [];

export const nothing: Entries = {
  isConnected: false,
  world: { version: '', team: '', bot: { id: '', name: 'etcd', command: '/etcd' }, people: [], groups: [] },
  channels: [],
  messages: new Map(),
  views: [],
  home: null,
  slack: { connections: 0, isOut: false, calls: noCalls },
  cluster: null,
  runs: [],
};

export type Known = ReadonlyMap<string, Entry>;

export function applyPatch(known: Known, patch: Patch): Known {
  const next = new Map(patch.isFirst ? [] : known);
  for (const key of patch.gone) next.delete(key);
  for (const entry of patch.set) next.set(entry.key, entry);
  return next;
}

export function sortEntries(known: Known): Entries {
  const messages = new Map<string, Message[]>();
  const views: View[] = [];
  let entries: Entries = { ...nothing, isConnected: true, messages, views };
  for (const entry of known.values()) {
    if (entry.kind === 'message') {
      const list = messages.get(entry.value.channel) ?? [];
      list.push(entry.value);
      messages.set(entry.value.channel, list);
    } else if (entry.kind === 'view') views.push(entry.value);
    else entries = { ...entries, [entry.kind]: entry.value };
  }
  for (const list of messages.values()) list.sort((a, b) => (a.ts < b.ts ? -1 : 1));
  return entries;
}
