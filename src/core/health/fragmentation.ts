import type { MemberFacts } from '../facts/members.ts';
import { thresholdDefaults } from '../thresholds.ts';

const WORTH_BYTES = 100_000_000;

/** Bytes a defragmentation gives back, and their share of the file; null while etcd does not tell. */
export function gainOf({
  dbSize,
  dbSizeInUse,
}: Pick<MemberFacts, 'dbSize' | 'dbSizeInUse'>): { readonly free: number; readonly share: number } | null {
  if (dbSize === null || dbSizeInUse === null || dbSize <= 0) return null;
  const free = Math.max(0, dbSize - dbSizeInUse);
  return { free, share: free / dbSize };
}

/** The thresholds of OpenShift's etcd operator (defragcontroller.go): below them a defragmentation costs more than it gives. */
export function isWorthIt(member: MemberFacts, share = thresholdDefaults.fragmentation): boolean {
  const gain = gainOf(member);
  return gain !== null && gain.share >= share && (member.dbSize ?? 0) >= WORTH_BYTES;
}
