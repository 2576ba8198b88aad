import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownerIn, ownershipOf, type SpaceUse } from '../../src/core/ownership.ts';
import { folderOf, tallySpace } from '../../src/core/space-tally.ts';

const use = (keys: readonly string[], given: Partial<SpaceUse> = {}): SpaceUse => {
  const tally = tallySpace('', '/pg');
  for (const key of keys) tally.add(key, 10);
  return {
    under: '',
    revision: 7,
    total: keys.length,
    ...tally.told(),
    stopped: null,
    current: true,
    endpoint: 'e',
    ...given,
  };
};

describe('the owner of a key', () => {
  it.each([
    ['/pg/pg-test/leader', 'patroni'],
    ['/pg/pg-test/members/pg-test-1', 'patroni'],
    ['/pg/shop/0/config', 'patroni'],
    ['/pg/pg-test/notes', 'unknown'],
    ['/pg/notes', 'unknown'],
    ['/service/batman/leader', 'elsewhere'],
    ['/registry/pods/default/web', 'kubernetes'],
    ['compact_rev_key', 'kubernetes'],
    ['etcd-chatops/probe', 'bot'],
    ['/app/config', 'unknown'],
    ['', 'unknown'],
  ])('of %s is %s', (key, owner) => {
    expect(ownerIn('/pg')(key)).toBe(owner);
  });

  it('is never Patroni where no namespace is configured', () => {
    expect(ownerIn(null)('/pg/pg-test/leader')).toBe('elsewhere');
  });
});

describe('the key space', () => {
  it('comes back by itself where only Patroni and the bot write', () => {
    expect(ownershipOf(use(['/pg/a/leader', '/pg/b/config', 'etcd-chatops/probe']))).toEqual({
      verdict: 'rebuildable',
      foreign: [],
      foreignUse: { keys: 0, bytes: 0 },
      postgres: { keys: 2, bytes: 20 },
    });
  });

  it('comes back by itself where nothing is', () => {
    expect(ownershipOf(use([])).verdict).toBe('rebuildable');
  });

  it('needs a backup as soon as somebody else writes one key, and says who', () => {
    const { verdict, foreign } = ownershipOf(use(['/pg/a/leader', '/registry/pods/a', '/pg/notes/one', '/registry/b']));
    expect(verdict).toBe('needs_backup');
    expect(foreign).toEqual([
      { prefix: '/registry/', owner: 'kubernetes', keys: 2, bytes: 20 },
      { prefix: '/pg/notes/', owner: 'unknown', keys: 1, bytes: 10 },
    ]);
  });

  it.each([
    ['not all of it was read', { stopped: 'time' }],
    ['only a part of it was asked for', { under: '/pg/' }],
  ] as const)('is not vouched for where %s', (_why, given) => {
    expect(ownershipOf(use(['/pg/a/leader'], given)).verdict).toBe('unknown');
    expect(ownershipOf(use(['/app/a'], given)).verdict).toBe('needs_backup');
  });
});

describe('a tally', () => {
  it.each([
    ['', '/pg/a/leader', '/pg/'],
    ['/pg/', '/pg/a/leader', '/pg/a/'],
    ['/pg/pg-or', '/pg/pg-orders/leader', '/pg/pg-orders/'],
    ['', 'flat', 'flat'],
    ['', '//odd/x', '//odd/'],
    ['/pg/a/', '/pg/a/leader', '/pg/a/leader'],
  ])('under "%s" has %s in %s', (under, key, folder) => {
    expect(folderOf(under, key)).toBe(folder);
  });

  it('loses no key and no byte, however many folders there are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ maxLength: 12 }), fc.nat(1000)), { maxLength: 1500 }), pairs => {
        const tally = tallySpace('', '/pg');
        for (const [key, bytes] of pairs) tally.add(key, bytes);
        const { read, owners, prefixes, others } = tally.told();
        const sum = (all: readonly { readonly keys: number; readonly bytes: number }[]) => [
          all.reduce((total, { keys }) => total + keys, 0),
          all.reduce((total, { bytes }) => total + bytes, 0),
        ];
        const wanted = [pairs.length, pairs.reduce((total, [, bytes]) => total + bytes, 0)];
        expect(sum([read])).toEqual(wanted);
        expect(sum(Object.values(owners))).toEqual(wanted);
        expect(sum([...prefixes, others])).toEqual(wanted);
        expect(prefixes.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the largest folders of very many', () => {
    const tally = tallySpace('', null);
    for (let at = 0; at < 5_000; at += 1) tally.add(`/${String(at).padStart(5, '0')}/key`, at === 17 ? 9_999 : 1);
    const { prefixes, others } = tally.told();
    expect(prefixes[0]).toEqual({ prefix: '/00017/', owner: 'unknown', keys: 1, bytes: 9_999 });
    expect(others.prefixes + prefixes.length).toBe(5_000);
  });

  it.each([
    ['', '/registry/pods/default/web', '/registry/pods/'],
    ['', '/registry/cert-manager.io/certificates/default/web', '/registry/cert-manager.io/certificates/'],
    ['', '/openshift.io/builds/a/b', '/openshift.io/builds/'],
    ['', '/registry/odd', '/registry/'],
    ['/registry/pods/', '/registry/pods/default/web', '/registry/pods/default/'],
  ])('under "%s" tells %s of Kubernetes as %s', (under, key, prefix) => {
    const tally = tallySpace(under, '/pg');
    tally.add(key, 10);
    expect(tally.told().prefixes).toEqual([{ prefix, owner: 'kubernetes', keys: 1, bytes: 10 }]);
  });

  it('names the keys that were written most, and no more than ten', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 200 }), versions => {
        const tally = tallySpace('', null);
        for (const [at, version] of versions.entries()) tally.add(`/${at}`, 1, { version, created: at });
        const most = versions.filter(version => version > 1).toSorted((one, other) => other - one);
        expect(tally.told().hottest.map(({ version }) => version)).toEqual(most.slice(0, 10));
      }),
    );
  });
});
