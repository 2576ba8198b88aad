import { authDrift } from './auth-reliance.ts';
import type { MemberId, Snapshot } from './cluster.ts';
import { phraseOf } from './health/fault.ts';
import { type ClusterState, stateOf } from './health/state.ts';
import { removedBy, restartedBy } from './membership-projection.ts';
import { code, inner, list, type MessageKey, type Param, say, type Text, verbatim } from './message.ts';
import { postgresDrift } from './patroni/reliance.ts';
import { isAboutPostgres, type Plan, type Reliance } from './plan.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';

type Relied = Reliance['members'][number];

/** The state that approvers judge by. A plan cannot rely on a member list that could not be read. */
export function reliesOn(snapshot: Snapshot): Reliance | Refusal {
  const state = stateOf(snapshot);
  if (!snapshot.members.ok) return refuse('members_unreadable', { phrase: inner(phraseOf(snapshot.members.fault)) });
  return {
    clusterId: snapshot.members.value.clusterId,
    members: snapshot.members.value.members.map(({ id, name, peerUrls, learner }) => ({
      id,
      name,
      peerUrls: peerUrls.toSorted(),
      learner,
      healthy: state.members.find(member => member.id === id)?.health === 'healthy',
      version: state.members.find(member => member.id === id)?.version ?? null,
    })),
    leader: state.leader?.id ?? null,
    alarms: alarmsIn(state),
  };
}

const alarmsIn = ({ alarms }: ClusterState): readonly string[] =>
  alarms.ok ? alarms.value.map(({ kind, member }) => `${kind} ${member}`).toSorted() : [];

/** What is no longer as the plan relies on it; empty when nothing is. */
export function driftOf(plan: Pick<Plan, 'relies' | 'steps'>, snapshot: Snapshot): readonly Text[] {
  const { relies } = plan;
  const now = reliesOn(snapshot);
  if (isRefusal(now)) return [{ key: `refusal.${now.refused}.message`, params: now.params }];
  if (now.clusterId !== relies.clusterId) {
    return [say('drift.other_cluster', { before: code(relies.clusterId), after: code(now.clusterId) })];
  }
  // PostgreSQL is paused for the very reason that etcd changes.
  if (isAboutPostgres(plan)) return postgresDrift(plan, snapshot);
  return [
    ...membershipDrift(relies.members, now.members),
    ...(caresForLeader(plan, now.leader) ? leaderDrift(relies, now) : []),
    ...alarmDrift(relies, now),
    ...authDrift(plan, snapshot),
    ...postgresDrift(plan, snapshot),
  ];
}

function membershipDrift(before: readonly Relied[], after: readonly Relied[]): readonly Text[] {
  const lacking = (here: readonly Relied[], there: readonly Relied[]): readonly Relied[] =>
    here.filter(({ id }) => !there.some(member => member.id === id));
  const both = before.flatMap(then => {
    const now = after.find(({ id }) => id === then.id);
    return now ? [{ then, now }] : [];
  });
  return [
    ...some('drift.added', lacking(after, before)),
    ...some('drift.removed', lacking(before, after)),
    ...both.flatMap(({ then, now }) => memberDrift(then, now)),
  ];
}

function memberDrift(then: Relied, now: Relied): readonly Text[] {
  const name = labelOf(now);
  const changes: readonly (Text | false)[] = [
    then.name !== now.name && say('drift.renamed', { before: labelOf(then), after: name }),
    then.peerUrls.join() !== now.peerUrls.join() && say('drift.moved', { name, before: urls(then), after: urls(now) }),
    then.learner !== now.learner && say(now.learner ? 'drift.learner' : 'drift.voter', { name }),
    then.healthy !== now.healthy && say(now.healthy ? 'drift.serves' : 'drift.silent', { name }),
    then.version !== now.version &&
      then.version !== null &&
      now.version !== null &&
      say('drift.version', { name, before: then.version, after: now.version }),
  ];
  return changes.filter(change => change !== false);
}

/** Leadership wanders by itself; it matters where a step is about the leader, or about who must not be it. */
const caresForLeader = ({ steps }: Pick<Plan, 'steps'>, leader: MemberId | null): boolean =>
  steps.some(
    step =>
      step.kind === 'move-leader' ||
      step.kind === 'defragment' ||
      restartedBy(step)?.id === leader ||
      removedBy(step).some(({ id }) => id === leader),
  );

function leaderDrift(relies: Reliance, now: Reliance): readonly Text[] {
  if (relies.leader === now.leader) return [];
  const nameOf = (id: MemberId): string => {
    const known = [...now.members, ...relies.members].find(member => member.id === id);
    return known ? labelOf(known) : id;
  };
  if (now.leader === null) return [say('drift.leaderless')];
  return [
    relies.leader === null
      ? say('drift.elected', { after: nameOf(now.leader) })
      : say('drift.leader', { before: nameOf(relies.leader), after: nameOf(now.leader) }),
  ];
}

function alarmDrift(relies: Reliance, now: Reliance): readonly Text[] {
  const lacking = (here: readonly string[], there: readonly string[]): readonly string[] =>
    here.filter(alarm => !there.includes(alarm));
  const told = (alarms: readonly string[]): Param =>
    list(
      alarms.map(alarm => {
        const [kind = '', id = ''] = alarm.split(' ');
        const member = [...now.members, ...relies.members].find(each => each.id === id);
        return say('guard.alarms.one', { kind, name: member ? labelOf(member) : id });
      }),
    );
  const raised = lacking(now.alarms, relies.alarms);
  const cleared = lacking(relies.alarms, now.alarms);
  return [
    ...(raised.length > 0 ? [say('drift.alarm_raised', { alarms: told(raised) })] : []),
    ...(cleared.length > 0 ? [say('drift.alarm_cleared', { alarms: told(cleared) })] : []),
  ];
}

const labelOf = ({ name, peerUrls, id }: Relied): string => name || peerUrls[0] || id;
const urls = ({ peerUrls }: Relied): Param => list(peerUrls.map(url => verbatim(url)));

const some = (
  key: Extract<MessageKey, 'drift.added' | 'drift.removed'>,
  members: readonly Relied[],
): readonly Text[] =>
  members.length > 0 ? [say(key, { who: list(members.map(member => verbatim(labelOf(member)))) })] : [];
