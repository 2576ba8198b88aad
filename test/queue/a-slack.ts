import type { Addressed } from '../../src/core/announcement.ts';
import type { Delivery, DeliveryOutcome } from '../../src/core/ports.ts';

export type Posted = {
  readonly ts: string;
  readonly id: string;
  readonly thread: string | null;
  readonly at: number;
  text: string;
  edits: number;
};

/** What a call is to do: its effect and its outcome are apart, because answers get lost. */
export type Fault = { readonly effect: boolean; readonly outcome: DeliveryOutcome };

export type TestSlack = {
  readonly delivery: Delivery;
  readonly posted: Posted[];
  readonly whispered: Posted[];
  readonly calls: { readonly method: string; readonly channel: string; readonly at: number }[];
  /** The next calls of a method meet these, in order. */
  readonly fail: (method: 'post' | 'update' | 'whisper' | 'find', ...faults: readonly Fault[]) => void;
  readonly remove: (ts: string) => void;
};

const textOf = (announcement: Addressed): string => JSON.stringify(announcement.document);

/** A world behind the Delivery port that remembers what is in it. */
export function aSlack(clock: () => number = Date.now): TestSlack {
  const posted: Posted[] = [];
  const whispered: Posted[] = [];
  const calls: TestSlack['calls'] = [];
  const faults = new Map<string, Fault[]>();
  let counter = 0;
  const perform = async (
    method: string,
    announcement: Addressed,
    effect: () => DeliveryOutcome,
  ): Promise<DeliveryOutcome> => {
    calls.push({ method, channel: announcement.channel, at: clock() });
    const fault = faults.get(method)?.shift();
    if (!fault) return effect();
    if (fault.effect) effect();
    return fault.outcome;
  };
  const put = (list: Posted[], announcement: Addressed): DeliveryOutcome => {
    counter += 1;
    const ts = `1.${counter}`;
    list.push({
      ts,
      id: announcement.id,
      thread: announcement.thread,
      at: clock(),
      text: textOf(announcement),
      edits: 0,
    });
    return { outcome: 'ok', ts };
  };
  return {
    posted,
    whispered,
    calls,
    fail: (method, ...more) => void faults.set(method, [...(faults.get(method) ?? []), ...more]),
    remove: ts =>
      void posted.splice(
        posted.findIndex(message => message.ts === ts),
        1,
      ),
    delivery: {
      post: announcement => perform('post', announcement, () => put(posted, announcement)),
      whisper: announcement => perform('whisper', announcement, () => put(whispered, announcement)),
      update: (announcement, ts) =>
        perform('update', announcement, () => {
          const message = posted.find(candidate => candidate.ts === ts);
          if (!message) return { outcome: 'refused', error: 'message_not_found' };
          message.text = textOf(announcement);
          message.edits += 1;
          return { outcome: 'ok', ts };
        }),
      find: async announcement => {
        calls.push({ method: 'find', channel: announcement.channel, at: clock() });
        if (faults.get('find')?.shift()) return { ok: false };
        return { ok: true, ts: posted.find(message => message.id === announcement.id)?.ts ?? null };
      },
    },
  };
}
