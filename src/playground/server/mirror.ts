import type { ClusterFaults } from '../faults.ts';
import { messagesSeenBy } from '../slack/messages.ts';
import type { StandIn } from '../slack/server.ts';
import type { SlackMessage } from '../slack/workspace.ts';
import { describeCall, describeChannels, describeMessage, describeWorld } from './describe.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { Entry, Patch } from './wire.ts';

export interface MirrorParts {
  readonly standIn: StandIn;
  readonly faults: ClusterFaults | null;
  readonly stopwatch: Stopwatch;
  readonly version: string;
}

const SHOWN_MESSAGES = 300;
const SHOWN_CALLS = 60;

/** All that one person may see, as entries. */
export type Mirror = (user: string) => readonly Entry[];

export function createMirror({ standIn, faults, stopwatch, version }: MirrorParts): Mirror {
  const { workspace } = standIn;
  const drawn = new WeakMap<SlackMessage, Entry>();
  const entryOf = (message: SlackMessage): Entry => {
    const kept = drawn.get(message);
    if (kept) return kept;
    const value = describeMessage(workspace, message, stopwatch.tookMs(message.channel, message.ts));
    const entry: Entry = { kind: 'message', key: `message ${message.channel} ${message.ts}`, value };
    drawn.set(message, entry);
    return entry;
  };
  return user => {
    const channels = describeChannels(workspace, user);
    const cluster = faults?.state() ?? null;
    const home = workspace.homes.get(user);
    const views = [...workspace.views.values()].filter(view => view.user === user);
    const slack = {
      connections: standIn.connections(),
      isOut: standIn.faults.isOut(),
      calls: standIn.calls.list().slice(-SHOWN_CALLS).map(describeCall),
    };
    return [
      { kind: 'world', key: 'world', value: describeWorld(workspace, version) },
      { kind: 'channels', key: 'channels', value: channels },
      { kind: 'slack', key: 'slack', value: slack },
      { kind: 'runs', key: 'runs', value: stopwatch.runsOf(user) },
      ...(cluster ? [{ kind: 'cluster', key: 'cluster', value: cluster } as const] : []),
      ...(home ? [{ kind: 'home', key: 'home', value: home.blocks } as const] : []),
      ...views.map(({ id, content, blocks, errors }): Entry => {
        return { kind: 'view', key: `view ${id}`, value: { id, content: { ...content, blocks }, errors } };
      }),
      ...channels.flatMap(({ id }) => messagesSeenBy(workspace, id, user).slice(-SHOWN_MESSAGES).map(entryOf)),
    ];
  };
}

/** What one connection was told last; entries are compared by identity first, by content second. */
export function createDiffer(): (entries: readonly Entry[]) => Patch | null {
  let told: ReadonlyMap<string, { readonly entry: Entry; readonly json: string }> | null = null;
  return entries => {
    const next = new Map<string, { readonly entry: Entry; readonly json: string }>();
    const set: Entry[] = [];
    for (const entry of entries) {
      const before = told?.get(entry.key);
      const json = before?.entry === entry ? before.json : JSON.stringify(entry.value);
      next.set(entry.key, { entry, json });
      if (before?.json !== json) set.push(entry);
    }
    const gone = [...(told?.keys() ?? [])].filter(key => !next.has(key));
    const isFirst = told === null;
    told = next;
    return isFirst || set.length > 0 || gone.length > 0 ? { isFirst, set, gone } : null;
  };
}
