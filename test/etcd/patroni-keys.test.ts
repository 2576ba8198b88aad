import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namespacePrefix } from '../../src/core/patroni/key-name.ts';
import { findClusters } from '../../src/etcd/patroni-keys.ts';

describe('Patroni’s keys', () => {
  it.each([
    ['/service', '/service/'],
    ['service/', '/service/'],
    ['/pg/prod/', '/pg/prod/'],
    ['/', '/'],
  ])('below the namespace %s start with %s', (namespace, prefix) => {
    expect(namespacePrefix(namespace)).toBe(prefix);
  });

  it.each([
    ['a leader', ['/s/pg/leader'], [{ name: 'pg', members: [], leaderKey: '/s/pg/leader' }]],
    ['members', ['/s/pg/members/b', '/s/pg/members/a'], [{ name: 'pg', members: ['b', 'a'], leaderKey: null }]],
    ['a stopped cluster', ['/s/pg/initialize', '/s/pg/config'], [{ name: 'pg', members: [], leaderKey: null }]],
    ['an old optime', ['/s/pg/optime/leader'], [{ name: 'pg', members: [], leaderKey: null }]],
    [
      'a Citus group',
      ['/s/shop/0/leader', '/s/shop/12/config'],
      [
        { name: 'shop/0', members: [], leaderKey: '/s/shop/0/leader' },
        { name: 'shop/12', members: [], leaderKey: null },
      ],
    ],
    [
      'clusters in order',
      ['/s/b/config', '/s/a/config'],
      [
        { name: 'a', members: [], leaderKey: null },
        { name: 'b', members: [], leaderKey: null },
      ],
    ],
    ['nothing of others', ['/s/thing', '/s/app/settings', '/s/app/a/leader', '/other/pg/leader', '/s/'], []],
  ])('show %s', (_title, keys, clusters) => {
    expect(findClusters('/s/', keys)).toEqual(clusters);
  });

  it('never throw, whatever lies there', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ unit: 'binary' }).map(text => `/s/${text}`)), (prefix, keys) => {
        expect(findClusters(prefix, keys).length).toBeLessThanOrEqual(keys.length);
        expect(findClusters('/s/', keys).length).toBeLessThanOrEqual(keys.length);
      }),
    );
  });
});
