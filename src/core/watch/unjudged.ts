import type { BackupSight } from '../backup.ts';
import type { StatusFacts } from '../facts/status.ts';
import type { Reading } from '../history/load.ts';
import type { Symptom } from './incident.ts';
import { isBlind } from './symptoms.ts';

/** All that one survey is judged by. */
export type Sight = {
  readonly facts: StatusFacts;
  /** What was counted; null where nobody answered. */
  readonly reading: Reading | null;
  readonly backups: BackupSight | null;
};

type Unknown = (symptom: Symptom, sight: Sight) => boolean;

const endpointOf = (name: string, { facts }: Sight): string | null =>
  facts.members.find(member => member.name === name)?.endpoint ?? null;

/** Whoever was removed from the cluster is nobody's concern any more. */
const isSilent: Unknown = ({ who }, { facts }) =>
  facts.members.some(
    ({ name, endpoint, health }) => endpoint !== null && health === 'unreachable' && who.includes(name),
  );

const hasNoMetrics: Unknown = ({ who }, sight) =>
  who.some(name => {
    const endpoint = endpointOf(name, sight);
    return endpoint !== null && sight.reading?.loads[endpoint] === undefined;
  });

const someoneIsSilent: Unknown = (_symptom, { facts }) =>
  facts.members.some(({ endpoint, health }) => endpoint !== null && (health === 'unreachable' || health === 'barred'));

/** Alarms are the cluster's: they outlast the silence of the member that they are of. */
const alarmsAreUnknown: Unknown = (_symptom, { facts }) => !facts.alarms.ok;

const isOutOfSpace = ({ facts }: Sight): boolean =>
  facts.alarms.ok && facts.alarms.value.some(({ kind }) => kind === 'NOSPACE');

/** Files differ: that of one who says nothing may be the largest. Once it is full, its own finding tells. */
const fillingIsUnknown: Unknown = (symptom, sight) =>
  sight.facts.quota === null || isOutOfSpace(sight) || someoneIsSilent(symptom, sight);

const growthIsUnknown: Unknown = (_symptom, sight) =>
  sight.facts.quota === null || sight.reading?.size == null || isOutOfSpace(sight);

const quorumIsUnknown: Unknown = (_symptom, { facts: { serving, quorum } }) =>
  serving === null || (!serving && quorum === null);

const postgresIsUnknown: Unknown = (_symptom, { facts: { serving, patroni, impacts } }) =>
  serving === null || (!serving && !patroni.ok && impacts === undefined);

const certificatesAreUnknown: Unknown = (symptom, sight) =>
  sight.facts.certificates === null || isSilent(symptom, sight);

const backupsAreUnknown: Unknown = (_symptom, { backups }) => backups !== null && backups.kind !== 'seen';

const standsStill: Unknown = ({ who }, sight) =>
  who.some(name => {
    const endpoint = endpointOf(name, sight);
    return endpoint !== null && sight.reading?.applied[endpoint] === undefined;
  });

const prometheusIsAway: Unknown = (symptom, sight) =>
  sight.facts.findings.some(({ code }) => code === 'prometheus_silent') || isSilent(symptom, sight);

/** What has to be known before anybody may say that it is over. */
const unknown: Readonly<Partial<Record<Symptom['code'], Unknown>>> = {
  quorum_lost: quorumIsUnknown,
  no_leader: quorumIsUnknown,
  leader_stalled: quorumIsUnknown,
  leaders_disagree: someoneIsSilent,
  terms_differ: someoneIsSilent,
  mixed_clusters: someoneIsSilent,
  corrupt: alarmsAreUnknown,
  no_space: alarmsAreUnknown,
  unknown_alarm: alarmsAreUnknown,
  quota_nearly_full: fillingIsUnknown,
  grows_fast: growthIsUnknown,
  fsync_slow: hasNoMetrics,
  commit_slow: hasNoMetrics,
  peers_slow: hasNoMetrics,
  requests_slow: hasNoMetrics,
  requests_fail: hasNoMetrics,
  proposals_fail: hasNoMetrics,
  member_restarts: hasNoMetrics,
  leader_changes: (_symptom, { reading }) => Object.keys(reading?.loads ?? {}).length === 0,
  hash_differs: (_symptom, { reading }) => (reading?.hashed?.outcome ?? null) === null,
  learner_stuck: standsStill,
  sends_fail: (symptom, sight) => hasNoMetrics(symptom, sight) || someoneIsSilent(symptom, sight),
  // It still does, and only nobody remembers how it was before.
  revision_still: (_symptom, { facts }) => facts.findings.some(({ code }) => code === 'revision_still'),
  certificate_over: certificatesAreUnknown,
  certificate_expires: certificatesAreUnknown,
  patroni_exposed: postgresIsUnknown,
  patroni_read_only: postgresIsUnknown,
  patroni_leaderless: (_symptom, { facts }) => !facts.patroni.ok,
  patroni_unreadable: (_symptom, { facts }) => facts.serving !== true,
  backup_none: backupsAreUnknown,
  backup_old: backupsAreUnknown,
  prometheus_blank: prometheusIsAway,
};

/**
 * Whether a survey that did not see a symptom cannot tell that it is over either: its member says nothing, or what it is judged by could not be
 * read. Unknown is not mended.
 */
export const isUnjudged = (symptom: Symptom, sight: Sight): boolean =>
  isBlind(sight.facts) ? symptom.code !== 'blind' : (unknown[symptom.code] ?? isSilent)(symptom, sight);
