import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Survey } from '../../src/core/cluster.ts';
import type { PasswordCheck, RestVerdict } from '../../src/core/password-check.ts';
import type { PostgresCluster } from '../../src/core/patroni/cluster.ts';
import type { EtcdReader, PasswordChecks } from '../../src/core/ports.ts';
import { openPasswordChecks } from '../../src/store/password-checks.ts';
import { withPasswords } from '../../workers/with-passwords.ts';
import { silent } from '../queue/silence.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { type AStore, aStore } from '../store/a-store.ts';
import { aReader } from './a-world.ts';

let redis: TestRedis;
let store: AStore;
let worlds = 0;
beforeAll(async () => {
  redis = await aRedis();
  store = await aStore(redis.url, '{passwords}');
});
afterAll(async () => {
  await store?.close();
  await redis?.remove();
});

const absent = { state: 'absent' } as const;
const postgres = (name: string, leader: string | null, ...members: readonly string[]): PostgresCluster => ({
  name,
  citusGroup: null,
  prefix: `/pg/${name}/`,
  ...{ config: absent, failover: absent, sync: absent, failsafe: absent, initialize: absent, status: absent },
  history: absent,
  leader: leader === null ? absent : { state: 'read', revision: '1', value: { name: leader, lease: null } },
  members: members.map(each => ({
    state: 'read',
    revision: '1',
    value: {
      ...{ name: each, apiUrl: `http://${each}:8008/patroni`, connUrl: null, state: null, role: null, version: null },
      ...{ timeline: null, position: null, paused: false, pendingRestart: false, tags: {}, lease: null },
    },
  })),
  memberNames: members,
});
const clusters = [postgres('pg-a', 'a-2', 'a-1', 'a-2'), postgres('pg-b', null, 'b-1'), postgres('pg-c', null)];

/** A reader of which is known what it was asked for, on a store of its own or on that of another. */
function aWorld(checks: PasswordChecks = openPasswordChecks(store.redis, `{passwords${worlds++}}`)) {
  const surveys: Survey[] = [];
  const asked: string[] = [];
  const reader: EtcdReader = {
    ...aReader('prod'),
    survey: async survey => {
      surveys.push(survey);
      const snapshot = await aReader('prod').survey(survey);
      if (!survey.parts.includes('passwords')) return snapshot;
      const etcd: PasswordCheck['etcd'] = [{ user: 'root', tried: 'default', taken: true }];
      return {
        ...snapshot,
        passwords: { ok: true, value: { takenAt: 5, etcd, patroni: [] } },
        postgres: { ok: true, value: { clusters, reach: {} } },
      };
    },
  };
  const tryRest = async (address: string): Promise<RestVerdict> => {
    asked.push(address);
    return 'refused';
  };
  return { reader: withPasswords(reader, 'prod', { checks, tryRest, log: silent }), checks, surveys, asked };
}
const found: PasswordCheck = {
  takenAt: 5,
  etcd: [{ user: 'root', tried: 'default', taken: true }],
  patroni: [
    { cluster: 'pg-a', verdict: 'refused' },
    { cluster: 'pg-b', verdict: 'refused' },
  ],
};

describe('well-known passwords', () => {
  it('are tried when somebody asks, at the leader of each PostgreSQL cluster or else at any member', async () => {
    const { reader, asked } = aWorld();
    const { passwords } = await reader.survey({ parts: ['auth', 'passwords'] });
    expect(passwords).toEqual({ ok: true, value: found });
    expect(asked).toEqual(['http://a-2:8008/patroni', 'http://b-1:8008/patroni']);
  });

  it('are tried for reports once a day, by one of all workers, and all tell what was found', async () => {
    const one = aWorld();
    const other = aWorld(one.checks);
    const reports: Survey = { parts: ['status', 'daily-passwords'] };
    for (const { reader } of [one, other, one]) {
      expect((await reader.survey(reports)).passwords).toEqual({ ok: true, value: found });
    }
    expect([...one.asked, ...other.asked]).toHaveLength(2);
    expect(other.surveys).toEqual([reports]);
  });

  it('are not tried by a second worker while the first is about it', async () => {
    const { reader, checks, asked } = aWorld();
    expect(await checks.claim('prod')).toBe(true);
    expect((await reader.survey({ parts: ['daily-passwords'] })).passwords).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('are nobody’s business otherwise', async () => {
    const { reader, surveys } = aWorld();
    await reader.survey({ parts: ['status'] });
    expect(surveys).toEqual([{ parts: ['status'] }]);
  });

  it('do not keep a report from being told when the store is away', async () => {
    const lost = async () => {
      throw new Error('away');
    };
    const { reader, asked } = aWorld({ last: lost, claim: lost, keep: lost });
    expect((await reader.survey({ parts: ['daily-passwords'] })).cluster).toBe('prod');
    expect(asked).toEqual([]);
    expect((await reader.survey({ parts: ['passwords'] })).passwords).toEqual({ ok: true, value: found });
  });
});
