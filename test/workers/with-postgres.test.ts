import { describe, expect, it } from 'vitest';
import { notAsked, type Snapshot, type Survey } from '../../src/core/cluster.ts';
import type { PostgresState } from '../../src/core/patroni/cluster.ts';
import type { Picture } from '../../src/core/patroni/picture.ts';
import type { EtcdReader, Log } from '../../src/core/ports.ts';
import { withPostgres } from '../../workers/with-postgres.ts';
import { aCluster } from '../a-cluster.ts';
import { aPostgres } from '../a-postgres.ts';

const both: Survey = { parts: ['postgres', 'reach'] };
const state = aPostgres().state();
const silence = { ok: false, fault: { code: 'deadline', detail: '' } } as const;

function aWorker(given: {
  readonly postgres?: Snapshot['postgres'];
  readonly last?: Picture;
  readonly broken?: boolean;
}) {
  const kept: Picture[] = [];
  const asked: string[] = [];
  const warned: string[] = [];
  const log: Log = {
    ...{ debug: () => undefined, info: () => undefined, error: () => undefined },
    warn: (_, message) => warned.push(message),
  };
  const { postgres } = given;
  const plain = { ...aCluster().snapshot(), ...(postgres ? { postgres } : {}) };
  const fail = () => Promise.reject(new Error('Redis is away'));
  const etcd: EtcdReader = { survey: async () => plain, close: async () => undefined };
  const reader = withPostgres(etcd, 'prod', {
    reach: {
      ask: async addresses => {
        asked.push(...addresses);
        return Object.fromEntries(addresses.map(address => [address, 'answers'] as const));
      },
      close: async () => undefined,
    },
    pictures: {
      keep: given.broken ? fail : async (_, picture) => void kept.push(picture),
      last: given.broken ? fail : async () => given.last ?? null,
    },
    log,
  });
  return { survey: (survey: Survey = both) => reader.survey(survey), kept, asked, warned };
}

const read = (value: PostgresState) => ({ postgres: { ok: true, value } }) as const;
const addresses = ['http://10.0.1.1:8008/patroni', 'http://10.0.1.2:8008/patroni'];

describe('a survey of PostgreSQL', () => {
  it('asks every address once, and keeps the picture', async () => {
    const { survey, kept, asked } = aWorker(read(state));
    expect((await survey()).postgres).toMatchObject({
      value: { reach: { [addresses[0] ?? '']: 'answers', [addresses[1] ?? '']: 'answers' } },
    });
    expect(asked).toEqual(addresses);
    expect(kept).toMatchObject([{ seenAt: aCluster().snapshot().takenAt }]);
  });

  it('asks nobody where nobody wants to know', async () => {
    const { survey, kept, asked } = aWorker(read(state));
    await survey({ parts: ['postgres'] });
    expect([asked, kept.length]).toEqual([[], 1]);
  });

  it.each([{ oneView: true }, { partial: true }] as const)('keeps no picture of %j', async less => {
    const { survey, kept, asked } = aWorker(read({ ...state, ...less }));
    await survey();
    expect([asked, kept]).toEqual([addresses, []]);
  });

  it('brings the last picture back when etcd does not answer, and asks its addresses', async () => {
    const { survey, asked, kept } = aWorker({ postgres: silence, last: { seenAt: 7, state } });
    const seen = await survey();
    expect(seen.postgres).toEqual(silence);
    expect(seen.lastPostgres).toMatchObject({ seenAt: 7, state: { reach: { [addresses[0] ?? '']: 'answers' } } });
    expect([asked, kept]).toEqual([addresses, []]);
  });

  it('has none where none was kept', async () => {
    const { survey, asked } = aWorker({ postgres: silence });
    expect(await survey()).not.toHaveProperty('lastPostgres');
    expect(asked).toEqual([]);
  });

  it.each([read(state), { postgres: silence }])('goes on without Redis, and says so %#', async given => {
    const { survey, warned } = aWorker({ ...given, broken: true });
    expect((await survey()).postgres?.ok).toBe(given.postgres.ok);
    expect(warned).toHaveLength(1);
  });

  it('leaves everything else alone', async () => {
    const { survey, kept, asked } = aWorker({});
    expect((await survey({ parts: ['status', 'reach'] })).keys).toEqual(notAsked);
    expect([kept, asked]).toEqual([[], []]);
  });
});
