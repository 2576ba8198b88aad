import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarios, survive } from '../chaos/scenarios.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await aRedis();
});
afterAll(() => redis?.remove());

/** Three points that tell all others apart; `npm run chaos` dies at every one. */
describe('a change whose workers are killed', () => {
  it('before it is sent, after it was sent, and before its end is written down, happens once', async () => {
    const only = ['after step-started 1', 'after step-ended 1', 'before succeeded'];
    const { deaths, done, lost, doubled } = await survive(scenarios['move-leader'], {
      version: '3.5.16',
      url: redis.url,
      only,
    });
    expect([...deaths].sort()).toEqual([...only].sort());
    expect({ lost, doubled, done: done.length }).toEqual({ lost: 0, doubled: 0, done: 1 });
  }, 120_000);
});
