import type { Reading } from '../core/cluster.ts';
import type { Part } from '../core/document.ts';
import { duration, type Param, say, type Text, time, verbatim } from '../core/message.ts';

type Seen = {
  readonly takenAt: number;
  readonly tookMs: number;
  readonly list?: Reading<{ readonly linearizable: boolean }>;
};

/** Small print: how old this is, how long it took, and what to keep in mind. */
export const noteOf = ({ takenAt, tookMs, list: read }: Seen, ...more: readonly Text[]): Part => ({
  type: 'note',
  texts: [
    say('status.seen', { at: time(takenAt) }),
    say('status.took', { took: duration(tookMs) }),
    ...(read?.ok && !read.value.linearizable ? [say('status.old_list')] : []),
    ...more,
  ],
});

/** Where nothing is known. */
export const dash = verbatim('–');

/** A quantity as a text of its own. */
export const quantity = (value: Param): Text => ({ key: 'quantity', params: { value } });
