import type { AuditEntry } from '../audit.ts';

/** What the audit log says: newest entries first, whether its chain holds, or all of it as JSON lines. */
export type AuditFacts =
  | {
      readonly kind: 'audit';
      readonly view: 'list';
      readonly cluster: string | null;
      readonly entries: readonly AuditEntry[];
      readonly head: { readonly number: number; readonly hash: string };
    }
  | {
      readonly kind: 'audit';
      readonly view: 'verified';
      readonly checked: number;
      /** The hash of the last entry: what was noted elsewhere has to be found here. */
      readonly head: string;
      /** The first entry that does not follow from the one before it. */
      readonly brokenAt: number | null;
      /** What was noted elsewhere, and whether it stands in this log; absent where nothing was named. */
      readonly anchor?: { readonly text: string; readonly held: boolean };
    }
  | {
      readonly kind: 'audit';
      readonly view: 'export';
      readonly lines: string;
    }
  | {
      /** All of it was put into the channel as a file; or the newest part, where `cut`. */
      readonly kind: 'audit';
      readonly view: 'file';
      readonly name: string;
      readonly count: number;
      readonly first: number;
      readonly last: number;
      readonly bytes: number;
      readonly cut: boolean;
    };

/** One entry, one line. Only ASCII, so that no terminal and no editor changes what the hashes were made of. */
export const jsonLine = (entry: AuditEntry): string =>
  JSON.stringify(entry).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
