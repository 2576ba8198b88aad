import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { aBot, anAnnouncement, anAnnouncer } from './a-bot.ts';
import { aSlack } from './a-slack.ts';

let redis: TestRedis;
const closers: (() => Promise<void>)[] = [];
let worlds = 0;

beforeAll(async () => {
  redis = await aRedis();
});
afterEach(async () => {
  await Promise.all(closers.splice(0).map(close => close()));
});
afterAll(() => redis.remove());

async function aWorld(bots = 1) {
  worlds += 1;
  const prefix = `{outbox${worlds}}`;
  const slack = aSlack();
  const announcer = await anAnnouncer(redis.url, prefix);
  const running = await Promise.all(Array.from({ length: bots }, () => aBot(redis.url, prefix, slack.delivery)));
  closers.push(...running.map(bot => bot.close), announcer.close);
  return { prefix, slack, announce: announcer.announce, queue: announcer.queue };
}

const soon = { timeout: 15_000, interval: 20 };
const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0));

describe('the outbox', () => {
  it('delivers the first message of an idle channel at once', async () => {
    const { slack, announce } = await aWorld();
    await announce(anAnnouncement('warm', 'up', { channel: 'C0' }));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
    const before = Date.now();
    await announce(anAnnouncement('a', 'hello'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(2), { timeout: 500, interval: 5 });
    expect(Date.now() - before).toBeLessThan(250);
  });

  it('keeps one message per second and channel over two bots, and channels do not wait for each other', async () => {
    const { slack, announce } = await aWorld(2);
    const ids = ['a', 'b', 'c', 'd'];
    await Promise.all(
      ids.flatMap(id => [
        announce(anAnnouncement(`${id}1`, id, { channel: 'C1' })),
        announce(anAnnouncement(`${id}2`, id, { channel: 'C2' })),
      ]),
    );
    await vi.waitFor(() => expect(slack.posted).toHaveLength(8), soon);
    for (const channel of ['C1', 'C2']) {
      const times = slack.calls.filter(call => call.channel === channel).map(call => call.at);
      for (const gap of gaps(times)) expect(gap).toBeGreaterThan(940);
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(3_600);
    }
  });

  it('shows only the newest of many edits', async () => {
    const { slack, announce } = await aWorld(2);
    for (let step = 0; step <= 20; step++) await announce(anAnnouncement('card', `step ${step}`));
    await vi.waitFor(() => expect(slack.posted[0]?.text).toContain('step 20'), soon);
    expect(slack.posted).toHaveLength(1);
    expect(slack.posted[0]?.edits).toBeLessThanOrEqual(2);
  });

  it('does nothing for the same announcement again', async () => {
    const { slack, announce } = await aWorld();
    await announce(anAnnouncement('a', 'hello'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
    await announce(anAnnouncement('a', 'hello'));
    await announce(anAnnouncement('b', 'bye'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(2), soon);
    expect(slack.calls).toHaveLength(2);
  });
});
