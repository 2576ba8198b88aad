import { describe, expect, it } from 'vitest';
import { status } from '../../../commands/status.ts';
import { statusOf } from '../../../src/core/facts/status.ts';
import { aCluster } from '../../a-cluster.ts';
import { aPostgres } from '../../a-postgres.ts';
import { tell } from '../../tell.ts';

type World = ReturnType<typeof aCluster>;
const exposed = aPostgres('pg-audit').config({ failsafeMode: false });
const old = aPostgres('pg-old').each({ version: '2.1.7' });
const well = aPostgres('pg-orders', 1);
const lost = () => aCluster().dead('etcd-2').dead('etcd-3').withoutQuorum();
const found = (world: World) =>
  statusOf(world.snapshot()).findings.flatMap(({ code, tone }) =>
    code.startsWith('patroni') ? [`${code} ${tone}`] : [],
  );

describe('what status says of PostgreSQL', () => {
  it.each<[string, World, readonly string[]]>([
    ['nothing of those that stay', aCluster().postgres(well), []],
    ['a hint that failsafe mode is off', aCluster().postgres(exposed, well), ['patroni_no_failsafe info']],
    [
      'a warning when the next failure stops etcd',
      aCluster().dead('etcd-3').postgres(exposed),
      ['patroni_no_failsafe warning'],
    ],
    ['that failsafe mode does not help', aCluster().postgres(old), ['patroni_would_demote info']],
    [
      'who becomes read-only, and who has no failover',
      lost().postgres(exposed, well),
      ['patroni_read_only bad', 'patroni_exposed bad'],
    ],
    ['only who becomes read-only', lost().postgres(exposed), ['patroni_read_only bad']],
  ])('is %s', (_, world, expected) => expect(found(world)).toEqual(expected));

  it('names the fate of each once etcd can lose nobody, and only names before', () => {
    const line = (world: World) =>
      /^PostgreSQL +(.*)$/m.exec(tell(status, world.postgres(exposed, well).snapshot()))?.[1];
    expect(line(aCluster().dead('etcd-3').patroni())).toBe(
      '2 clusters: pg-audit (READ-ONLY) and pg-orders (stays writable)',
    );
    expect(tell(status, aCluster().postgres(exposed).snapshot())).not.toContain('(READ-ONLY)');
  });
});
