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

const behind = ({ cards }: AStore, forMs = -1_000) => cards.behind(forMs, 9);

describe('the card of an operation', () => {
  it('is behind from the moment the operation is written until it is shown', async () => {
    const store = await aWorld();
    expect(await behind(store)).toEqual(['op-a']);
    expect(await behind(store, 60_000)).toEqual([]);
    await store.cards.shown('op-a', 0);
    expect(await behind(store)).toEqual([]);
  });

  it('is behind again after a change, also the last one', async () => {
    const store = await aWorld();
    await store.cards.shown('op-a', 0);
    await move(store);
    expect(await behind(store)).toEqual(['op-a']);
    await store.cards.shown('op-a', 0);
    expect(await behind(store)).toEqual(['op-a']);
    await store.cards.shown('op-a', 1);
    expect(await behind(store)).toEqual([]);
  });

  it('is behind when an older revision was shown last', async () => {
    const store = await aWorld();
    await move(store);
    await store.cards.shown('op-a', 1);
    await store.cards.shown('op-a', 0);
    expect(await behind(store)).toEqual(['op-a']);
  });

  it('of an operation that is gone is behind no more', async () => {
    const store = await aWorld();
    await store.redis.del(`${store.prefix}:operation:op-a`);
    await store.cards.shown('op-a', 0);
    expect(await behind(store)).toEqual([]);
  });
});
