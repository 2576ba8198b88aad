import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PatroniKey, PostgresCluster } from '../../../src/core/patroni/cluster.ts';
import { decodePatroni, type RawKey } from '../../../src/core/patroni/decode.ts';
import { parseExactly } from '../../../src/core/patroni/exact-json.ts';
import { impactOf } from '../../../src/core/patroni/impact-of.ts';
import { pictureOf } from '../../../src/core/patroni/picture.ts';
import { strangeFields } from '../../../src/core/patroni/strange-fields.ts';
import { dumps, readDump } from '../../a-dump.ts';

const read = (dump: string): readonly RawKey[] =>
  readDump(dump).map(({ lease, ...kv }) => ({ ...kv, lease: lease === null ? null : { left: 27, granted: 30 } }));
const decode = (dump: string): PostgresCluster => {
  const [cluster, ...others] = decodePatroni('/pg/', read(dump));
  if (cluster === undefined || others.length > 0) throw new Error(`${dump} holds no single cluster`);
  return cluster;
};
const value = <T>(key: PatroniKey<T> | undefined): T => {
  if (key?.state !== 'read') throw new Error(`the key is ${key?.state}`);
  return key.value;
};
const keyOf = (rest: string, text: string, lease: RawKey['lease'] = null): RawKey => ({
  ...{ key: `/pg/${rest}`, value: text, modRevision: '5', lease },
});
const one = (rest: string, text: string) => decodePatroni('/pg/', [keyOf(`a/${rest}`, text)])[0];

const statesOf = (cluster: PostgresCluster): readonly string[] => [
  ...[cluster.config, cluster.leader, cluster.failover, cluster.sync, cluster.failsafe, cluster.initialize].map(
    ({ state }) => state,
  ),
  ...[cluster.status, cluster.history, ...cluster.members].map(({ state }) => state),
];

describe('every dump of a real Patroni', () => {
  it.each(dumps)('%s is read whole', dump => {
    const keys = read(dump);
    for (const cluster of decodePatroni('/pg/', keys)) {
      const states = statesOf(cluster);
      expect(states).not.toContain('broken');
      expect(states.filter(state => state === 'read')).toHaveLength(keys.length);
      expect(cluster.leaseless).toEqual([]);
      expect([strangeFields(cluster), cluster.otherKeys]).toEqual([[], undefined]);
      expect(impactOf(cluster, { reach: {} }).cluster).toBe(cluster.name);
    }
  });

  it.each([
    ['p302-01-steady', '3.0.2', 'master', null],
    ['p407-01-steady', '4.0.7', 'primary', 'streaming'],
    ['p415-01-steady', '4.1.5', 'primary', 'streaming'],
  ])('%s tells members of its version', (dump, version, role, replication) => {
    const cluster = decode(dump);
    const members = cluster.members.map(value);
    expect(members.map(each => each.version)).toEqual([version, version]);
    const leader = members.find(({ name }) => name === value(cluster.leader).name);
    expect(leader).toMatchObject({ role, state: 'running', lease: { left: 27, granted: 30 }, paused: false });
    expect(members.find(each => each !== leader)?.raw?.replication_state ?? null).toBe(replication);
  });

  it.each(['p302', 'p407', 'p415'])('%s: pause, failsafe, switchover, history and sync are seen', version => {
    expect(value(decode(`${version}-02-paused`).config).pause).toBe(true);
    expect(decode(`${version}-02-paused`).members.map(each => value(each).paused)).toEqual([true, true]);
    expect(value(decode(`${version}-03-resumed`).config).pause).toBe(false);
    expect(value(decode(`${version}-05-failsafe`).failsafe)).toEqual({
      'pg-test-1': 'http://127.0.9.21:8008/patroni',
      'pg-test-2': 'http://127.0.9.22:8008/patroni',
    });
    expect(value(decode(`${version}-04b-switchover`).failover)).toBeNull();
    expect(value(decode(`${version}-08-scheduled-switchover`).failover)).toMatchObject({
      leader: 'pg-test-2',
      candidate: 'pg-test-1',
      scheduledAt: expect.stringMatching(/^2026-11-22T/),
    });
    expect(value(decode(`${version}-05-failsafe`).history)).toMatchObject([{ timeline: 1, leader: 'pg-test-2' }]);
    expect(value(decode(`${version}-06-sync`).sync)).toMatchObject({ leader: 'pg-test-2', standbys: ['pg-test-1'] });
  });

  it('keeps the system identifier to the last digit', () => {
    expect(value(decode('p302-05-failsafe').initialize)).toBe('7710995574297453664');
  });
});

describe('a key', () => {
  it.each<[string, string, (cluster: PostgresCluster) => unknown, object]>([
    [
      'config',
      '{"ttl":"20","failsafe_mode":"on","synchronous_mode":"Quorum"}',
      c => c.config,
      {
        value: { ttl: 20, failsafeMode: true, synchronousMode: 'quorum', loopWait: null, standbyCluster: false },
      },
    ],
    [
      'config',
      '{"standby_cluster":{"host":"x"},"later":1}',
      c => c.config,
      {
        value: { standbyCluster: true, raw: { later: 1 } },
      },
    ],
    ['config', '{"standby_cluster":{},"pause":true}', c => c.config, { value: { standbyCluster: false, pause: true } }],
    ['config', '{"ttl":', c => c.config, { state: 'broken', why: 'no JSON', revision: '5' }],
    ['config', '[]', c => c.config, { state: 'broken', why: 'no JSON object' }],
    [
      'members/a-1',
      '{"xlog_location":18446744073709551615}',
      c => c.members[0],
      {
        value: { position: '18446744073709551615', apiUrl: null, version: null, tags: {} },
      },
    ],
    ['members/a-1', 'postgres://x?application_name=y', c => c.members[0], { state: 'broken' }],
    ['failover', '{}', c => c.failover, { state: 'read', value: null }],
    ['failover', '', c => c.failover, { state: 'read', value: null }],
    ['failover', 'a-1:a-2', c => c.failover, { value: { leader: 'a-1', candidate: 'a-2', scheduledAt: null } }],
    ['failover', '{"member":"a-2"}', c => c.failover, { value: { leader: null, candidate: 'a-2' } }],
    ['failover', '{"mem', c => c.failover, { state: 'broken' }],
    ['leader', 'a-1', c => c.leader, { value: { name: 'a-1', lease: null } }],
    ['leader', '', c => c.leader, { state: 'broken', why: 'empty' }],
    ['initialize', '', c => c.initialize, { state: 'read', value: '' }],
    ['initialize', 'x', c => c.initialize, { state: 'broken' }],
    ['optime/leader', '67108960', c => c.status, { value: { position: '67108960', slots: [] } }],
    ['status', '9223372036854775807', c => c.status, { value: { position: '9223372036854775807' } }],
    [
      'status',
      '{"optime":9223372036854775807,"slots":{"s":1}}',
      c => c.status,
      {
        value: { position: '9223372036854775807', slots: ['s'] },
      },
    ],
    [
      'sync',
      '{"leader":"a-1","sync_standby":"a-2, a-3","quorum":1}',
      c => c.sync,
      {
        value: { leader: 'a-1', standbys: ['a-2', 'a-3'], quorum: 1 },
      },
    ],
    [
      'sync',
      '{"leader":null,"sync_standby":null}',
      c => c.sync,
      { value: { leader: null, standbys: [], quorum: null } },
    ],
    ['failsafe', '{"a-1":1}', c => c.failsafe, { state: 'broken' }],
    [
      'history',
      '[[1,9223372036854775807,"because"]]',
      c => c.history,
      {
        value: [{ timeline: 1, position: '9223372036854775807', reason: 'because', at: null, leader: null }],
      },
    ],
    ['history', '{}', c => c.history, { state: 'broken', why: 'no JSON list' }],
    ['history', '[[1]]', c => c.history, { state: 'broken' }],
  ])('%s of %s', (rest, text, take, expected) => {
    const cluster = one(rest, text);
    expect(cluster && take(cluster)).toMatchObject(expected);
  });

  it('belongs to a Citus group of its own', () => {
    const keys = [keyOf('shop/0/leader', 'c-1', 'unasked'), keyOf('shop/1/leader', 'w-1'), keyOf('shop/x', 'other')];
    expect(decodePatroni('/pg/', keys)).toMatchObject([
      { name: 'shop/0', citusGroup: 0, prefix: '/pg/shop/0/', leaseless: [] },
      { name: 'shop/1', citusGroup: 1, leaseless: ['leader'] },
    ]);
  });

  it('of a later Patroni keeps what is not known of it, and tells it by name', () => {
    const cluster = decodePatroni('/pg/', [
      keyOf('a/sync', '{"leader":"a-1","sync_standby":null,"later":{"x":1}}'),
      keyOf('a/status', '{"optime":1,"retain_slots":[],"lsn":9223372036854775807}'),
      keyOf('a/failover', '{"priority":3}'),
      keyOf('a/history', '[[1,2,"why"],[2,3,"why","at","a-2","more",null]]'),
      keyOf('a/members/a-1', '{"state":"running","mood":"good"}'),
      keyOf('a/members/a-2', '{"mood":"bad"}'),
      keyOf('a/maintenance', 'on'),
      keyOf('a/0/else', 'x'),
      keyOf('ab/else', 'x'),
    ])[0];
    if (!cluster) throw new Error('no cluster');
    expect(strangeFields(cluster)).toEqual([
      ...['failover.priority', 'sync.later', 'status.lsn', 'history[5]', 'history[6]', 'member.mood'],
    ]);
    expect(cluster.otherKeys).toEqual(['maintenance', '0/else']);
    expect(cluster.sync).toMatchObject({ value: { leader: 'a-1' }, raw: { later: { x: 1 } } });
    expect(cluster.status).toMatchObject({ raw: { lsn: '9223372036854775807' } });
    expect(cluster.failover).toMatchObject({ value: null, raw: { priority: 3 } });
    expect(JSON.stringify(pictureOf(1, { clusters: [cluster], reach: {} }))).not.toMatch(
      /later|mood|priority|maintenance/,
    );
  });

  it('of nobody known lies below a Citus group, too', () => {
    const keys = [keyOf('shop/0/leader', 'c-1'), keyOf('shop/0/else', 'x'), keyOf('shop/1/else', 'y')];
    expect(decodePatroni('/pg/', keys)).toMatchObject([{ name: 'shop/0', otherKeys: ['else'] }]);
  });

  it('of others is left out, and siblings stay apart', () => {
    const keys = [keyOf('a/leader', 'x'), keyOf('ab/leader', 'y'), keyOf('a/else', 'z'), keyOf('note', 'z')];
    expect(decodePatroni('/pg/', keys).map(({ name }) => name)).toEqual(['a', 'ab']);
    expect(decodePatroni('/service/', keys)).toEqual([]);
  });
});

describe('whatever stands in etcd', () => {
  const rests = ['config', 'leader', 'failover', 'sync', 'failsafe', 'initialize', 'status', 'history', 'members/m'];
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(...dumps.slice(0, 3).flatMap(dump => read(dump).map(each => each.value))),
    fc.constantFrom('{"__proto__":{}}', 'null', '[null]', '[[1,2,3]]', '{"tags":null,"slots":[]}', '1e999', '-1'),
  );
  const raw = fc.record({
    key: fc.tuple(fc.constantFrom('a', 'b/0', 'ünï'), fc.constantFrom(...rests)).map(parts => `/pg/${parts.join('/')}`),
    value: texts,
    modRevision: fc.constant('3'),
    lease: fc.constantFrom(null, 'unasked' as const, { left: -1, granted: 30 }),
  });

  it('is decoded without a throw, no key is lost, and it can be judged', () => {
    fc.assert(
      fc.property(fc.uniqueArray(raw, { selector: ({ key }) => key }), keys => {
        const clusters = decodePatroni('/pg/', keys);
        const told = clusters.flatMap(statesOf).filter(state => state !== 'absent');
        expect(told).toHaveLength(keys.length);
        for (const cluster of clusters) impactOf(cluster, { reach: {} }, { etcdHosts: ['x'], vips: ['a'] });
      }),
    );
  });

  it('is parsed as JSON is, but for numbers that JavaScript would round', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const parsed = parseExactly(text);
        expect(parsed).not.toBeUndefined();
      }),
    );
    expect(parseExactly('{"a":9007199254740993,"b":"9007199254740993x","c":[1,-9007199254740993],"d":1.5}')).toEqual({
      ...{ a: '9007199254740993', b: '9007199254740993x', c: [1, '-9007199254740993'], d: 1.5 },
    });
  });
});
