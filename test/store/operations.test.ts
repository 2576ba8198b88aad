import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyChain } from '../../src/core/audit.ts';
import type { Operation } from '../../src/core/operation.ts';
import { refuse } from '../../src/core/refusal.ts';
import { fail, succeed } from '../../src/core/result.ts';
import { silent } from '../queue/silence.ts';
import { aRedis, type TestRedis } from './a-redis.ts';
import { type AStore, aStore } from './a-store.ts';
import { aFullOperation, anOperation, aPlan, aRecord } from './an-operation.ts';

let redis: TestRedis;
const closers: (() => Promise<void>)[] = [];
let worlds = 0;

beforeAll(async () => {
  redis = await aRedis();
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await redis.remove();
});

async function stores(count: number): Promise<readonly AStore[]> {
  worlds += 1;
  const opened = await Promise.all(Array.from({ length: count }, () => aStore(redis.url, `{ops${worlds}}`)));
  closers.push(...opened.map(store => store.close));
  return opened;
}

async function one(): Promise<AStore> {
  const [store] = await stores(1);
  if (!store) throw new Error('no store');
  return store;
}

async function whole({ audit }: AStore) {
  const head = await audit.head();
  const pages = [];
  for await (const page of audit.pages()) pages.push(page);
  expect(verifyChain(pages, head).broken).toBeNull();
  return pages.flat();
}

const toState = (state: Operation['state']) => (operation: Operation) =>
  succeed({ operation: { ...operation, state }, audit: aRecord(operation.id, { what: 'state', details: { state } }) });

describe('an operation', () => {
  it('is read back as it was written', async () => {
    const { operations } = await one();
    for (const operation of [anOperation('op-a'), aFullOperation('op-b')]) {
      expect(await operations.create(operation, aRecord(operation.id))).toBe(true);
      expect(await operations.load(operation.id)).toEqual(operation);
    }
    expect(await operations.load('op-c')).toBeNull();
  });

  it('is created once, and told once, however often it is asked for', async () => {
    const all = await stores(4);
    const created = await Promise.all(
      all.map((store, index) =>
        store.operations.create(anOperation('op-a', { stateAt: index }), aRecord('op-a', { at: index })),
      ),
    );
    expect(created.filter(Boolean)).toHaveLength(1);
    const [store] = all;
    expect(await store?.operations.load('op-a')).toMatchObject({ stateAt: created.indexOf(true) });
    expect(await store?.audit.list({ cluster: null, who: null, operation: 'op-a', limit: 9 })).toMatchObject([
      { at: created.indexOf(true) },
    ]);
  });

  it('changes together with its audit entry, one revision after the other', async () => {
    const store = await one();
    await store.operations.create(anOperation('op-a'), aRecord('op-a', { what: 'request' }));
    const queued = await store.operations.transition('op-a', toState('queued'));
    expect(queued).toMatchObject({ ok: true, value: { state: 'queued', revision: 1 } });
    expect(await store.operations.load('op-a')).toEqual(queued.ok && queued.value);
    expect((await whole(store)).map(({ number, what }) => [number, what])).toEqual([
      [1, 'request'],
      [2, 'state'],
    ]);
  });

  it('stays as it is when the decision is a refusal, and nothing is told', async () => {
    const store = await one();
    await store.operations.create(anOperation('op-a'), aRecord('op-a'));
    const refusal = refuse('not_approver');
    expect(await store.operations.transition('op-a', () => fail(refusal))).toEqual(fail(refusal));
    expect(await store.operations.load('op-a')).toEqual(anOperation('op-a'));
    expect(await whole(store)).toHaveLength(1);
  });

  it('that nobody created cannot change', async () => {
    const { operations } = await one();
    await expect(operations.transition('op-a', toState('queued'))).rejects.toThrow('there is no operation op-a');
  });

  it('has one winner of fifty who decide at once over five connections, and 49 see who it was', async () => {
    const all = await stores(5);
    const [store] = all;
    if (!store) throw new Error('no store');
    await store.operations.create(anOperation('op-a'), aRecord('op-a'));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        all[index % 5]?.operations.transition('op-a', operation =>
          operation.state === 'awaiting_approval'
            ? succeed({
                operation: { ...operation, state: 'queued', requester: { user: `U${index}`, name: '' } },
                audit: aRecord('op-a', { who: `U${index}` }),
              })
            : fail(refuse('group_unknown', { group: operation.requester.user })),
        ),
      ),
    );
    const winners = answers.filter(answer => answer?.ok);
    expect(winners).toHaveLength(1);
    const winner = (await store.operations.load('op-a'))?.requester.user;
    const told = answers.flatMap(answer => (answer && !answer.ok ? [answer.error.params.group] : []));
    expect(told).toEqual(Array.from({ length: 49 }, () => winner));
    expect((await whole(store)).map(({ who }) => who)).toEqual(['U2', winner]);
  });

  it('takes all of fifty changes at once, each on top of another, each told once', async () => {
    const all = await stores(5);
    const [store] = all;
    if (!store) throw new Error('no store');
    await store.operations.create(anOperation('op-a'), aRecord('op-a', { who: 'start' }));
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        all[index % 5]?.operations.transition('op-a', operation =>
          succeed({
            operation: {
              ...operation,
              votes: [...operation.votes, { user: `U${index}`, name: '', at: 0, verdict: 'approve', reason: null }],
            },
            audit: aRecord('op-a', { who: `U${index}` }),
          }),
        ),
      ),
    );
    const operation = await store.operations.load('op-a');
    const voters = operation?.votes.map(({ user }) => user) ?? [];
    expect([operation?.revision, new Set(voters).size]).toEqual([50, 50]);
    expect((await whole(store)).map(({ who }) => who)).toEqual(['start', ...voters]);
  });

  it('survives, with its entry, a Redis that is killed between and within changes', async () => {
    const store = await one();
    await store.operations.create(anOperation('op-a'), aRecord('op-a'));
    const work = (async () => {
      for (let vote = 1; vote <= 300; vote++) {
        const done = await store.operations.transition('op-a', operation =>
          succeed({ operation: { ...operation, stateAt: operation.stateAt + 1 }, audit: aRecord('op-a') }),
        );
        expect(done).toMatchObject({ ok: true, value: { revision: vote } });
      }
    })();
    for (const reached of [50, 150]) {
      await vi.waitFor(async () => expect((await store.operations.load('op-a'))?.revision).toBeGreaterThan(reached), {
        timeout: 10_000,
        interval: 1,
      });
      await redis.kill();
      await redis.restart();
    }
    await work;
    expect(await store.operations.load('op-a')).toMatchObject({ revision: 300, stateAt: 1_300 });
    expect(await whole(store)).toHaveLength(301);
  });

  it('is not written twice when the answer to its writing was lost', async () => {
    const store = await one();
    await store.operations.create(anOperation('op-a'), aRecord('op-a'));
    const send = store.redis.evalsha.bind(store.redis);
    const lost = vi.spyOn(store.redis, 'evalsha').mockImplementationOnce(async (...args) => {
      await send(...args);
      return send(...args);
    });
    const answer = await store.operations.transition('op-a', toState('queued'));
    lost.mockRestore();
    expect(answer).toMatchObject({ ok: true, value: { revision: 1 } });
    expect(await whole(store)).toHaveLength(2);
  });
});

describe('the lists of operations', () => {
  it('are newest first, by cluster or over all, open or recent', async () => {
    const { operations } = await one();
    const ids = ['op-1', 'op-2', 'op-3', 'op-4'];
    for (const [index, id] of ids.entries()) {
      const plan = aPlan(index % 2 === 0 ? 'prod' : 'lab');
      await operations.create(anOperation(id, { plan, askedAt: index }), aRecord(id));
    }
    await operations.transition('op-3', toState('succeeded'));
    await operations.create(anOperation('op-5', { askedAt: 5, state: 'refused' }), aRecord('op-5'));
    const list = async (cluster: string | null, open: boolean, limit = 9) =>
      (await operations.list({ cluster, open, limit })).map(({ id }) => id);
    expect(await list(null, true)).toEqual(['op-4', 'op-2', 'op-1']);
    expect(await list('prod', true)).toEqual(['op-1']);
    expect(await list('lab', true, 1)).toEqual(['op-4']);
    expect(await list(null, false)).toEqual(['op-5', 'op-4', 'op-3', 'op-2', 'op-1']);
    expect(await list('prod', false)).toEqual(['op-5', 'op-3', 'op-1']);
    expect(await list('other', false)).toEqual([]);
  });

  it('leave out what this version cannot read, and say so', async () => {
    const warned: object[] = [];
    const store = await one();
    const watching = await aStore(redis.url, store.prefix, {
      log: { ...silent, warn: fields => void warned.push(fields) },
    });
    closers.push(watching.close);
    await store.operations.create(anOperation('op-a'), aRecord('op-a'));
    await store.operations.create(anOperation('op-b'), aRecord('op-b'));
    const newer = JSON.stringify({ ...anOperation('op-a'), version: 2 });
    await store.redis.hset(`${store.prefix}:operation:op-a`, 'record', newer);
    const list = await watching.operations.list({ cluster: null, open: true, limit: 9 });
    expect(list.map(({ id }) => id)).toEqual(['op-b']);
    expect(warned).toMatchObject([{ operation: 'op-a', error: 'operation op-a cannot be read: version 2' }]);
    await expect(watching.operations.list({ cluster: null, open: true, limit: 9, strict: true })).rejects.toMatchObject(
      { name: 'OperationUnreadable' },
    );
    await expect(store.operations.load('op-a')).rejects.toMatchObject({ name: 'OperationUnreadable' });
    await expect(store.operations.transition('op-a', toState('queued'))).rejects.toMatchObject({
      name: 'OperationUnreadable',
    });
  });

  it('may move on quietly: the audit log does not hold how far it is, and its card is behind', async () => {
    const store = await one();
    await store.operations.create(anOperation('op-a'), aRecord('op-a', { what: 'request' }));
    await store.operations.transition('op-a', toState('running'));
    await store.cards.shown('op-a', 1);
    const quietly = (stateAt: number) => (operation: Operation) =>
      succeed({
        operation: { ...operation, stateAt },
        audit: aRecord('op-a', { what: 'progress' }),
        quiet: true as const,
      });
    await Promise.all([1, 2, 3].map(at => store.operations.transition('op-a', quietly(at))));
    expect(await store.operations.load('op-a')).toMatchObject({ revision: 4 });
    expect(await store.cards.behind(-1_000, 9)).toEqual(['op-a']);
    await store.operations.transition('op-a', toState('failed'));
    expect((await whole(store)).map(({ what }) => what)).toEqual(['request', 'state', 'state']);
  });

  it('keep an operation for 90 days from its end, and for ever before', async () => {
    const { operations, redis: connection, prefix } = await one();
    await operations.create(anOperation('op-a'), aRecord('op-a'));
    const ttl = () => connection.pttl(`${prefix}:operation:op-a`);
    expect(await ttl()).toBe(-1);
    await operations.transition('op-a', toState('running'));
    expect(await ttl()).toBe(-1);
    await operations.transition('op-a', toState('failed'));
    expect(90 * 86_400_000 - (await ttl())).toBeLessThan(60_000);
    await connection.del(`${prefix}:operation:op-a`);
    expect(await operations.list({ cluster: 'prod', open: false, limit: 9 })).toEqual([]);
  });
});
