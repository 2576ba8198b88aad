import { describe, expect, it } from 'vitest';
import type { EffectOutcome } from '../../src/core/ports.ts';
import { fenced, Superseded } from '../../workers/fenced.ts';
import { pausingOf } from '../../workers/pausing.ts';
import { aCluster } from '../a-cluster.ts';
import { aPostgres } from '../a-postgres.ts';
import { anOperation } from '../store/an-operation.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { anOperator } from './an-operator.ts';

/** Who was asked for a pause, and in which order. */
function aPausing(rest: EffectOutcome | null, holds = true) {
  const asked: string[] = [];
  const operator = anOperator(() => aCluster('lab').postgres(aPostgres()).snapshot(), {
    setPause: async (key, pause) => {
      asked.push(`etcd ${key} ${pause}`);
      return { outcome: 'done' };
    },
  });
  const setPause = async (addresses: readonly string[], pause: boolean) => {
    asked.push(`rest ${addresses.length} ${pause}`);
    return rest ?? { outcome: 'done' as const };
  };
  const { world } = aMemoryWorld(operator, {
    patroni: () => (rest === null ? null : { setPause, close: async () => undefined }),
  });
  const holdsFence = async () => holds;
  const given = { operator: fenced(operator, holdsFence), holdsFence, world };
  return { asked, pausing: pausingOf(anOperation('op-1'), given) };
}

const no = (code: 'unreachable' | 'auth_failed' | 'conflict'): EffectOutcome => ({
  outcome: 'refused',
  fault: { code, detail: '', by: 'patroni' },
});
const BY_ETCD = 'etcd /pg/pg-test/config true';

describe('the way of a pause', () => {
  it.each<readonly [string, EffectOutcome | null, readonly string[]]>([
    ['REST, and nothing else, where that takes it', { outcome: 'done' }, ['rest 2 true']],
    ['etcd where REST is not configured', null, [BY_ETCD]],
    ['etcd where nobody is in reach by REST', no('unreachable'), ['rest 2 true', BY_ETCD]],
    ['REST alone where it refuses the password', no('auth_failed'), ['rest 2 true']],
    ['REST alone where somebody was faster', no('conflict'), ['rest 2 true']],
    [
      'REST alone where its answer was lost',
      { outcome: 'unknown', fault: { code: 'deadline', detail: '', by: 'patroni' } },
      ['rest 2 true'],
    ],
  ])('is %s', async (_, rest, expected) => {
    const { pausing, asked } = aPausing(rest);
    await pausing.send(aPostgres().cluster(), true);
    expect(asked).toEqual(expected);
  });

  it('is etcd where no member tells an address', async () => {
    const { pausing, asked } = aPausing({ outcome: 'done' });
    await pausing.send(aPostgres().each({ apiUrl: null }).cluster(), true);
    expect(asked).toEqual([BY_ETCD]);
  });

  it.each([{ outcome: 'done' } as const, null])('is none for a run that a newer one has followed: %o', async rest => {
    const { pausing, asked } = aPausing(rest, false);
    await expect(pausing.send(aPostgres().cluster(), true)).rejects.toThrow(Superseded);
    expect(asked).toEqual([]);
  });

  it('goes by what a quorum knows, never by one member’s own view', async () => {
    const { world } = aMemoryWorld(null);
    const snapshot = aCluster('lab').postgres(aPostgres()).snapshot();
    const oneView = snapshot.postgres?.ok
      ? { ...snapshot, postgres: { ok: true as const, value: { ...snapshot.postgres.value, oneView: true as const } } }
      : snapshot;
    const given = { operator: anOperator(() => oneView), holdsFence: async () => true, world };
    const pausing = pausingOf(anOperation('op-1'), given);
    expect(await pausing.find('pg-test')).toMatchObject({ ok: false, fault: { code: 'no_quorum' } });
  });
});
