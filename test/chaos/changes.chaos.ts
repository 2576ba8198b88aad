import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { scenarios, survive } from './scenarios.ts';

let redis: TestRedis;
const total = { kills: 0, operations: 0, lost: 0, doubled: 0 };

beforeAll(async () => {
  redis = await aRedis();
});
afterAll(async () => {
  process.stdout.write(
    `\nkills ${total.kills}, operations ${total.operations}, lost ${total.lost}, doubled ${total.doubled}\n`,
  );
  await redis?.remove();
});

/** Every worker dies before and after everything that it writes down or sends to etcd. */
describe('an operation whose every worker is killed', () => {
  it.each(Object.entries(scenarios))(
    '%s happens once all the same',
    async (name, scenario) => {
      const { deaths, lost, doubled, done } = await survive(scenario, {
        version: '3.5.16',
        url: redis.url,
        only: null,
      });
      total.kills += deaths.length;
      total.operations += 1;
      total.lost += lost;
      total.doubled += doubled;
      process.stdout.write(
        `\n${name}: ${deaths.length} kills, ${done.length} changes, lost ${lost}, doubled ${doubled}\n`,
      );
      expect({ lost, doubled }, done.join('\n')).toEqual({ lost: 0, doubled: 0 });
      expect(deaths.length).toBeGreaterThan(10);
    },
    900_000,
  );
});
