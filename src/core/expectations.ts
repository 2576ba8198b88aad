import type { AlarmKind, Member, MemberId, Snapshot, Survey } from './cluster.ts';
import type { MemberFacts } from './facts/members.ts';
import { phraseOf } from './health/fault.ts';
import { compareHashes } from './health/hashes.ts';
import { stateOf } from './health/state.ts';
import { namesOf, troubles } from './health/verdict.ts';
import { inner, list, say, type Text, verbatim } from './message.ts';
import type { Target } from './plan.ts';

/** What has to be asked before `unmetHealth` can judge. */
export const healthSurvey: Survey = { parts: ['status', 'members', 'alarms', 'probes'] };

type Allowance = { readonly despite: readonly AlarmKind[]; readonly without: readonly MemberId[] };

/** What keeps the cluster from being well; empty when nothing does. What is not known counts as not well. */
export function unmetHealth(snapshot: Snapshot, { despite, without }: Allowance): readonly Text[] {
  const state = stateOf(snapshot);
  if (!state.list.ok) return [unreadable(snapshot)];
  const ill = state.members.filter(
    ({ id, voter, health }) => voter === true && health !== 'healthy' && !(id !== null && without.includes(id)),
  );
  return [
    ...(ill.length > 0 ? [say('running.unmet.members', { who: troubles(ill) })] : []),
    ...(state.leaders.length === 1 ? [] : [say('running.unmet.leader')]),
    ...unmetAlarms(snapshot, despite),
  ];
}

function unmetAlarms(snapshot: Snapshot, despite: readonly AlarmKind[]): readonly Text[] {
  const { alarms } = stateOf(snapshot);
  if (!alarms.ok) return [say('running.unmet.alarms_unknown', { phrase: inner(phraseOf(alarms.fault)) })];
  const raised = alarms.value.filter(({ kind }) => !despite.includes(kind));
  if (raised.length === 0) return [];
  const named = raised.map(({ kind, name }) => verbatim(`${kind} ${name}`));
  return [say('running.unmet.alarms', { alarms: list(named) })];
}

/** Voters that should be there and are not, and members that should be gone. */
export function unmetVoters(
  snapshot: Snapshot,
  expect: { readonly members: readonly Target[]; readonly absent: readonly Target[] },
): readonly Text[] {
  const { members } = snapshot;
  if (!members.ok) return [unreadable(snapshot)];
  if (!members.value.linearizable) return [say('running.unmet.own_view')];
  const there = members.value.members;
  const missing = expect.members.filter(wanted => {
    const found = memberOf(wanted, there);
    return found === undefined || found.learner || !found.peerUrls.includes(wanted.peerUrl);
  });
  const left = expect.absent.filter(gone => memberOf(gone, there) !== undefined);
  return [
    ...(missing.length > 0 ? [say('running.unmet.voters', { who: namesOf(missing.map(({ name }) => name)) })] : []),
    ...(left.length > 0 ? [say('running.unmet.absent', { who: namesOf(left.map(({ name }) => name)) })] : []),
  ];
}

export function unmetLeader(snapshot: Snapshot, member: Target): readonly Text[] {
  const { leader, leaders } = stateOf(snapshot);
  if (leaders.length !== 1 || leader === null) return [say('running.unmet.leader')];
  return leader.id === member.id ? [] : [say('running.unmet.led_by', { name: leader.name })];
}

/** All voters, at one revision: fewer prove nothing. */
export function unmetHashes(snapshot: Snapshot): readonly Text[] {
  const compared = compareHashes(snapshot).rows.filter(({ reason }) => reason !== 'learner' && reason !== 'stranger');
  const other = compared.filter(({ state }) => state !== 'agrees');
  if (compared.length > 0 && other.length === 0) return [];
  return [say('running.unmet.hashes', { who: namesOf(other.map(({ name }) => name)) })];
}

/** By id; a member that the plan itself adds has none there, and is known by its peer URL. */
export const memberOf = ({ id, peerUrl }: Target, members: readonly Member[]): Member | undefined =>
  members.find(member => (id === null ? member.peerUrls.includes(peerUrl) : member.id === id));

export const memberFactsOf = ({ id, peerUrl }: Target, members: readonly MemberFacts[]): MemberFacts | undefined =>
  members.find(member => (id === null ? member.peerUrls.includes(peerUrl) : member.id === id));

function unreadable({ members }: Snapshot): Text {
  return say('running.unreadable', { phrase: inner(phraseOf(members.ok ? null : members.fault)) });
}
