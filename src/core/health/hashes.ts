import type { EndpointReport, HashKv, Snapshot } from '../cluster.ts';
import type { HashesFacts, HashRow } from '../facts/hashes.ts';
import type { MemberFacts } from '../facts/members.ts';
import { rosterOf } from './roster.ts';

/**
 * Compares what was hashed at one revision above one compaction: only then equal data has equal hashes (etcd
 * mvcc/hash.go covers keys from the compact revision on). The larger half is believed.
 */
export function compareHashes(snapshot: Snapshot): HashesFacts {
  const roster = rosterOf(snapshot);
  const seats = roster.map(member => ({ member, report: reportOf(member, snapshot.endpoints) }));
  const hashes = seats.flatMap(({ member, report }) =>
    report?.hash.ok && !isStranger(member) ? [report.hash.value] : [],
  );
  const base = largest(groups(hashes, ({ revision, compactRevision }) => `${revision} ${compactRevision}`));
  const first = base[0] ?? null;
  const majority = largest(groups(base, ({ hash }) => hash));
  const believed = majority.length * 2 > base.length ? (majority[0]?.hash ?? null) : null;
  const outcome =
    base.length < 2
      ? 'incomparable'
      : majority.length === base.length
        ? 'agree'
        : believed === null
          ? 'split'
          : 'differ';
  return {
    kind: 'hashes',
    cluster: snapshot.cluster,
    takenAt: snapshot.takenAt,
    tookMs: snapshot.tookMs,
    outcome,
    revision: outcome === 'incomparable' ? null : (first?.revision ?? null),
    rows: seats.map(({ member, report }) => judge(member, report, outcome === 'incomparable' ? null : first, believed)),
  };
}

function judge(
  member: MemberFacts,
  report: EndpointReport | null,
  base: HashKv | null,
  believed: string | null,
): HashRow {
  const row = { name: member.name, endpoint: member.endpoint, hash: null, fault: null } as const;
  if (!report)
    return { ...row, fault: member.fault, state: 'not_compared', reason: member.fault ? 'fault' : 'unasked' };
  if (isStranger(member)) return { ...row, state: 'not_compared', reason: 'stranger' };
  if (!report.hash.ok) {
    const learner = member.role === 'learner' || report.hash.fault.code === 'learner';
    return { ...row, fault: report.hash.fault, state: 'not_compared', reason: learner ? 'learner' : 'fault' };
  }
  const hash = report.hash.value;
  if (!base) return { ...row, hash, state: 'not_compared', reason: null };
  if (hash.revision !== base.revision) return { ...row, hash, state: 'not_compared', reason: 'revision' };
  if (hash.compactRevision !== base.compactRevision)
    return { ...row, hash, state: 'not_compared', reason: 'compaction' };
  const state = believed === null ? 'unclear' : hash.hash === believed ? 'agrees' : 'differs';
  return { ...row, hash, state, reason: null };
}

/** It answers, and is no listed member: of another cluster, or removed. */
const isStranger = (member: MemberFacts): boolean => member.voter === false && member.peerUrls.length === 0;

const reportOf = (member: MemberFacts, reports: readonly EndpointReport[]): EndpointReport | null =>
  reports.find(({ endpoint }) => endpoint === member.endpoint) ?? null;

function groups(hashes: readonly HashKv[], by: (hash: HashKv) => string): readonly (readonly HashKv[])[] {
  const found = new Map<string, readonly HashKv[]>();
  for (const hash of hashes) found.set(by(hash), [...(found.get(by(hash)) ?? []), hash]);
  return [...found.values()];
}

const largest = (found: readonly (readonly HashKv[])[]): readonly HashKv[] =>
  found.toSorted((one, other) => other.length - one.length)[0] ?? [];
