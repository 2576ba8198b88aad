import type { Snapshot } from '../cluster.ts';
import { portText } from '../health/certificates.ts';
import { type Finding, find, worstFirst } from '../health/finding.ts';
import { judgeLogins } from '../health/logins.ts';
import type { ClusterState } from '../health/state.ts';
import { codeText, list, type Param } from '../message.ts';
import { tally } from '../quorum.ts';
import { type Compacted, compactionStandsStill } from './compaction.ts';
import { asksEverywhere, expectsLogin, knownOf } from './known-bad.ts';

export type Advised = {
  readonly state: ClusterState;
  readonly snapshot: Snapshot;
  /** As the last report remembered it; null without one. */
  readonly compacted: Compacted | null;
};

type Advice = { readonly finding: Finding; readonly urgent: boolean };
type Adviser = (given: Advised) => readonly Advice[];

const now = (finding: Finding): Advice => ({ finding, urgent: true });
const inTime = (finding: Finding): Advice => ({ finding, urgent: false });

/** Who runs what: members of etcd, and members of PostgreSQL clusters. Patroni is known where its keys were read. */
const knownVersions: Adviser = given => {
  const { versions } = given.state;
  const patroni = patroniVersions(given);
  const of = (product: 'etcd' | 'patroni', all: readonly string[]) => {
    const rows = new Set(all.flatMap(version => knownOf(product, version)));
    return [...rows].map(({ code, tone, urgent }) => {
      const who = all.filter(version => knownOf(product, version).some(row => row.code === code));
      return { finding: find(code, tone, { versions: words(who) }), urgent };
    });
  };
  return [...of('etcd', versions), ...of('patroni', patroni)];
};

/** etcd asks for a login in calls in which this Patroni has none: it works until somebody turns logins on, or upgrades etcd. */
const versionsFit: Adviser = given => {
  const { auth } = given.snapshot;
  if (!auth?.ok || !auth.value.enabled) return [];
  const etcd = given.state.versions.filter(asksEverywhere);
  const patroni = patroniVersions(given).filter(version => !expectsLogin(version));
  return etcd.length > 0 && patroni.length > 0
    ? [inTime(find('versions_unfit', 'warning', { etcd: words(etcd), patroni: words(patroni) }))]
    : [];
};

const compaction: Adviser = ({ snapshot, compacted }) => {
  const still = compactionStandsStill(snapshot, compacted);
  return still ? [inTime(still)] : [];
};

/** etcd's own default, `--quota-backend-bytes 0` (server/storage/quota.go, DefaultQuotaBytes); Pigsty sets 8 or 16 GiB. */
const DEFAULT_QUOTA = 2 * 1024 ** 3;

const quotaIsDefault: Adviser = ({ state: { quota } }) =>
  quota?.bytes === DEFAULT_QUOTA
    ? [inTime(find('quota_default', quota.usedRatio > 0.5 ? 'warning' : 'info', { name: quota.member }))]
    : [];

/** Whoever counts all members sees a tolerance that is not there. */
const learnersAreCounted: Adviser = ({ state: { members, quorum } }) => {
  const learners = members.filter(({ role, voter }) => role === 'learner' && voter === false);
  if (!quorum || learners.length === 0) return [];
  const [seen, real] = [quorum.voters + learners.length, quorum.voters].map(count => tally(count, count).tolerance);
  return seen !== undefined && real !== undefined && seen > real
    ? [
        inTime(
          find('learners_counted', 'warning', {
            members: quorum.voters + learners.length,
            voters: quorum.voters,
            tolerance: real,
          }),
        ),
      ]
    : [];
};

const portsArePlain: Adviser = ({ state: { certificates } }) => {
  const plain = certificates?.ports.filter(({ served }) => served.kind === 'plain') ?? [];
  return plain.length > 0 ? [inTime(find('ports_plain', 'info', { who: list(plain.map(portText)) }))] : [];
};

const loginsAreOff: Adviser = ({ snapshot: { auth } }) =>
  auth?.ok && !auth.value.enabled ? [inTime(find('logins_off', 'info', {}))] : [];

const logins: Adviser = ({ snapshot: { auth, patroni, passwords } }) => {
  if (!auth?.ok) return [];
  const clusters = patroni.ok ? patroni.value.map(({ name }) => name) : null;
  const judged = judgeLogins({ auth: auth.value, clusters, passwords: passwords?.ok ? passwords.value : null });
  return judged.map(finding => (finding.tone === 'bad' ? now(finding) : inTime(finding)));
};

const advisers: readonly Adviser[] = [
  knownVersions,
  versionsFit,
  logins,
  compaction,
  learnersAreCounted,
  quotaIsDefault,
  loginsAreOff,
  portsArePlain,
];

/** Advice by what was looked at, worst first: what is urgent, and what has time. Nobody is advised on what was not read. */
export function adviseOn(given: Advised): { readonly urgent: readonly Finding[]; readonly inTime: readonly Finding[] } {
  const all = advisers.flatMap(adviser => adviser(given));
  const told = (urgent: boolean) =>
    worstFirst(all.filter(each => each.urgent === urgent).map(({ finding }) => finding));
  return { urgent: told(true), inTime: told(false) };
}

function patroniVersions({ snapshot: { postgres } }: Advised): readonly string[] {
  if (!postgres?.ok) return [];
  const members = postgres.value.clusters.flatMap(cluster => cluster.members);
  return [
    ...new Set(members.flatMap(member => (member.state === 'read' ? (member.value.version ?? []) : []))),
  ].toSorted();
}

const words = (versions: readonly string[]): Param => list(versions.map(version => codeText(version)));
