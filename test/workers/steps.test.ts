import { describe, expect, it } from 'vitest';
import { memberId, type Snapshot } from '../../src/core/cluster.ts';
import { bytes, say, time } from '../../src/core/message.ts';
import type { Step, Target } from '../../src/core/plan.ts';
import type { EtcdOperator } from '../../src/core/ports.ts';
import type { Deed, Look } from '../../workers/steps/deed.ts';
import { deedOf, runners } from '../../workers/steps/index.ts';
import { aCluster } from '../a-cluster.ts';
import { aRun } from './a-run.ts';
import { anOperator } from './an-operator.ts';

const target = (number: number): Target => ({
  id: memberId(`a${number}`),
  name: `etcd-${number}`,
  peerUrl: `http://10.0.0.${number}:2380`,
});
const newcomer = (number: number): Target => ({ ...target(number), id: null });

const deed = (step: Step, look: () => Snapshot, more: Partial<EtcdOperator> = {}): Deed =>
  deedOf(step, { ...aRun().run, operator: anOperator(look, more) });

async function sightOf(step: Step, look: () => Snapshot, more: Partial<EtcdOperator> = {}): Promise<string> {
  const found = deed(step, look, more);
  if (found.kind !== 'effect') throw new Error(`${step.kind} only looks`);
  return (await found.observe(null)).seen;
}

async function lookAt(step: Step, look: () => Snapshot, more: Partial<EtcdOperator> = {}): Promise<Look> {
  const found = deed(step, look, more);
  if (found.kind !== 'wait') throw new Error(`${step.kind} changes something`);
  return found.look(null);
}

const keysIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/"key":"([^"]+)"/g)].map(([, key]) => key ?? '');

const three = () => aCluster('lab');
const four = () => aCluster('lab').withMembers(4);
const MIB = 1024 * 1024;

describe('what etcd shows of a change', () => {
  const remove: Step = { kind: 'remove-member', member: target(4) };
  const add: Step = { kind: 'add-learner', member: newcomer(4) };
  const promote: Step = { kind: 'promote', member: newcomer(4) };
  const update: Step = { kind: 'update-member', member: target(3), peerUrl: 'http://10.0.0.9:2380' };
  const back: Step = { kind: 'update-member', member: target(3), peerUrl: 'http://10.0.0.3:2380' };
  const move: Step = { kind: 'move-leader', from: target(1), to: target(2) };
  const disarm: Step = { kind: 'disarm-alarm', member: target(2), alarm: 'NOSPACE' };
  const compact: Step = { kind: 'compact', revision: 100, physical: false };
  const defragment: Step = { kind: 'defragment', member: target(2), endpoint: 'http://10.0.0.2:2379' };

  it.each([
    ['a member that is gone', remove, three(), 'done'],
    ['a member that is still there', remove, four(), 'not_done'],
    ['a list that only one member tells', remove, three().withoutQuorum(), 'unknown'],
    ['no list', remove, three().listFailing('deadline'), 'unknown'],
    ['a learner at its address', add, four().learner('etcd-4').unstarted('etcd-4'), 'done'],
    ['nobody at its address', add, three(), 'not_done'],
    ['a voter that was a learner', promote, four(), 'done'],
    ['a learner that is one still', promote, four().learner('etcd-4'), 'not_done'],
    ['the old address', update, three(), 'not_done'],
    ['the new address', back, three(), 'done'],
    ['the new leader', move, three().leader('etcd-2'), 'done'],
    ['another leader', move, three(), 'not_done'],
    ['no leader', move, three().leader(null), 'unknown'],
    ['two leaders', move, three().status('etcd-3', { leader: memberId('a2') }), 'unknown'],
    ['no such alarm', disarm, three().alarm('etcd-3', 'NOSPACE').alarm('etcd-2', 'CORRUPT'), 'done'],
    ['the alarm', disarm, three().alarm('etcd-2', 'NOSPACE'), 'not_done'],
    ['alarms that cannot be read', disarm, three().alarmsFailing('deadline'), 'unknown'],
    ['a history that begins there', compact, three(), 'done'],
    ['a history that begins before', { ...compact, revision: 101 }, three(), 'not_done'],
    ['no hash', compact, three().allFailing('deadline'), 'unknown'],
  ] as const)('%s', async (_, step, cluster, expected) => {
    expect(await sightOf(step, cluster.snapshot)).toBe(expected);
  });

  describe('of a defragmentation, by what was noted before it', () => {
    const MINUTE = 60_000;
    const told =
      (done: number, running = false, since = MINUTE): EtcdOperator['defragmentation'] =>
      async () => ({ done, running, since });
    const noted = say('running.before', { size: bytes(20 * MIB), times: 3, since: time(MINUTE) });
    const shrunk = three().status('etcd-2', { dbSize: MIB });
    it.each([
      ['was not sent: nothing was noted', null, three(), told(3), 'not_done'],
      ['is counted', noted, three(), told(4), 'done'],
      ['is not counted', noted, three(), told(3), 'not_done'],
      ['is still running', noted, three(), told(3, true), 'unknown'],
      ['ended before the process did: the file is smaller', noted, shrunk, told(0, false, 2 * MINUTE), 'done'],
      ['ended with the process: the file is not', noted, three(), told(0, false, 2 * MINUTE), 'not_done'],
      ['cannot be told: the member does not answer', noted, three(), async () => null, 'unknown'],
      ['cannot be told: it could not be before', say('running.before_untold'), three(), told(1), 'unknown'],
    ] as const)('%s', async (_, before, cluster, defragmentation, expected) => {
      const found = deed(defragment, cluster.snapshot, { defragmentation });
      expect(found.kind === 'effect' && (await found.observe(before)).seen).toBe(expected);
    });

    it('is noted before it is sent', async () => {
      const found = deed(defragment, three().snapshot, { defragmentation: told(3) });
      expect(found.kind === 'effect' && (await found.before?.())).toEqual(noted);
    });
  });

  it('takes "compacted already" for done', async () => {
    const found = deed(compact, three().snapshot, {
      compact: async () => ({ outcome: 'refused', fault: { code: 'compacted', detail: '' } }),
    });
    expect(found.kind === 'effect' && (await found.act())).toEqual({ outcome: 'done' });
  });

  it('acts on a member that the plan has added, by the id that etcd gave it', async () => {
    const asked: string[] = [];
    const found = deed(promote, four().learner('etcd-4').snapshot, {
      promote: async id => {
        asked.push(id);
        return { outcome: 'done' };
      },
    });
    if (found.kind === 'effect') await found.act();
    expect(asked).toEqual(['a4']);
  });
});

describe('waiting for a learner', () => {
  const step: Step = { kind: 'await-in-sync', member: newcomer(4) };
  const progress = (share: number) => ({ progress: async () => new Map([[memberId('a4'), share]]) });
  const learner = () => four().learner('etcd-4');

  it('says how to start it, with the members as they are', async () => {
    const look = await lookAt(step, learner().unstarted('etcd-4').snapshot);
    expect(look.state).toBe('waiting');
    expect(JSON.stringify(look.note)).toContain(
      '--initial-cluster-state=existing --initial-cluster=etcd-1=http://10.0.0.1:2380,etcd-2=http://10.0.0.2:2380,etcd-3=http://10.0.0.3:2380,etcd-4=http://10.0.0.4:2380',
    );
  });

  it.each([
    ['tells how far it is', learner(), progress(0.4), 'waiting', 'running.in_sync.share'],
    ['is through when it has nearly all', learner(), progress(1), 'done', 'running.in_sync.share'],
    ['believes its own status where the leader tells nothing', learner(), {}, 'done', 'running.in_sync.lag'],
    ['waits while nobody tells', learner().dead('etcd-4'), {}, 'waiting', 'running.in_sync.untold'],
    ['is through when it votes already', four(), {}, 'done', 'running.in_sync.votes'],
    ['is hopeless when it is gone', three(), {}, 'hopeless', 'running.in_sync.gone'],
    ['waits while the list cannot be read', learner().listFailing('deadline'), {}, 'waiting', 'running.unreadable'],
  ] as const)('%s', async (_, cluster, more, state, key) => {
    expect(await lookAt(step, cluster.snapshot, more)).toMatchObject({ state, note: { key } });
  });
});

describe('waiting for health', () => {
  const step: Step = { kind: 'await-health', despite: [], without: [] };
  it.each([
    ['nothing', three(), step, []],
    ['a member that is down', three().dead('etcd-3'), step, ['running.unmet.members']],
    ['nothing but what is left out', three().dead('etcd-3'), { ...step, without: [memberId('a3')] }, []],
    ['a leader', three().leader(null), step, ['running.unmet.leader']],
    ['an alarm to go', three().alarm('etcd-1', 'NOSPACE'), step, ['running.unmet.alarms']],
    [
      'nothing but the alarm it lives with',
      three().alarm('etcd-1', 'NOSPACE'),
      { ...step, despite: ['NOSPACE'] as const },
      [],
    ],
    ['no learner', four().learner('etcd-4').dead('etcd-4'), step, []],
    ['a list', three().listFailing('deadline'), step, ['running.unreadable']],
    ['alarms that can be read', three().alarmsFailing('deadline').status('etcd-1', {}), step, null],
  ] as const)('misses %s', async (_, cluster, given, missing) => {
    const look = await lookAt(given, cluster.snapshot);
    if (missing === null) return expect(look.state).toBe('waiting');
    expect(look.state).toBe(missing.length === 0 ? 'done' : 'waiting');
    for (const key of missing) expect(keysIn(look.note)).toContain(key);
  });
});

describe('verifying', () => {
  const verify = (expect: Extract<Step, { kind: 'verify' }>['expect']): Step => ({ kind: 'verify', expect });
  const voters = verify({ kind: 'voters', members: [target(1), newcomer(2)], absent: [target(4)] });
  it.each([
    ['voters as planned', voters, three(), null],
    ['a voter that is a learner', voters, three().learner('etcd-2'), 'running.unmet.voters'],
    ['a member that should be gone', voters, four(), 'running.unmet.absent'],
    ['a list that only one member tells', voters, three().withoutQuorum(), 'running.unmet.own_view'],
    ['the leader as planned', verify({ kind: 'leader', member: target(1) }), three(), null],
    ['another leader', verify({ kind: 'leader', member: target(2) }), three(), 'running.unmet.led_by'],
    ['no leader', verify({ kind: 'leader', member: target(2) }), three().leader(null), 'running.unmet.leader'],
    ['the same data', verify({ kind: 'same-hash' }), three(), null],
    ['other data', verify({ kind: 'same-hash' }), three().hash('etcd-2', 'ffff'), 'running.unmet.hashes'],
    ['a member whose data nobody saw', verify({ kind: 'same-hash' }), three().dead('etcd-2'), 'running.unmet.hashes'],
    ['a write', verify({ kind: 'writable' }), three(), null],
    ['health', verify({ kind: 'healthy' }), three(), null],
    ['no health', verify({ kind: 'healthy' }), three().dead('etcd-2'), 'running.unmet.members'],
  ] as const)('finds %s', async (_, step, cluster, missing) => {
    const look = await lookAt(step, cluster.snapshot);
    expect(look.state).toBe(missing === null ? 'done' : 'waiting');
    if (missing !== null) expect(keysIn(look.note)).toContain(missing);
  });

  it('finds a write that fails', async () => {
    const look = await lookAt(verify({ kind: 'writable' }), three().snapshot, {
      proveWrite: async () => ({ outcome: 'refused', fault: { code: 'no_space', detail: '' } }),
    });
    expect(keysIn(look.note)).toEqual(['running.waits', 'running.unmet.writable', 'fault.no_space']);
  });
});

it('has one runner for every kind of step', () => {
  for (const kind of ['promote', 'verify', 'add-learner'] as const) expect(typeof runners[kind]).toBe('function');
});
