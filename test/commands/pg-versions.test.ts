import { describe, expect, it } from 'vitest';
import { pgImpact } from '../../commands/pg/impact.ts';
import { pgList } from '../../commands/pg/list.ts';
import { pgShow } from '../../commands/pg/show.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import { decodePatroni } from '../../src/core/patroni/decode.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { tell } from '../tell.ts';

type Keys = Readonly<Record<string, string>>;

/** Keys as they lie in etcd below `/pg/`; the leader and members have a lease. */
function holding(keys: Keys): Snapshot {
  const raw = Object.entries(keys).map(([rest, value]) => ({
    ...{ key: `/pg/${rest}`, value, modRevision: '5' },
    lease: /\/(leader|members\/.+)$/.test(rest) && !rest.includes('optime') ? { left: 20, granted: 30 } : null,
  }));
  const state = () => ({ clusters: decodePatroni('/pg/', raw), reach: {} });
  return aCluster().postgres({ state }).snapshot();
}

const member = (role: string, version: string, port: number): string =>
  JSON.stringify({ role, version, state: 'running', timeline: 3, api_url: `http://10.0.1.${port}:8008/patroni` });

/** Patroni 2.1: no failsafe mode, no `status` from the oldest ones, `master`. */
const old = {
  'pg-old/config': '{"ttl":30,"loop_wait":10,"retry_timeout":10,"failsafe_mode":true}',
  'pg-old/leader': 'pg-old-1',
  'pg-old/optime/leader': '67108960',
  'pg-old/failover': 'pg-old-1:pg-old-2',
  'pg-old/members/pg-old-1': member('master', '2.1.7', 1),
  'pg-old/members/pg-old-2': member('replica', '2.1.7', 2),
};
/** A coordinator that is paused, and a worker that follows nobody's pause. */
const citus = {
  'shop/0/config': '{"ttl":20,"loop_wait":5,"retry_timeout":5,"pause":true}',
  'shop/0/leader': 'c-1',
  'shop/0/members/c-1': '{"role":"primary","version":"4.1.5","state":"running","timeline":2,"pause":true}',
  'shop/1/config': '{"ttl":20,"loop_wait":5,"retry_timeout":5}',
  'shop/1/leader': 'w-1',
  'shop/1/members/w-1': member('primary', '4.1.5', 4),
  'shop/1/members/w-2': member('replica', '4.1.5', 5),
};

const noReport = { lastReport: null };
const impactOf = (snapshot: Snapshot) => {
  const facts = pgImpact.view(aRequest('pg impact'), snapshot, noReport);
  if (isRefusal(facts) || facts.kind !== 'pg_impact') throw new Error('no facts');
  const fates = facts.impacts?.map(({ cluster, fate, demotesAfter, budget }) => [cluster, fate, demotesAfter, budget]);
  return { fates, budget: facts.budget };
};
const listOf = (snapshot: Snapshot) => {
  const facts = pgList.view(aRequest('pg list'), snapshot, noReport);
  if (isRefusal(facts) || facts.kind !== 'pg_list') throw new Error('no facts');
  return facts.rows?.map(row => [row.name, row.standing, row.leader, row.members, row.versions.join(), row.timeline]);
};
const showOf = (name: string, snapshot: Snapshot) => {
  const facts = pgShow.view(aRequest('pg show', { args: { name } }), snapshot, noReport);
  if (isRefusal(facts) || facts.kind !== 'pg_show') throw new Error('no facts');
  return facts;
};

describe('Patroni 2 and groups of Citus', () => {
  it('are listed as clusters of their own', () => {
    expect(listOf(holding({ ...old, ...citus }))).toEqual([
      ['pg-old', 'switching', 'pg-old-1', 2, '2.1.7', 3],
      ['shop/0', 'paused', 'c-1', 1, '4.1.5', 2],
      ['shop/1', 'running', 'w-1', 2, '4.1.5', 3],
    ]);
  });

  it.each<readonly [string, Keys, ReturnType<typeof impactOf>]>([
    [
      'Patroni 2 demotes, whatever the configuration says of failsafe mode',
      old,
      {
        fates: [['pg-old', 'demotes', { earliest: 7, latest: 30 }, 7.2]],
        budget: { seconds: 7.2, tightest: 'pg-old' },
      },
    ],
    [
      'of a Citus cluster each group is judged by itself',
      citus,
      {
        fates: [
          ['shop/1', 'demotes', { earliest: 2, latest: 15 }, 2.2],
          ['shop/0', 'stays', null, null],
        ],
        budget: { seconds: 2.2, tightest: 'shop/1' },
      },
    ],
  ])('%s', (_, keys, expected) => expect(impactOf(holding(keys))).toEqual(expected));

  it('are shown with what their keys say', () => {
    const snapshot = holding({ ...old, ...citus });
    expect(showOf('pg-old', snapshot).postgres).toMatchObject({
      citusGroup: null,
      failover: { value: { leader: 'pg-old-1', candidate: 'pg-old-2' } },
      status: { value: { position: '67108960', slots: [] } },
    });
    expect(showOf('shop/0', snapshot)).toMatchObject({
      postgres: { citusGroup: 0, prefix: '/pg/shop/0/', memberNames: ['c-1'] },
      standing: 'paused',
      impact: { fate: 'stays' },
    });
    expect(showOf('SHOP/1', snapshot).postgres.name).toBe('shop/1');
  });
});

describe('what a later Patroni writes', () => {
  const later = holding({
    ...citus,
    'shop/0/sync': '{"leader":"c-1","sync_standby":null,"secret":"hunter2"}',
    'shop/0/members/c-2': '{"state":"running","secret":"hunter2"}',
    'shop/0/maintenance': 'hunter2',
  });

  it('is told by its name, never by what it says', () => {
    const facts = showOf('shop/0', later);
    expect([facts.strange, facts.postgres.otherKeys]).toEqual([['sync.secret', 'member.secret'], ['maintenance']]);
    expect(JSON.stringify(facts)).not.toContain('hunter2');
    const text = tell(pgShow, later, { args: { name: 'shop/0' } });
    expect(text).toMatch(/Fields not known here\s+sync\.secret and member\.secret/);
    expect(text).toMatch(/Other keys below it\s+maintenance/);
  });
});
