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
    }
  | {
      readonly kind: 'audit';
      readonly view: 'export';
      /** Null where no file can be given. */
      readonly lines: string | null;
    };

/** One entry, one line. Only ASCII, so that no terminal and no editor changes what the hashes were made of. */
export const jsonLine = (entry: AuditEntry): string =>
  JSON.stringify(entry).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
