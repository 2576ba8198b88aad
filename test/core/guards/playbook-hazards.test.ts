import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { checkPlan } from '../../../src/core/check.ts';
import type { Snapshot } from '../../../src/core/cluster.ts';
import type { GuardCase } from '../../../src/core/guard.ts';
import { plain } from '../../../src/core/message.ts';
import {
  createStep,
  destroyStep,
  joinStep,
  leaveStep,
  loginsSteps,
  type RunStep,
  referenceSteps,
  restartStep,
  rootPasswordSteps,
} from '../../../src/core/pigsty/runs.ts';
import type { Step } from '../../../src/core/plan.ts';
import { playbookWords } from '../../../src/core/playbook.ts';
import { isRefusal } from '../../../src/core/refusal.ts';
import { speak } from '../../../src/text/speak.ts';
import { aCluster } from '../../a-cluster.ts';
import { plan } from '../../an-operation.ts';
import { aCase, awaitHealth, member, newcomer, restartByHand } from '../a-plan.ts';
import {
  aPigsty,
  aPostgres,
  patroniOnly,
  safeguarded,
  withFourth,
  withPigsty,
  withPostgres,
  withStrangers,
} from '../pigsty/a-pigsty.ts';

const host = (number: number) => ({ address: `10.0.0.${number}` });
const all = [member(1), member(2), member(3)];
const fresh = [newcomer(1), newcomer(2), newcomer(3)];
const changed = (step: RunStep, run: Partial<RunStep['run']>, more: Partial<RunStep> = {}): RunStep => ({
  ...step,
  ...more,
  run: { ...step.run, ...run },
});
const learner = (number: number): Step => ({ kind: 'add-learner', member: newcomer(number) });
const pigsty = aPigsty();
const four = aPigsty([withFourth]);
const here = withPigsty(aCluster());
const space = { ok: true, value: patroniOnly } as const;
const emptied = [destroyStep('etcd', all, false), createStep('etcd', fresh), ...loginsSteps(pigsty.inventory)];

const standby = (name: string, pause = false) => {
  const cluster = aPostgres(name, pause);
  const { config } = cluster;
  return config.state === 'read'
    ? { ...cluster, config: { ...config, value: { ...config.value, standbyCluster: true } } }
    : cluster;
};
const pauses = (postgres: string): Step => ({ kind: 'pause-postgres', postgres, until: null });
const HOUR = 3_600_000;
const unled = { ok: false, fault: { code: 'no_leader', detail: 'etcdserver: no leader' } } as const;
const savedAt = (at: number): Partial<GuardCase['around']> => ({
  backup: { kind: 'seen', directory: '/srv', broken: 0, maxAgeMs: 2 * HOUR, newest: { name: 'lab-1.db', at } },
});
const now = aCase(here, []).around.now;

const judged = (
  name: string,
  snapshot: Snapshot,
  steps: readonly Step[],
  around: Partial<GuardCase['around']> = {},
) => {
  const verdict = checkPlan(aCase(snapshot, steps, around)).find(({ guard }) => guard === name);
  if (!verdict) throw new Error(`no guard ${name}`);
  return `${verdict.outcome}: ${plain(speak(verdict.because, 'en')).replace(/\s/g, ' ')}`;
};

type Row = readonly [
  what: string,
  guard: string,
  snapshot: Snapshot,
  steps: readonly Step[],
  verdict: string,
  around?: Partial<GuardCase['around']>,
];

const rows: readonly Row[] = [
  [
    'etcd-rm.yml with no limit',
    'playbook_limit',
    here,
    [changed(leaveStep(host(3), member(3), false), { limit: [] })],
    'refused: Step 1: etcd-rm.yml without a limit concerns everybody; etcd-rm.yml would remove the whole cluster',
  ],
  [
    'the group, to remove one member',
    'playbook_limit',
    here,
    [changed(leaveStep(host(3), member(3), false), { limit: ['etcd'] })],
    'refused: Step 1: a removal of one member must not name the group etcd: all its hosts would be removed',
  ],
  [
    'the host of somebody else',
    'playbook_limit',
    here,
    [leaveStep(host(2), member(3), false)],
    'refused: Step 1: what is removed at 10.0.0.2 is not etcd-3',
  ],
  [
    'a removal that shows nothing',
    'playbook_limit',
    here,
    [changed(leaveStep(host(3), member(3), false), {}, { proof: { kind: 'none' } })],
    'refused: Step 1: a removal has to show who is gone',
  ],
  [
    'two members at once',
    'playbook_limit',
    withPigsty(aCluster(), four),
    [changed(leaveStep(host(3), member(3), false), { limit: ['10.0.0.3', '10.0.0.4'] })],
    'refused: Step 1 names 2 members at once: they would race each other. One at a time',
  ],
  [
    'everybody, by the word for it',
    'playbook_limit',
    here,
    [changed(restartStep(host(2), member(2)), { limit: ['all'] })],
    'refused: Step 1: all is no host or group of the inventory that this playbook is for',
  ],
  [
    'a pattern',
    'playbook_limit',
    here,
    [changed(restartStep(host(2), member(2)), { limit: ['10.0.0.*'] })],
    'refused: Step 1: 10.0.0.* is no host or group of the inventory that this playbook is for',
  ],
  [
    'the nodes of infra, of which one may be etcd’s as well',
    'playbook_limit',
    here,
    [changed(restartStep(host(2), member(2)), { limit: ['infra'] })],
    'refused: Step 1: infra is no host or group of the inventory that this playbook is for',
  ],
  [
    'a whole infra.yml on etcd',
    'playbook_limit',
    here,
    [changed(restartStep(host(2), member(2)), { playbook: 'infra.yml', limit: ['etcd'] })],
    'refused: Step 1: etcd is no host or group of the inventory that this playbook is for',
  ],
  [
    'where root’s password is kept',
    'playbook_limit',
    here,
    rootPasswordSteps('etcd', 'infra'),
    'passed: All 2 runs name their hosts',
  ],
  [
    'the configuration of etcd written from an inventory that is wrong',
    'playbook_references',
    withPigsty(aCluster(), four),
    rootPasswordSteps('etcd', 'infra'),
    'refused: When they are written, the inventory is not as the cluster: etcd-4 (10.0.0.4) stands in the inventory, and is no member',
  ],
  ['one host', 'playbook_limit', here, [restartStep(host(2), member(2))], 'passed: The run names its hosts'],

  [
    'a restart of all at once',
    'playbook_serial',
    here,
    [changed(restartStep(host(2), member(2)), { forks: 10 })],
    'refused: Step 1 would restart with -f 10: all members at the same moment. It has to be -f 1',
  ],
  [
    'a whole etcd.yml on a running group',
    'playbook_serial',
    here,
    [changed(restartStep(host(2), member(2)), { tags: [], limit: ['etcd'] }, { proof: { kind: 'none' } })],
    'refused: Step 1 starts etcd and shows nothing for it: a whole etcd.yml restarts every member',
  ],
  [
    'two restarts with no look in between',
    'playbook_serial',
    here,
    [restartStep(host(2), member(2)), restartStep(host(3), member(3))],
    'refused: Step 2 restarts a member, and nobody has looked since the one before',
  ],
  [
    'a restart while another is down',
    'playbook_serial',
    withPigsty(aCluster().dead('etcd-3')),
    [restartStep(host(2), member(2))],
    'refused: Step 1 restarts etcd-2 while no other voter may be missing: writes would stop',
  ],
  [
    'a restart of the one that is down',
    'playbook_serial',
    withPigsty(aCluster().dead('etcd-3')),
    [restartStep(host(3), member(3)), awaitHealth(), restartStep(host(2), member(2))],
    'passed: One host in every run, -f 1, and a look at the cluster in between',
  ],
  [
    'two restarts by hand with no look in between',
    'playbook_serial',
    here,
    [restartByHand(2), restartByHand(3)],
    'refused: Step 2 restarts a member, and nobody has looked since the one before',
  ],
  [
    'a restart by hand while another is down',
    'playbook_serial',
    withPigsty(aCluster().dead('etcd-3')),
    [restartByHand(2)],
    'refused: Step 1 restarts etcd-2 while no other voter may be missing: writes would stop',
  ],
  [
    'restarts by hand, one after another',
    'playbook_serial',
    here,
    [restartByHand(2), awaitHealth(), restartByHand(3)],
    'passed: One member after another, and a look at the cluster in between',
  ],
  [
    'a restart by hand of who is down',
    'reachable',
    withPigsty(aCluster().dead('etcd-3')),
    [restartByHand(3)],
    'passed: All but etcd-3, whom this plan is about',
  ],
  [
    'a restart by hand of a member that is gone',
    'target',
    here,
    [restartByHand(7)],
    'refused: Step 1: etcd-7 is no member',
  ],
  [
    'the leader restarted by hand while it leads',
    'leader_relieved',
    here,
    [restartByHand(1)],
    'refused: Step 1: etcd-1 leads. Leadership has to be moved first',
  ],
  [
    'a new cluster over the old one',
    'playbook_serial',
    here,
    [createStep('etcd', fresh)],
    'refused: Step 1 begins a new cluster while the old one is still there',
  ],
  [
    'the leader restarted while it leads',
    'leader_relieved',
    here,
    [restartStep(host(1), member(1))],
    'refused: Step 1: etcd-1 leads. Leadership has to be moved first',
  ],

  [
    'a new member that is not told that the cluster exists',
    'playbook_join',
    withPigsty(aCluster(), four),
    [learner(4), changed(joinStep(host(4), newcomer(4)), { extra: {} })],
    'refused: Step 2 lacks -e etcd_init=existing: the member would begin a cluster of its own',
  ],
  [
    'a new member that etcd has not heard of',
    'playbook_join',
    withPigsty(aCluster(), four),
    [joinStep(host(4), newcomer(4))],
    'refused: Step 1: etcd does not know etcd-4 yet. It has to be added as a learner first',
  ],
  [
    'a voter that has never started',
    'playbook_join',
    withPigsty(aCluster().withMembers(4).unstarted('etcd-4'), four),
    [joinStep(host(4), member(4))],
    'refused: Step 1: etcd-4 would vote before it has caught up. It has to be a learner first',
  ],
  [
    'a restart as if somebody joined',
    'playbook_join',
    here,
    [changed(restartStep(host(2), member(2)), { extra: { etcd_init: 'existing' } })],
    'refused: Step 1 says etcd_init=existing, and nobody joins by it',
  ],

  [
    'a new cluster that an etcd_init left in the inventory would send after the old one',
    'playbook_join',
    withPigsty(aCluster(), pigsty, { space }),
    [destroyStep('etcd', all, false), changed(createStep('etcd', fresh), { extra: {} })],
    'refused: Step 2 lacks -e etcd_init=new: with etcd_init: existing left in the inventory, the new members would look for the cluster that is gone',
  ],
  [
    'a new cluster that is told so',
    'playbook_join',
    withPigsty(aCluster(), pigsty, { space }),
    emptied,
    'passed: The new cluster begins with etcd_init=new, whatever the inventory says',
  ],

  [
    'a number that was used before',
    'playbook_number',
    withPigsty(aCluster(), aPigsty([withFourth, ['10.0.0.4: { etcd_seq: 4 }', '10.0.0.4: { etcd_seq: 0 }']])),
    [learner(4), joinStep(host(4), { ...newcomer(4), name: 'etcd-0' })],
    'refused: etcd_seq 0 is not above 3, the highest in the cluster: etcd-0 may have been there before, and numbers are never given twice',
  ],
  [
    'another name than the inventory has by now',
    'playbook_number',
    withPigsty(aCluster(), four),
    [learner(4), joinStep(host(4), { ...newcomer(4), name: 'etcd-9' })],
    'refused: 10.0.0.4 is etcd-4 in the inventory, not etcd-9',
  ],
  [
    'a host that is in the inventory no more',
    'playbook_number',
    here,
    [learner(4), joinStep(host(4), newcomer(4))],
    'refused: 10.0.0.4 is no longer in the inventory',
  ],

  ...(['v3.5.0', 'v2.7.0', 'v1.5.1'] as const).map(
    (version): Row => [
      `an etcd.yml of ${version}`,
      'playbook_generation',
      withPigsty(aCluster(), aPigsty([['v4.5.0', version]])),
      [restartStep(host(2), member(2))],
      `refused: Pigsty ${version}: up to 3.5, etcd.yml deletes the data of a running etcd. Use a Pigsty of 3.6 or later`,
    ],
  ),
  [
    'an etcd.yml whose tags say that it purges, whatever the version',
    'playbook_generation',
    withPigsty(aCluster(), aPigsty([], { tags: ['etcd_launch', 'etcd_purge', 'etcd_clean'] })),
    [restartStep(host(2), member(2))],
    'refused: This etcd.yml has the tags etcd_purge and etcd_clean: it can delete the data of a running etcd. Use a Pigsty of 3.6 or later',
  ],
  [
    'a version that nobody knows',
    'playbook_generation',
    withPigsty(aCluster(), aPigsty([['version: v4.5.0, ', '']])),
    [restartStep(host(2), member(2))],
    'refused: The inventory has no version that could be read (all.vars.version): up to 3.5, etcd.yml deletes the data of a running etcd',
  ],
  [
    'tags that nobody knows, right before it runs',
    'playbook_generation',
    withPigsty(aCluster(), aPigsty([], { tags: null })),
    [restartStep(host(2), member(2))],
    'refused: Ansible does not tell the tags of etcd.yml, so nobody knows whether this one deletes',
    { phase: 'execution' },
  ],
  [
    'tags that nobody knows, while it is planned',
    'playbook_generation',
    withPigsty(aCluster(), aPigsty([], { tags: null })),
    [restartStep(host(2), member(2))],
    'passed: Pigsty v4.5.0; the tags of etcd.yml are looked at before it runs',
  ],

  [
    'a removal while the safeguard is on',
    'playbook_safeguard',
    withPigsty(aCluster(), aPigsty([safeguarded])),
    [leaveStep(host(3), member(3), false)],
    'refused: etcd_safeguard is on in the inventory. Switch it off there, or ask with --override-safeguard',
  ],
  [
    'a removal that puts it aside on purpose',
    'playbook_safeguard',
    withPigsty(aCluster(), aPigsty([safeguarded])),
    [leaveStep(host(3), member(3), true)],
    'passed: Put aside by the command, and written so into the line',
  ],
  [
    'a removal that leaves no quorum: the playbook would delete its data all the same',
    'quorum',
    withPigsty(aCluster().dead('etcd-2')),
    [leaveStep(host(3), member(3), false)],
    'refused: After step 1, 1 of 2 voters are healthy and 2 are needed: writes would stop',
  ],

  [
    'a reset that would lose what Patroni does not write anew',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space: { ok: true, value: withStrangers } }),
    emptied,
    'refused: 3 keys are not Patroni’s and would be lost: /apps/. There is no verified snapshot to bring them back; see space',
  ],
  [
    'a reset of nobody knows what',
    'playbook_rebuildable',
    here,
    emptied,
    'refused: Nobody has looked whose keys these are',
  ],
  [
    'a reset of keys of which only a part was seen',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space: { ok: true, value: { ...patroniOnly, stopped: 'time' } } }),
    emptied,
    'refused: Not all keys could be looked at. See space',
  ],
  [
    'a reset of keys that nobody can look at, with a snapshot that holds them',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space: unled }),
    emptied,
    'passed: Nobody can look at all the keys; the snapshot lab-1.db, 1 h old and whole, holds them',
    savedAt(now - HOUR),
  ],
  [
    'a reset of keys that nobody can look at, with a snapshot that is too old',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space: { ok: false, fault: { code: 'deadline', detail: '' } } }),
    emptied,
    'refused: Nobody knows whose keys these are: etcd does not answer in time',
    savedAt(now - 3 * HOUR),
  ],
  [
    'a reset of keys of which a part was seen, with a snapshot that holds them',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space: { ok: true, value: { ...patroniOnly, stopped: 'time' } } }),
    emptied,
    'passed: Nobody can look at all the keys; the snapshot lab-1.db, 1 h old and whole, holds them',
    savedAt(now - HOUR),
  ],
  [
    'a reset of keys that nobody can look at',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space: { ok: false, fault: { code: 'deadline', detail: '' } } }),
    emptied,
    'refused: Nobody knows whose keys these are: etcd does not answer in time',
  ],
  [
    'a reset of what Patroni alone has written',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space }),
    emptied,
    'passed: Only 12 keys of Patroni, which writes them anew',
  ],
  [
    'a reset under a standby cluster that somebody has paused',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space, ...withPostgres(aPostgres('pg-orders', true), standby('pg-far', true)) }),
    emptied,
    'refused: The standby cluster pg-far is paused, and would not write its keys anew: nobody could resume them, and nobody of them would lead. Resume first: /etcd pg resume pg-far, or, if somebody else has paused, patronictl resume',
  ],
  [
    'a reset that pauses a standby cluster before',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space, ...withPostgres(standby('pg-far'), standby('pg-further')) }),
    [pauses('pg-far'), pauses('pg-further'), ...emptied],
    'refused: The standby clusters pg-far and pg-further are paused, and would not write their keys anew: nobody could resume them, and nobody of them would lead. Resume first: /etcd pg resume pg-far, or, if somebody else has paused, patronictl resume',
  ],
  [
    'a reset without a quorum, where nobody can be resumed',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, {
      space,
      postgres: { ok: true, value: { clusters: [standby('pg-far', true)], reach: {}, oneView: true } },
    }),
    emptied,
    'passed: Only 12 keys of Patroni, which writes them anew',
  ],
  [
    'a reset under a standby cluster that is not paused',
    'playbook_rebuildable',
    withPigsty(aCluster(), pigsty, { space, ...withPostgres(standby('pg-far')) }),
    emptied,
    'passed: Only 12 keys of Patroni, which writes them anew',
  ],
  [
    'a reset that goes on where the old cluster is gone already',
    'playbook_rebuildable',
    withPigsty(aCluster().listFailing('refused'), pigsty),
    emptied.slice(1),
    'skipped: No data of the cluster is deleted',
  ],
  [
    'a reset that leaves PostgreSQL locked out',
    'playbook_logins',
    withPigsty(aCluster(), pigsty, { space }),
    emptied.slice(0, 2),
    'refused: No step makes the user and role of pg-orders and pg-audit again: they would stay locked out',
  ],
  [
    'a reset with users and roles after it',
    'playbook_logins',
    withPigsty(aCluster(), pigsty, { space }),
    emptied,
    'passed: For all 2 PostgreSQL clusters',
  ],

  [
    'references written while the inventory knows one more',
    'playbook_references',
    withPigsty(aCluster(), four),
    referenceSteps(four.inventory),
    'refused: When they are written, the inventory is not as the cluster: etcd-4 (10.0.0.4) stands in the inventory, and is no member',
  ],
  [
    'references after a removal that nobody has taken out of the inventory',
    'playbook_references',
    here,
    [leaveStep(host(3), member(3), false), ...referenceSteps(pigsty.inventory)],
    'refused: When they are written, the inventory is not as the cluster: etcd-3 (10.0.0.3) stands in the inventory, and is no member',
  ],
  [
    'references after somebody is waited for to take it out',
    'playbook_references',
    here,
    [
      leaveStep(host(3), member(3), false),
      { kind: 'await-inventory', file: 'pigsty.yml', address: '10.0.0.3' },
      ...referenceSteps(pigsty.inventory),
    ],
    'passed: When they are written, the inventory is as the cluster',
  ],
  [
    'a configuration that turns on nothing',
    'playbook_template',
    withPigsty(aCluster(), aPigsty([], { template: { file: 'roles/etcd/templates/etcd.conf.j2', compacts: false } })),
    [restartStep(host(2), member(2), true)],
    'refused: roles/etcd/templates/etcd.conf.j2 does not set auto-compaction-mode and auto-compaction-retention: add them first',
  ],
  [
    'a configuration that nobody can read',
    'playbook_template',
    withPigsty(aCluster(), aPigsty([], { template: null })),
    [restartStep(host(2), member(2), true)],
    'refused: No template of etcd’s configuration can be read: roles/etcd/templates/etcd.conf and roles/etcd/templates/etcd.conf.j2',
  ],
  [
    'a playbook that would restart, and deploy nothing',
    'playbook_template',
    withPigsty(aCluster(), aPigsty([], { tags: ['etcd_launch'] })),
    [restartStep(host(2), member(2), true)],
    'refused: This etcd.yml has no tag etcd_conf: members would be restarted as they are',
  ],
  [
    'a configuration that turns it on',
    'playbook_template',
    here,
    [restartStep(host(2), member(2), true)],
    'passed: roles/etcd/templates/etcd.conf sets it',
  ],
  [
    'a configuration deployed for another reason',
    'playbook_template',
    withPigsty(aCluster(), aPigsty([], { template: null })),
    [
      changed(restartStep(host(2), member(2)), { tags: ['etcd_conf', 'etcd_launch'] }),
      ...referenceSteps(pigsty.inventory),
    ],
    'skipped: No step turns it on',
  ],
  [
    'an inventory that has become wrong',
    'playbook_inventory',
    withPigsty(aCluster(), aPigsty([['{ etcd_seq: 2 }', '{ etcd_seq: 1 }']])),
    [restartStep(host(2), member(2))],
    'refused: It needs care: all.children.etcd.hosts.10.0.0.2.etcd_seq is 1, as that of 10.0.0.1: two members would have one name',
  ],
];

describe('the hazards of Pigsty’s playbooks', () => {
  for (const [what, name, snapshot, steps, verdict, around] of rows) {
    it(`${what}: ${name}`, () => expect(judged(name, snapshot, steps, around)).toBe(verdict));
  }

  it('concern no plan without a playbook', () => {
    const verdicts = checkPlan(aCase(aCluster().snapshot(), [awaitHealth(), { kind: 'promote', member: member(3) }]));
    const ours = verdicts.filter(({ guard }) => guard.startsWith('playbook_'));
    expect(ours.map(({ outcome }) => outcome)).toEqual(ours.map(() => 'skipped'));
    expect(ours.length).toBe(11);
  });
});

describe('any line that is composed', () => {
  const changes = commands.filter(({ kind, words }) => kind === 'change' && words[0] === 'playbook');
  const who = fc.constantFrom('etcd-1', 'etcd-2', 'etcd-3', 'etcd-4');
  const fact = fc.oneof(
    who.map(name => (world: ReturnType<typeof aCluster>) => world.dead(name)),
    who.map(name => (world: ReturnType<typeof aCluster>) => world.learner(name)),
    who.map(name => (world: ReturnType<typeof aCluster>) => world.leader(name)),
    fc.constant((world: ReturnType<typeof aCluster>) => world.withoutQuorum()),
  );
  const line = fc
    .constantFrom(...changes)
    .chain(({ words, args }) =>
      fc.constantFrom('10.0.0.1', '10.0.0.3', '10.0.0.4', 'etcd-2', '').map(ip => {
        const all = words[1] === 'remove' && ip === '' ? ' --all' : '';
        return `${words.join(' ')}${args.length > 0 ? ` ${ip}`.trimEnd() : ''}${all}`;
      }),
    )
    .filter(text => text !== 'playbook add');

  it('has a limit, names one host at most, and restarts with -f 1', () => {
    fc.assert(
      fc.property(line, fc.boolean(), fc.array(fact, { maxLength: 4 }), (text, fourth, facts) => {
        const world = aCluster().withMembers(fourth ? 4 : 3);
        for (const change of facts) {
          try {
            change(world);
          } catch {
            // About somebody who is not there.
          }
        }
        const made = plan(text, withPigsty(world, four, { space }));
        if (isRefusal(made)) return;
        for (const step of made.steps) {
          if (step.kind !== 'run-playbook') continue;
          const words = playbookWords(step.run);
          const limit = words[words.indexOf('-l') + 1] ?? '';
          expect(words).toContain('-l');
          expect(limit).not.toBe('');
          expect(limit.split(',').filter(word => /\d+\.\d+\.\d+\.\d+/.test(word)).length).toBeLessThanOrEqual(1);
          if (step.run.tags.includes('etcd_launch')) expect(words.join(' ')).toMatch(/ -f 1( |$)/);
          if (step.run.playbook === 'etcd-rm.yml' && limit === 'etcd') {
            expect(step.proof).toMatchObject({ kind: 'gone', members: { length: fourth ? 4 : 3 } });
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
