import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeed } from '../../src/core/result.ts';
import { aRedis, type TestRedis } from './a-redis.ts';
import { type AStore, aStore } from './a-store.ts';
import { anOperation, aRecord } from './an-operation.ts';

let redis: TestRedis;
const closers: (() => Promise<void>)[] = [];
let worlds = 0;

beforeAll(async () => {
  redis = await aRedis();
});
afterAll(async () => {
  for (const close of closers) await close();
  await redis.remove();
});

async function aWorld(): Promise<AStore> {
  worlds += 1;
  const store = await aStore(redis.url, `{cards${worlds}}`);
  closers.push(store.close);
  await store.operations.create(anOperation('op-a'), aRecord('op-a'));
  return store;
}
const move = ({ operations }: AStore) =>
  operations.transition('op-a', operation =>
    succeed({ operation: { ...operation, state: 'denied' }, audit: aRecord('op-a') }),
  );

describe('the card of an operation', () => {
  it('is behind from the moment the operation is written until it is shown', async () => {
    const { cards } = await aWorld();
    expect(await cards.behind(-1_000, 9)).toEqual(['op-a']);
    expect(await cards.behind(60_000, 9)).toEqual([]);
    await cards.shown('op-a', 0);
    expect(await cards.behind(-1_000, 9)).toEqual([]);
  });

  it('is behind again after a change, also the last one', async () => {
    const store = await aWorld();
    await store.cards.shown('op-a', 0);
    await move(store);
    expect(await store.cards.behind(-1_000, 9)).toEqual(['op-a']);
    await store.cards.shown('op-a', 0);
    expect(await store.cards.behind(-1_000, 9)).toEqual(['op-a']);
    await store.cards.shown('op-a', 1);
    expect(await store.cards.behind(-1_000, 9)).toEqual([]);
  });

  it('is behind when an older revision was shown last', async () => {
    const store = await aWorld();
    await move(store);
    await store.cards.shown('op-a', 1);
    await store.cards.shown('op-a', 0);
    expect(await store.cards.behind(-1_000, 9)).toEqual(['op-a']);
  });

  it('of an operation that is gone is behind no more', async () => {
    const { cards, redis: connection, prefix } = await aWorld();
    await connection.del(`${prefix}:operation:op-a`);
    await cards.shown('op-a', 0);
    expect(await cards.behind(-1_000, 9)).toEqual([]);
  });
});
