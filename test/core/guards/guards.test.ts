import { describe, expect, it } from 'vitest';
import { checkPlan, isRefused, titleOf } from '../../../src/core/check.ts';
import type { GuardCase } from '../../../src/core/guard.ts';
import { guards } from '../../../src/core/guards/index.ts';
import { plain, type Text } from '../../../src/core/message.ts';
import type { Step } from '../../../src/core/plan.ts';
import { speak } from '../../../src/text/speak.ts';
import { aCluster } from '../../a-cluster.ts';
import {
  aCase,
  awaitHealth,
  compact,
  defragment,
  disarm,
  healthy,
  join,
  member,
  moveLeader,
  promote,
  remove,
  update,
} from '../a-plan.ts';

type World = ReturnType<typeof aCluster>;
type Row = readonly [
  what: string,
  guard: string,
  world: World,
  steps: readonly Step[],
  verdict: string,
  around?: Partial<GuardCase['around']>,
];

/** Percent signs stand behind a narrow blank. */
const said = (text: Text): string => plain(speak(text, 'en')).replace(/\s/g, ' ');
const judged = (name: string, given: GuardCase): string => {
  const verdict = checkPlan(given).find(({ guard }) => guard === name);
  return verdict ? `${verdict.outcome}: ${said(verdict.because)}` : `no guard ${name}`;
};

const rows: readonly Row[] = [
  [
    'removing one of five',
    'quorum',
    aCluster().withMembers(5),
    [remove(3)],
    'passed: Voters 5 → 4; at every step 1 failure can be tolerated',
  ],
  [
    'removing one of three',
    'quorum',
    aCluster(),
    [remove(3)],
    'passed: Voters 3 → 2; quorum holds at every step, but not every step leaves a failure to spare',
  ],
  [
    'removing the dead one of three',
    'quorum',
    aCluster().dead('etcd-3'),
    [remove(3)],
    'passed: Voters 3 → 2; quorum holds at every step, but not every step leaves a failure to spare',
  ],
  [
    'removing a healthy one while another is dead',
    'quorum',
    aCluster().dead('etcd-2'),
    [remove(3)],
    'refused: After step 1, 1 of 2 voters are healthy and 2 are needed: writes would stop',
  ],
  [
    'removing a healthy one of four with one dead',
    'quorum',
    aCluster().withMembers(4).dead('etcd-2'),
    [remove(3)],
    'refused: After step 1, 2 of 3 voters are healthy and 2 are needed: the next failure would stop all writes',
  ],
  [
    'removing one of two dead ones of five',
    'quorum',
    aCluster().withMembers(5).dead('etcd-2').dead('etcd-3'),
    [remove(3)],
    'passed: Voters 5 → 4; quorum holds at every step, but not every step leaves a failure to spare',
  ],
  [
    'replacing one of two dead ones of five',
    'quorum',
    aCluster().withMembers(5).dead('etcd-2').dead('etcd-3'),
    [remove(3), ...join(6)],
    'passed: Voters 5 → 5; quorum holds at every step, but not every step leaves a failure to spare',
  ],
  [
    'replacing the dead one of three',
    'quorum',
    aCluster().dead('etcd-3'),
    [remove(3), ...join(4)],
    'passed: Voters 3 → 3; quorum holds at every step, but not every step leaves a failure to spare',
  ],
  [
    'adding before the dead one of three has gone',
    'quorum',
    aCluster().dead('etcd-3'),
    join(4),
    'refused: After step 1, 2 of 3 voters are healthy and 2 are needed: the next failure would stop all writes',
  ],
  [
    'adding one without waiting for it',
    'quorum',
    aCluster(),
    join(4).filter(({ kind }) => kind !== 'await-in-sync'),
    'refused: After step 2, 3 of 4 voters are healthy and 3 are needed: the next failure would stop all writes',
  ],
  [
    'growing from one to two',
    'quorum',
    aCluster().withMembers(1),
    join(2),
    'passed: Voters 1 → 2; quorum holds at every step, but not every step leaves a failure to spare',
  ],
  [
    'removing the only one',
    'quorum',
    aCluster().withMembers(1),
    [remove(1)],
    'refused: After step 1, 0 of 0 voters are healthy and 1 are needed: writes would stop',
  ],
  [
    'moving one of three to another address',
    'quorum',
    aCluster(),
    [update(3, 'http://10.0.0.33:2380')],
    'passed: Voters 3 → 3; quorum holds at every step, but not every step leaves a failure to spare',
  ],
  [
    'moving two of three one right after the other',
    'quorum',
    aCluster(),
    [update(3, 'http://10.0.0.33:2380'), update(2, 'http://10.0.0.32:2380')],
    'refused: After step 2, 1 of 3 voters are healthy and 2 are needed: writes would stop',
  ],
  [
    'moving two of three, waiting in between',
    'quorum',
    aCluster(),
    [update(3, 'http://10.0.0.33:2380'), awaitHealth(), update(2, 'http://10.0.0.32:2380')],
    'passed: Voters 3 → 3; quorum holds at every step, but not every step leaves a failure to spare',
  ],
  [
    'moving one of two',
    'quorum',
    aCluster().withMembers(2),
    [update(2, 'http://10.0.0.22:2380')],
    'refused: After step 1, 1 of 2 voters are healthy and 2 are needed: writes would stop',
  ],
  ['moving the leader', 'quorum', aCluster(), [moveLeader(1, 2)], 'skipped: The membership stays as it is'],

  ['all answer', 'reachable', aCluster(), [remove(3)], 'passed: All 3 voters answer'],
  [
    'only the one to remove is down',
    'reachable',
    aCluster().dead('etcd-3'),
    [remove(3)],
    'passed: All but etcd-3, whom this plan is about',
  ],
  [
    'another is down',
    'reachable',
    aCluster().dead('etcd-2'),
    [remove(3)],
    'refused: etcd-2 does not answer: connection refused',
  ],
  [
    'two are down and one of them goes',
    'reachable',
    aCluster().withMembers(5).dead('etcd-2').hanging('etcd-3'),
    [remove(3)],
    'passed: Down besides: etcd-2. The plan begins with one that is down, so that does not hold it up',
  ],
  [
    'one is down and it would be defragmented around',
    'reachable',
    aCluster().dead('etcd-3'),
    [defragment(2)],
    'refused: etcd-3 does not answer: connection refused',
  ],
  [
    'one does not let the bot in',
    'reachable',
    aCluster().dead('etcd-3').failing('etcd-2', 'tls_untrusted'),
    [remove(3)],
    'refused: etcd-2 shows a certificate that the configured CA has not signed',
  ],
  [
    'one has no endpoint',
    'reachable',
    aCluster().unasked('etcd-2'),
    [remove(3)],
    'refused: etcd-2 is not among the configured endpoints',
  ],
  [
    'nobody can be counted',
    'reachable',
    aCluster().listFailing('deadline'),
    [remove(3)],
    'refused: Voters cannot be counted',
  ],

  ['all name one', 'leader', aCluster(), [remove(3)], 'passed: All name etcd-1'],
  ['nobody is named', 'leader', aCluster().leader(null), [remove(3)], 'refused: No member names a leader'],
  [
    'two are named',
    'leader',
    aCluster().status('etcd-3', { leader: member(2).id }),
    [remove(3)],
    'refused: Different ones are named: etcd-1 and etcd-2',
  ],

  [
    'a new version with one of four down',
    'etcd_agrees',
    aCluster().withMembers(4).dead('etcd-3'),
    join(5),
    'passed: etcd 3.5.30 accepts every step',
  ],
  [
    'an old version with one of four down',
    'etcd_agrees',
    aCluster().withMembers(4).dead('etcd-3').version('etcd-1', '3.5.16'),
    join(5),
    'refused: etcd 3.5.16 refuses step 1: too few voters are connected (“unhealthy cluster”)',
  ],
  [
    'a learner that did not start is promoted',
    'etcd_agrees',
    aCluster().withMembers(4).learner('etcd-4'),
    [promote(4)],
    'refused: etcd 3.5.30 refuses step 1: the learner is not in sync with the leader',
    { progress: new Map([['http://10.0.0.4:2380', 0.5]]) },
  ],
  [
    'nothing of the membership',
    'etcd_agrees',
    aCluster(),
    [compact(1)],
    'skipped: etcd checks changes of the membership only',
  ],

  ['one that is there', 'target', aCluster(), [remove(3)], 'passed: etcd-3'],
  ['one that is gone', 'target', aCluster(), [remove(4)], 'refused: Step 1: etcd-4 is no member'],
  ['one that goes twice', 'target', aCluster(), [remove(3), remove(3)], 'refused: Step 2: etcd-3 is no member'],
  ['one that comes and goes on', 'target', aCluster(), join(4), 'passed: etcd-4'],
  [
    'a name that is taken',
    'target',
    aCluster(),
    [{ kind: 'add-learner', member: { ...member(9), id: null, name: 'etcd-3' } }],
    'refused: Step 1: a member named etcd-3 exists already',
  ],
  [
    'a name that is free once its bearer is gone',
    'target',
    aCluster().dead('etcd-3'),
    [remove(3), { kind: 'add-learner', member: { ...member(9), id: null, name: 'etcd-3' } }],
    'passed: etcd-3',
  ],
  ['a voter promoted', 'target', aCluster(), [promote(3)], 'refused: Step 1: etcd-3 votes already'],
  [
    'leadership from one that does not lead',
    'target',
    aCluster(),
    [moveLeader(2, 3)],
    'refused: Step 1: etcd-2 is not the leader',
  ],
  [
    'leadership to a dead one',
    'target',
    aCluster().dead('etcd-2'),
    [moveLeader(1, 2)],
    'refused: Step 1: etcd-2 cannot lead, it is a learner or does not serve',
  ],

  [
    'a list through the quorum',
    'members_known',
    aCluster(),
    [remove(3)],
    'passed: The member list was read through the quorum',
  ],
  [
    'one member’s own list',
    'members_known',
    aCluster().withoutQuorum(),
    [remove(3)],
    'refused: No quorum answers: the member list is one member’s own, possibly old, view',
  ],
  [
    'no list',
    'members_known',
    aCluster().listFailing('permission_denied'),
    [compact(1)],
    'refused: The member list cannot be read: etcd denies the right to ask this',
  ],
  [
    'an endpoint of another cluster',
    'members_known',
    aCluster().stranger('http://10.0.9.9:2379', 'c2'),
    [remove(3)],
    'refused: The endpoints belong to 2 different clusters',
  ],

  [
    'another that never started',
    'started',
    aCluster().withMembers(4).unstarted('etcd-4'),
    [remove(3)],
    'refused: Never started: http://10.0.0.4:2380. Start or remove it first',
  ],
  [
    'the one to remove never started',
    'started',
    aCluster().withMembers(4).unstarted('etcd-4'),
    [remove(4)],
    'passed: No member is waited for',
  ],
  [
    'another learner',
    'learner',
    aCluster().withMembers(4).learner('etcd-4'),
    [remove(3)],
    'refused: Still a learner: etcd-4. Promote or remove it first',
  ],
  ['the learner itself', 'learner', aCluster().withMembers(4).learner('etcd-4'), [promote(4)], 'passed: None is'],

  ['a learner the plan waits for', 'in_sync', aCluster(), join(4), 'skipped: The plan waits for etcd-4'],
  [
    'a learner with nearly all',
    'in_sync',
    aCluster().withMembers(4).learner('etcd-4'),
    [promote(4)],
    'passed: etcd-4 has 99 % of the leader’s log',
    { progress: new Map([['http://10.0.0.4:2380', 0.99]]) },
  ],
  [
    'a learner with half of it',
    'in_sync',
    aCluster().withMembers(4).learner('etcd-4'),
    [promote(4)],
    'refused: etcd-4 has 50 % of the leader’s log, 90 % are needed',
    { progress: new Map([['http://10.0.0.4:2380', 0.5]]) },
  ],
  [
    'a learner nothing is known of',
    'in_sync',
    aCluster().withMembers(4).learner('etcd-4'),
    [promote(4)],
    'skipped: The leader does not tell how far etcd-4 is; etcd refuses a learner that lags',
  ],
  [
    'a learner that lags in a long log',
    'in_sync',
    aCluster().withMembers(4).learner('etcd-4').status('etcd-4', { raftAppliedIndex: 3500 }),
    [promote(4)],
    'refused: etcd-4 is 1,500 entries behind',
    { progress: new Map([['http://10.0.0.4:2380', 0.99]]) },
  ],

  ['a free address', 'peer_address', aCluster(), join(4), 'passed: http://10.0.0.4:2380 belongs to nobody yet'],
  [
    'an address in use',
    'peer_address',
    aCluster(),
    [update(3, 'http://10.0.0.2:2380')],
    'refused: http://10.0.0.2:2380 belongs to etcd-2',
  ],
  [
    'its own address',
    'peer_address',
    aCluster(),
    [update(3, 'http://10.0.0.3:2380')],
    'passed: http://10.0.0.3:2380 belongs to nobody yet',
  ],
  [
    'no address',
    'peer_address',
    aCluster(),
    [update(3, 'http://10.0.0.2:2380/path')],
    'refused: http://10.0.0.2:2380/path is no address that members can reach: http://HOST:PORT or https://HOST:PORT',
  ],
  [
    'any address',
    'peer_address',
    aCluster(),
    [update(3, 'http://0.0.0.0:2380')],
    'refused: http://0.0.0.0:2380 is no address that members can reach: http://HOST:PORT or https://HOST:PORT',
  ],
  [
    'a newcomer with TLS among plain ones',
    'peer_address',
    aCluster(),
    [{ kind: 'add-learner', member: { id: null, name: 'etcd-4', peerUrl: 'https://10.0.0.4:2380' } }],
    'refused: https://10.0.0.4:2380 does not speak http as the other members do',
  ],
  [
    'a change to TLS',
    'peer_address',
    aCluster(),
    [update(3, 'https://10.0.0.3:2380')],
    'passed: https://10.0.0.3:2380 belongs to nobody yet',
  ],

  [
    'a leader removed',
    'leader_relieved',
    aCluster(),
    [remove(1)],
    'refused: Step 1: etcd-1 leads. Leadership has to be moved first',
  ],
  [
    'a leader removed after it handed over',
    'leader_relieved',
    aCluster(),
    [moveLeader(1, 2), remove(1)],
    'passed: Leadership is elsewhere when its turn comes',
  ],
  [
    'the new leader defragmented',
    'leader_relieved',
    aCluster(),
    [moveLeader(1, 2), defragment(1), defragment(2)],
    'refused: Step 3: etcd-2 leads. Leadership has to be moved first',
  ],
  [
    'a single one defragmented',
    'leader_relieved',
    aCluster().withMembers(1),
    [defragment(1)],
    'passed: Nobody else could lead: writes stop for as long as it takes',
  ],

  ['none', 'alarms', aCluster(), [remove(3)], 'passed: None is raised'],
  [
    'one that nobody treats',
    'alarms',
    aCluster().alarm('etcd-2', 'NOSPACE'),
    [remove(3)],
    'refused: Raised: NOSPACE on etcd-2',
  ],
  [
    'one that is taken back',
    'alarms',
    aCluster().alarm('etcd-2', 'NOSPACE'),
    [disarm(2, 'NOSPACE')],
    'passed: Treated here: NOSPACE on etcd-2',
  ],
  [
    'one that leaves with its member',
    'alarms',
    aCluster().alarm('etcd-3', 'CORRUPT'),
    [remove(3)],
    'passed: Treated here: CORRUPT on etcd-3',
  ],
  [
    'one that is lived with',
    'alarms',
    aCluster().alarm('etcd-2', 'NOSPACE'),
    [{ kind: 'await-health', despite: ['NOSPACE'], without: [] }, compact(1)],
    'passed: Treated here: NOSPACE on etcd-2',
  ],
  [
    'one that is not raised',
    'alarms',
    aCluster().alarm('etcd-2', 'NOSPACE'),
    [disarm(3, 'NOSPACE')],
    'refused: etcd-3 has no NOSPACE alarm that could be taken back',
  ],
  [
    'one of another kind',
    'alarms',
    aCluster().alarm('etcd-2', 'CORRUPT'),
    [disarm(2, 'NOSPACE')],
    'refused: etcd-2 has no NOSPACE alarm that could be taken back',
  ],
  [
    'one nobody knows',
    'alarms',
    aCluster().alarm('etcd-2', 'UNKNOWN'),
    [remove(3)],
    'refused: Raised: UNKNOWN on etcd-2',
  ],
  [
    'unknown',
    'alarms',
    aCluster().alarmsFailing('permission_denied'),
    [remove(3)],
    'refused: Alarms cannot be read: etcd denies the right to ask this',
  ],

  [
    'equal hashes',
    'same_data',
    aCluster().alarm('etcd-2', 'CORRUPT'),
    [disarm(2, 'CORRUPT')],
    'passed: Equal hashes at revision 4,242 on all 3 voters',
  ],
  [
    'another hash',
    'same_data',
    aCluster().alarm('etcd-2', 'CORRUPT').hash('etcd-2', 'beef'),
    [disarm(2, 'CORRUPT')],
    'refused: Not proven equal: etcd-2',
  ],
  [
    'a hash of another compaction',
    'same_data',
    aCluster().alarm('etcd-2', 'CORRUPT').hash('etcd-2', '7f3a', 50),
    [disarm(2, 'CORRUPT')],
    'refused: Not proven equal: etcd-2',
  ],
  [
    'a voter not hashed',
    'same_data',
    aCluster().alarm('etcd-2', 'CORRUPT').refusing('etcd-3', { hash: 'deadline' }),
    [disarm(2, 'CORRUPT')],
    'refused: Not proven equal: etcd-3',
  ],
  [
    'NOSPACE',
    'same_data',
    aCluster().alarm('etcd-2', 'NOSPACE'),
    [disarm(2, 'NOSPACE')],
    'skipped: No CORRUPT alarm is taken back',
  ],

  [
    'a revision before the current one',
    'revision',
    aCluster(),
    [compact(4000)],
    'passed: 4000, and the cluster is at 4242',
  ],
  ['a revision to come', 'revision', aCluster(), [compact(5000)], 'refused: 5000 is ahead: the cluster is at 4242'],

  [
    'a voter far behind',
    'lag',
    aCluster().status('etcd-2', { raftAppliedIndex: 1000 }),
    [remove(3)],
    'refused: Behind: etcd-2, up to 4,000 entries',
  ],
  [
    'the one to remove far behind',
    'lag',
    aCluster().status('etcd-3', { raftAppliedIndex: 1000 }),
    [remove(3)],
    'passed: All have applied the same',
  ],

  ['one version', 'versions', aCluster(), [remove(3)], 'passed: etcd 3.5.30'],
  [
    'an addition during an upgrade',
    'versions',
    aCluster().version('etcd-3', '3.6.14'),
    join(4),
    'refused: Members run 3.5.30 and 3.6.14: finish the upgrade first. Only removing members is possible meanwhile',
  ],
  [
    'a removal during an upgrade',
    'versions',
    aCluster().version('etcd-3', '3.6.14'),
    [remove(3)],
    'passed: An upgrade is under way: 3.5.30 and 3.6.14',
  ],
  [
    'patches that differ',
    'versions',
    aCluster().version('etcd-3', '3.5.31'),
    join(4),
    'passed: etcd 3.5.30 and 3.5.31',
  ],

  [
    'a defragmentation',
    'disk',
    aCluster(),
    [defragment(2)],
    'skipped: etcd does not tell how much disk is free; up to 18 MiB are needed',
  ],

  [
    'another change',
    'one_at_a_time',
    aCluster(),
    [remove(3)],
    'refused: op-abcdefghij runs or waits to run on this cluster',
    { busyWith: 'op-abcdefghij' },
  ],
  [
    'a freeze',
    'freeze',
    aCluster(),
    [remove(3)],
    'refused: carol froze them 2026-11-22 03:00:00 UTC: release week',
    { freeze: { by: 'carol', at: Date.UTC(2026, 10, 22, 3), reason: 'release week' } },
  ],
  [
    'a freeze, under which PostgreSQL gets its failover back',
    'freeze',
    aCluster(),
    [{ kind: 'resume-postgres', postgres: 'pg-a' }],
    'passed: carol froze them 2026-11-22 03:00:00 UTC: release week. This only gives PostgreSQL its failover back',
    { freeze: { by: 'carol', at: Date.UTC(2026, 10, 22, 3), reason: 'release week' } },
  ],
  [
    'a freeze, and more than a resumption',
    'freeze',
    aCluster(),
    [remove(3), { kind: 'resume-postgres', postgres: 'pg-a' }],
    'refused: carol froze them 2026-11-22 03:00:00 UTC: release week',
    { freeze: { by: 'carol', at: Date.UTC(2026, 10, 22, 3), reason: 'release week' } },
  ],
  ['a plan', 'fresh', aCluster(), [remove(3)], 'skipped: Everything is looked at again right before anything is done'],
  ['a run right after its survey', 'fresh', aCluster(), [remove(3)], 'passed: Seen 1 s ago', { phase: 'execution' }],
  [
    'a run long after its survey',
    'fresh',
    aCluster(),
    [remove(3)],
    'refused: Seen 31 s ago, and 30 s is the limit',
    { phase: 'execution', now: aCluster().snapshot().takenAt + 31_000 },
  ],
];

describe('a guard', () => {
  it.each(rows.map(row => [`${row[1]}: ${row[0]}`, row] as const))(
    '%s',
    (_title, [, name, world, steps, verdict, around]) => {
      expect(judged(name, aCase(world.snapshot(), steps, around))).toBe(verdict);
    },
  );

  it.each(guards.map(({ name }) => name))('%s has a title', name => {
    expect(said(titleOf({ guard: name }))).toMatch(/^[A-Za-z].+/);
  });

  it('of another version is told by its name', () => {
    expect(said(titleOf({ guard: 'moon_phase' }))).toBe('moon_phase');
  });
});

describe('all guards together', () => {
  it('let a good plan through and answer for each of them', () => {
    const verdicts = checkPlan(aCase(aCluster().withMembers(5).snapshot(), [remove(3), awaitHealth(3), healthy]));
    expect(verdicts.map(({ guard }) => guard)).toEqual(guards.map(({ name }) => name));
    expect(verdicts.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  it('tell every refusal, not the first', () => {
    const world = aCluster().dead('etcd-2').alarm('etcd-1', 'NOSPACE');
    const verdicts = checkPlan(aCase(world.snapshot(), [remove(3)], { busyWith: 'op-abcdefghij' }));
    const refused = verdicts.filter(({ outcome }) => outcome === 'refused').map(({ guard }) => guard);
    expect(refused).toEqual(['quorum', 'reachable', 'etcd_agrees', 'alarms', 'one_at_a_time']);
  });

  it('have nothing against what only looks', () => {
    const verdicts = checkPlan(aCase(aCluster().dead('etcd-2').leader(null).snapshot(), [awaitHealth(), healthy]));
    expect(isRefused(verdicts)).toBe(false);
    expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(new Set(['skipped']));
  });
});
