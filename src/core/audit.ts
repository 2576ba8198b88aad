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
