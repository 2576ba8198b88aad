import { describe, expect, it } from 'vitest';
import { space } from '../../commands/space.ts';
import type { Reading, Snapshot } from '../../src/core/cluster.ts';
import type { SpaceUse } from '../../src/core/ownership.ts';
import { tallySpace } from '../../src/core/space-tally.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { firstLine, tell } from '../tell.ts';

const holding = (keys: readonly string[], given: Partial<SpaceUse> = {}): Snapshot => {
  const tally = tallySpace(given.under ?? '', '/pg');
  for (const key of keys) tally.add(key, 1024);
  const use = {
    under: '',
    revision: 7,
    total: keys.length,
    stopped: null,
    current: true,
    endpoint: 'http://10.0.0.2:2379',
  };
  return { ...aCluster().patroni().snapshot(), space: { ok: true, value: { ...use, ...tally.told(), ...given } } };
};
const patroni = ['/pg/pg-test/leader', '/pg/pg-test/config'];
const mixed = [...patroni, '/registry/pods/a', '/app/a', '/app/b'];
const denied: Reading<never> = { ok: false, fault: { code: 'permission_denied', detail: '' } };

describe('space', () => {
  it.each<[string, Snapshot, string]>([
    ['Patroni alone', holding(patroni), '✔ prod · Rebuildable: Patroni writes all of these keys anew'],
    ['others, too', holding(mixed), '! prod · Needs a backup: others keep keys here, in /app/ and /registry/'],
    [
      'a part that looks clean',
      holding(patroni, { stopped: 'time', total: 900 }),
      '! prod · Not known yet: nothing foreign was seen in the part that was read',
    ],
    [
      'no right',
      { ...holding([]), space: denied },
      '✘ prod · The keys cannot be counted: etcd denies the right to ask this',
    ],
  ])('says in one line: %s', (_, snapshot, line) => {
    expect(firstLine(tell(space, snapshot))).toBe(line);
  });

  it('tells every owner and the largest prefixes', () => {
    const text = tell(space, holding(mixed));
    expect(text).toMatch(/Patroni +2 keys, 2 KiB \(40 %\)/);
    expect(text).toMatch(/Kubernetes +1 key, 1 KiB \(20 %\)/);
    expect(text).toMatch(/\/app\/ +Unknown +2 +2 KiB +40 %/);
    expect(text).toContain('Take a snapshot and prove it');
    expect(text).toContain('Revision 7, read at http://10.0.0.2:2379');
  });

  it('says that a part is a part', () => {
    expect(tell(space, holding(patroni, { stopped: 'time', total: 8 }))).toContain('after 2 of 8 keys (25 %)');
    expect(tell(space, holding(patroni, { stopped: 'compacted', total: 8 }))).toContain('compacted its history');
    expect(tell(space, holding(patroni, { stopped: 'failed', total: 8 }))).toContain('stopped answering');
  });

  it('judges nothing by a part of the key space', () => {
    const text = tell(space, holding(patroni, { under: '/pg/' }), { args: { prefix: '/pg/' } });
    expect(firstLine(text)).toBe('i prod · 2 keys under /pg/, 2 KiB');
    expect(text).toMatch(/\/pg\/pg-test\/ +Patroni +2 +2 KiB/);
  });

  it('says that without a namespace nothing can be Patroni’s', () => {
    expect(tell(space, { ...holding(patroni), patroni: aCluster().snapshot().patroni })).toContain('patroni.namespace');
  });

  it.each(['0', '301', '1.5', 'x'])('takes no %s seconds', seconds => {
    expect(space.needs(aRequest('space', { options: { seconds } }))).toMatchObject({ refused: 'seconds_out_of_range' });
  });

  it('is given a minute, or as many as are asked for', () => {
    expect(space.needs(aRequest('space'))).toMatchObject({ space: { under: '', withinMs: 60_000 } });
    const asked = { args: { prefix: '/pg/' }, options: { seconds: '90' } };
    expect(space.needs(aRequest('space', asked))).toMatchObject({ space: { under: '/pg/', withinMs: 90_000 } });
  });

  it('names what is written most, and what can be won', () => {
    const hottest = [
      { key: '/pg/pg-test/leader', version: 4_000, created: 2_001 },
      { key: '/quiet', version: 3, created: 1 },
    ];
    const text = tell(space, holding(patroni, { hottest, revision: 10_000 }));
    expect(text).toContain('/pg/pg-test/leader: 4,000 times, 50 % of all writes since it exists');
    expect(text).not.toContain('/quiet');
    expect(text).toMatch(/Defragmentation +gives back .+ on the largest file/);
  });

  it('tells what grew since the count before it', () => {
    const was = (prefix: string, size: number) => ({ prefix, owner: 'unknown' as const, keys: 1, bytes: size });
    const before = { at: Date.UTC(2026, 10, 1), revision: 3, whole: true, prefixes: [was('/app/', 512)] };
    const memory = { lastReport: null, scan: before };
    const text = tell(space, holding(mixed), {}, memory);
    expect(text).toMatch(/\/app\/ +Unknown +2 +2 KiB +40 % +\+1.5 KiB/);
    expect(text).toMatch(/\/registry\/pods\/ .* new/);
    expect(text).toMatch(/Growth since .*2026/);
    const part = tell(space, holding(mixed, { stopped: 'time', total: 900 }), {}, memory);
    expect(part).not.toContain('Growth');
  });
});
