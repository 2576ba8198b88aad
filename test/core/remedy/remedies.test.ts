import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { stateOf } from '../../../src/core/health/state.ts';
import { list, verbatim } from '../../../src/core/message.ts';
import { nameOf, parse } from '../../../src/core/parse.ts';
import { remediesOf } from '../../../src/core/remedy/remedies.ts';
import { wordsOfText } from '../../../src/core/words.ts';
import { aCluster } from '../../a-cluster.ts';
import { findingCodes } from '../../finding-codes.ts';

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
    expect(lines('fsync_slow', 'etcd-1', 'etcd-2')).toEqual(['trend latency']);
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
