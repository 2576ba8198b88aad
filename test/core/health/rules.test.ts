import { describe, expect, it } from 'vitest';
import { diagnose, rules } from '../../../src/core/health/index.ts';
import { stateOf } from '../../../src/core/health/state.ts';
import { en } from '../../../src/core/text/en.ts';
import { aCluster } from '../../a-cluster.ts';

describe('alarms that only Status repeats', () => {
  const told = (errors: readonly string[]) =>
    stateOf(aCluster().alarmsFailing('deadline').status('etcd-1', { errors }).snapshot()).alarms;

  it('are read from there, with their member', () => {
    expect(told(['memberID:162 alarm:NOSPACE ', 'etcdserver: no leader'])).toEqual({
      ok: true,
      value: [{ member: 'a2', kind: 'NOSPACE', name: 'etcd-2' }],
    });
  });

  it.each([[[]], [['etcdserver: no leader']], [['memberID:99999999999999999999 alarm:NOSPACE']]])(
    'stay unknown where nothing of the kind is said: %j',
    errors => {
      expect(told(errors)).toMatchObject({ ok: false });
    },
  );
});

describe('the rules', () => {
  it('stand in the list once', () => {
    expect(new Set(rules).size).toBe(rules.length);
  });

  it('tell the worst first', () => {
    const world = aCluster().withMembers(4).alarm('etcd-1', 'CORRUPT').learner('etcd-4').dead('etcd-2');
    const tones = diagnose(stateOf(world.snapshot())).map(({ tone }) => tone);
    expect(tones).toEqual(['bad', 'warning', 'warning', 'info']);
  });

  it('find a learner whose database hangs, which says that it is a learner and nothing else', () => {
    const hanging = { status: 'deadline', serializable: 'deadline', linearizable: 'learner' } as const;
    const world = aCluster().withMembers(4).learner('etcd-4').refusing('etcd-4', hanging);
    const found = diagnose(stateOf(world.snapshot())).map(({ code }) => code);
    expect(found).toEqual(['member_silent', 'learner']);
  });

  it('have a title, why it matters and something to do for every finding', () => {
    const keys = Object.keys(en).filter(key => key.startsWith('finding.'));
    const codes = new Set(keys.map(key => key.split('.')[1]));
    expect(keys.toSorted()).toEqual(
      [...codes].flatMap(code => ['title', 'todo', 'why'].map(part => `finding.${code}.${part}`)).toSorted(),
    );
  });
});
