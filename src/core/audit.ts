import { createHash } from 'node:crypto';
import { canonical } from './plan.ts';

/** One thing that happened, as the audit log keeps it: who, what, to what. Facts only, no sentences. */
export type AuditRecord = {
  readonly at: number;
  /** `request`, `vote`, `state`, `step`, `freeze`, `configuration` … */
  readonly what: string;
  /** A Slack user id, a login, or the process. */
  readonly who: string;
  readonly cluster: string;
  readonly operation: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
};

/** A record in its chain: `hash` is SHA-256 over the previous hash and the record. */
export type AuditEntry = AuditRecord & { readonly number: number; readonly previous: string; readonly hash: string };

/** What stands before the first entry. */
export const GENESIS = '0'.repeat(64);

export function chain(record: AuditRecord, previous: { readonly number: number; readonly hash: string }): AuditEntry {
  const number = previous.number + 1;
  const hash = createHash('sha256')
    .update(`${previous.hash}\n${number}\n${canonical(record)}`)
    .digest('hex');
  return { ...record, number, previous: previous.hash, hash };
}

/** The newest entry of a chain, or what stands before its first one. */
export type ChainHead = Pick<AuditEntry, 'number' | 'hash'>;
export const EMPTY_CHAIN: ChainHead = { number: 0, hash: GENESIS };

/**
 * Where a chain stops being one. `changed`: the entry is not what was hashed · `missing`: the entries from this number on are
 * gone, and later ones are there · `misplaced`: an earlier number comes again · `unlinked`: the entry is whole but follows
 * another one than stands before it, which was replaced · `cut`: the chain ends before its head · `replaced`: the entry is
 * not the one that the head names.
 */
export type ChainBreak = {
  readonly number: number;
  readonly how: 'changed' | 'missing' | 'misplaced' | 'unlinked' | 'cut' | 'replaced';
};

/** How far a chain was followed, and the first break, if any. */
export type ChainCheck = { readonly last: ChainHead; readonly broken: ChainBreak | null };
export const UNCHECKED: ChainCheck = { last: EMPTY_CHAIN, broken: null };

/**
 * Checks a whole chain. `head` has to be read before the entries: later ones may follow it. An attacker who rewrites every
 * entry and the head is not seen; only a head noted elsewhere tells.
 */
export function verifyChain(pages: Iterable<readonly AuditEntry[]>, head: ChainHead): ChainCheck {
  let check = UNCHECKED;
  for (const page of pages) check = followChain(check, page, head);
  return endChain(check, head);
}

/** The next page of a chain, for whoever reads it bit by bit. */
export const followChain = (check: ChainCheck, page: readonly AuditEntry[], head: ChainHead): ChainCheck =>
  page.reduce((sofar, entry) => (sofar.broken ? sofar : followEntry(sofar.last, entry, head)), check);

/** To be asked when all pages were followed: whether the head was reached. */
export const endChain = (check: ChainCheck, head: ChainHead): ChainCheck =>
  check.broken === null && check.last.number < head.number
    ? { last: check.last, broken: { number: check.last.number + 1, how: 'cut' } }
    : check;

function followEntry(last: ChainHead, entry: AuditEntry, head: ChainHead): ChainCheck {
  const { number, previous, hash, ...record } = entry;
  const expected = last.number + 1;
  const broken = (at: number, how: ChainBreak['how']): ChainCheck => ({ last, broken: { number: at, how } });
  if (number > expected) return broken(expected, 'missing');
  if (number < expected) return broken(number, 'misplaced');
  if (chain(record, { number: number - 1, hash: previous }).hash !== hash) return broken(number, 'changed');
  if (previous !== last.hash) return broken(number, 'unlinked');
  if (number === head.number && hash !== head.hash) return broken(number, 'replaced');
  return { last: { number, hash }, broken: null };
}

/** A head as it is noted elsewhere: its number, and at least the first 16 hex digits of its hash. */
export type Anchor = { readonly number: number; readonly hash: string };

export const anchorText = ({ number, hash }: ChainHead): string => `${number}:${hash.slice(0, 16)}`;

/** Reads `NUMBER:HASH`; null for anything else. */
export function readAnchor(text: string): Anchor | null {
  const [, number, hash] = /^([1-9]\d{0,14}):([0-9a-f]{16,64})$/.exec(text.trim().toLowerCase()) ?? [];
  return number === undefined || hash === undefined ? null : { number: Number(number), hash };
}

/** Whether one of these entries is the one that was noted. */
export const holdsAnchor = (page: readonly AuditEntry[], { number, hash }: Anchor): boolean =>
  page.some(entry => entry.number === number && entry.hash.startsWith(hash));
