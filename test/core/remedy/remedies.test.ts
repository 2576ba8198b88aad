import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { Snapshot } from '../../../src/core/cluster.ts';
import type { Finding } from '../../../src/core/health/finding.ts';
import { stateOf } from '../../../src/core/health/state.ts';
import { codeText, list, verbatim } from '../../../src/core/message.ts';
import { nameOf, parse } from '../../../src/core/parse.ts';
import { remediesOf } from '../../../src/core/remedy/remedies.ts';
import { wordsOfText } from '../../../src/core/words.ts';
import { aCluster } from '../../a-cluster.ts';
import { findingCodes } from '../../finding-codes.ts';
import { aPigsty } from '../pigsty/a-pigsty.ts';

const state = stateOf(aCluster('lab').withMembers(4).learner('etcd-4').snapshot());
const who = (...names: readonly string[]) => ({ who: list(names.map(verbatim)) });

const named = [[], ['etcd-1'], ['etcd-4'], ['etcd-1', 'etcd-2'], ['http://10.0.0.4:2380'], ['--all']];

describe.each(findingCodes)('what helps against %s', code => {
  it.each(named)('is a command that can be typed, of whomever it tells: %j', (...names) => {
    for (const { kind, line } of remediesOf({ code, params: who(...names) }, state)) {
      const words = wordsOfText(line);
      if (!words.ok) throw new Error(line);
      const parsed = parse(words.value, { commands, clusters: ['lab'], channelCluster: 'lab' });
      expect(parsed, line).toMatchObject({ ok: true });
      const command = commands.find(each => parsed.ok && nameOf(each) === parsed.value.command);
      expect(command?.kind === 'change', line).toBe(kind === 'plan');
    }
  });
});

describe('what helps', () => {
  const lines = (code: (typeof findingCodes)[number], ...names: readonly string[]) =>
    remediesOf({ code, params: who(...names) }, state).map(({ line }) => line);

  it('against a slow disk is another leader only where the leader is the slow one', () => {
    expect(state.leader?.name).toBe('etcd-1');
    expect(lines('fsync_slow', 'etcd-1')).toEqual(['move-leader', 'trend latency']);
    expect(lines('fsync_slow', 'etcd-2')).toEqual(['trend latency']);
    expect(lines('fsync_slow', 'etcd-1', 'etcd-2')).toEqual(['move-leader etcd-3', 'trend latency']);
    expect(lines('fsync_slow', 'etcd-1', 'etcd-2', 'etcd-3')).toEqual(['trend latency']);
    expect(lines('overloaded', 'etcd-1')).toEqual(['move-leader', 'trend latency']);
  });

  it('makes room by what is empty, else by what is old', () => {
    const full = (inUse: number) =>
      remediesOf(
        { code: 'quota_nearly_full', params: {} },
        stateOf(aCluster('lab').status('etcd-1', { dbSize: 100, dbSizeInUse: inUse }).snapshot()),
      )[0]?.line;
    expect(full(79)).toBe('defrag --all');
    expect(full(100)).toBe('compact');
  });
});

describe('an operation is offered', () => {
  const pigsty = { ok: true, value: aPigsty() } as const;
  const role = (...keys: readonly string[]) => ({
    name: 'pg-test',
    permissions: keys.map(key => ({ access: 'readwrite', keys: { span: 'prefix', key } }) as const),
  });
  const auth = (...keys: readonly string[]) => ({
    auth: {
      ok: true,
      value: { enabled: true, revision: 1, login: 'root', namespace: '/pg', users: [], roles: [role(...keys)] },
    } as const,
  });
  const roles = { roles: list([codeText('pg-test')]) };
  const lab = () => aCluster('lab').withMembers(4);

  it.each<[Finding['code'], Finding['params'], Partial<Snapshot>, readonly string[]]>([
    ['process_down', who('etcd-2'), { pigsty }, ['playbook restart --member etcd-2']],
    ['process_down', who('etcd-2'), {}, []],
    ['process_down', who('etcd-2', 'etcd-3'), { pigsty }, []],
    ['member_silent', who('etcd-2'), { pigsty }, ['playbook restart --member etcd-2']],
    ['member_gone', who('etcd-2'), {}, ['member replace etcd-2 etcd-2 http://10.0.0.2:2380', 'member remove etcd-2']],
    ['member_gone', who('etcd-2', 'etcd-3'), {}, []],
    ['unstarted', who('http://10.0.0.4:2380'), lab().unstarted('etcd-4').snapshot(), ['member remove a4']],
    ['learner', who('etcd-4'), lab().learner('etcd-4').snapshot(), ['member promote etcd-4']],
    ['learners_counted', {}, lab().learner('etcd-4').snapshot(), ['member promote etcd-4']],
    ['learner_stuck', who('etcd-4'), {}, ['member remove etcd-4']],
    ['no_space', who('etcd-1'), {}, ['rescue nospace', 'alarm disarm']],
    ['corrupt', who('etcd-1'), {}, ['alarm disarm etcd-1 --corrupt']],
    ['corrupt', who('etcd-1', 'etcd-2'), {}, ['alarm disarm --corrupt']],
    ['grows_fast', {}, {}, ['compact']],
    ['fragmented', {}, {}, ['defrag']],
    ['compaction_still', {}, {}, ['compact']],
    ['compaction_still', {}, { pigsty }, ['playbook gc', 'compact']],
    ['pause_forgotten', who('pg-test'), {}, ['pg resume pg-test']],
    ['pause_forgotten', who('pg-test', 'pg-other'), {}, ['pg resume --all']],
    ['login_default_root', {}, {}, ['auth rotate-root']],
    ['login_no_slash', roles, auth('/pg/pg-test'), ['role grant-permission pg-test readwrite /pg/pg-test/ --prefix']],
    [
      'login_sibling',
      { ...roles, ...who('pg-test2') },
      auth('/pg/pg-test', '/pg/pg-test/'),
      ['role revoke-permission pg-test /pg/pg-test --prefix'],
    ],
    ['login_wide', roles, auth('/pg/pg-test/', '/app/'), ['role revoke-permission pg-test /app/ --prefix']],
    ['login_wide', roles, auth('/pg/pg-test/', '/a b/'), []],
    ['login_no_slash', roles, {}, []],
  ])('against %s of %j', (code, params, more, expected) => {
    const of = stateOf({ ...lab().snapshot(), ...more });
    const plans = remediesOf({ code, params }, of).filter(({ kind }) => kind === 'plan');
    expect(plans.map(({ line }) => line)).toEqual(expected);
  });
});
