import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServeDeliveries } from '../../src/queue/deliveries.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { aBot, anAnnouncement, anAnnouncer } from './a-bot.ts';
import { aSlack } from './a-slack.ts';
import { unmeasured } from './silence.ts';

let redis: TestRedis;
const closers: (() => Promise<void>)[] = [];
let worlds = 0;
const soon = { timeout: 15_000, interval: 20 };

beforeAll(async () => {
  redis = await aRedis();
});
afterAll(async () => {
  await Promise.all(closers.map(close => close()));
  await redis.remove();
});

async function aWorld(more: Partial<ServeDeliveries> & { whisperAge?: number } = {}) {
  worlds += 1;
  const prefix = `{troubles${worlds}}`;
  const slack = aSlack();
  const announcer = await anAnnouncer(redis.url, prefix);
  closers.push(announcer.close);
  const start = async () => closers.push((await aBot(redis.url, prefix, slack.delivery, more)).close);
  return { slack, start, announce: announcer.announce, queue: announcer.queue };
}

const person = { audience: { kind: 'person', user: 'U1' } } as const;
describe.concurrent('an answer of Slack that was lost', () => {
  it('is repaired: the message is found again and not posted twice', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    slack.fail('post', { effect: true, outcome: { outcome: 'unknown' } });
    await announce(anAnnouncement('a', 'one'));
    await vi.waitFor(() => expect(slack.calls.map(call => call.method)).toEqual(['post', 'find']), soon);
    await announce(anAnnouncement('a', 'two'));
    await vi.waitFor(
      () => expect(slack.posted.map(({ edits, text }) => [edits, text.includes('two')])).toEqual([[1, true]]),
      soon,
    );
  });

  it('is posted again when the message is not there', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    slack.fail('post', { effect: false, outcome: { outcome: 'unknown' } });
    await announce(anAnnouncement('a', 'one'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
    expect(slack.calls.map(call => call.method)).toEqual(['post', 'find', 'post']);
  });

  it('is not posted again while Slack cannot tell whether it is there', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    slack.fail('post', { effect: true, outcome: { outcome: 'unknown' } });
    const cannot = { effect: false, outcome: { outcome: 'unknown' } } as const;
    slack.fail('find', cannot, cannot);
    await announce(anAnnouncement('a', 'one'));
    await vi.waitFor(
      () => expect(slack.calls.map(call => call.method)).toEqual(['post', 'find', 'find', 'find']),
      soon,
    );
    expect(slack.posted).toHaveLength(1);
  });

  it('of an edit is simply edited again', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    await announce(anAnnouncement('a', 'one'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
    slack.fail('update', { effect: true, outcome: { outcome: 'unknown' } });
    await announce(anAnnouncement('a', 'two'));
    await vi.waitFor(() => expect(slack.posted[0]?.edits).toBe(2), soon);
  });
});

describe.concurrent('a limit of Slack', () => {
  it('holds for its channel as long as Slack says, and for no other', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    slack.fail('post', { effect: false, outcome: { outcome: 'limited', retryAfterMs: 2_000 } });
    await announce(anAnnouncement('a', 'one', { channel: 'C1' }));
    await vi.waitFor(() => expect(slack.calls).toHaveLength(1), soon);
    const limitedAt = slack.calls[0]?.at ?? 0;
    await announce(anAnnouncement('b', 'two', { channel: 'C2' }));
    await vi.waitFor(() => expect(slack.posted.map(({ id }) => id)).toEqual(['b', 'a']), soon);
    expect((slack.posted[0]?.at ?? 0) - limitedAt).toBeLessThan(600);
    expect((slack.posted[1]?.at ?? 0) - limitedAt).toBeGreaterThan(1_950);
  });

  it('at a second channel holds for the method', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    const limited = { effect: false, outcome: { outcome: 'limited', retryAfterMs: 2_000 } } as const;
    slack.fail('post', limited, limited);
    await Promise.all([
      announce(anAnnouncement('a', '', { channel: 'C1' })),
      announce(anAnnouncement('b', '', { channel: 'C2' })),
    ]);
    await vi.waitFor(() => expect(slack.calls).toHaveLength(2), soon);
    const limitedAt = slack.calls[1]?.at ?? 0;
    await announce(anAnnouncement('c', '', { channel: 'C3' }));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(3), soon);
    for (const { at } of slack.posted) expect(at - limitedAt).toBeGreaterThan(1_950);
  });
});

describe.concurrent('a Slack that cannot be reached', () => {
  it('is tried again, and the newest content gets through', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    const down = { effect: false, outcome: { outcome: 'unavailable' } } as const;
    slack.fail('post', down, down);
    await announce(anAnnouncement('a', 'one'));
    await vi.waitFor(() => expect(slack.calls).toHaveLength(1), soon);
    await announce(anAnnouncement('a', 'two'));
    await vi.waitFor(() => expect(slack.posted.map(({ text }) => text.includes('two'))).toEqual([true]), soon);
    expect(slack.calls.every(call => call.method === 'post')).toBe(true);
  });
});

describe.concurrent('a message that Slack refuses', () => {
  it('is dropped, and others go on', async () => {
    const { slack, start, announce, queue } = await aWorld();
    await start();
    slack.fail('post', { effect: false, outcome: { outcome: 'refused', error: 'channel_not_found' } });
    await announce(anAnnouncement('a', 'one'));
    await announce(anAnnouncement('b', 'two'));
    await vi.waitFor(() => expect(slack.posted.map(({ id }) => id)).toEqual(['b']), soon);
    await vi.waitFor(async () => expect(await queue.count()).toBe(0), soon);
    await announce(anAnnouncement('a', 'one'));
    expect(await queue.count()).toBe(0);
  });

  it('because somebody deleted it is posted anew, once', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    await announce(anAnnouncement('a', 'one'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
    slack.remove(slack.posted[0]?.ts ?? '');
    await announce(anAnnouncement('a', 'two'));
    await vi.waitFor(() => expect(slack.posted.map(({ text }) => text.includes('two'))).toEqual([true]), soon);
    slack.remove(slack.posted[0]?.ts ?? '');
    await announce(anAnnouncement('a', 'three'));
    await announce(anAnnouncement('b', 'other'));
    await vi.waitFor(() => expect(slack.posted.map(({ id }) => id)).toEqual(['b']), soon);
  });
});

describe.concurrent('a message to one person', () => {
  it('goes at once, whatever the channel waits for', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    await Promise.all(['a', 'b', 'c'].map(id => announce(anAnnouncement(id, ''))));
    const before = Date.now();
    await announce(anAnnouncement('w', 'no', person));
    await vi.waitFor(() => expect(slack.whispered).toHaveLength(1), soon);
    expect(Date.now() - before).toBeLessThan(500);
  });

  it('is tried three times', async () => {
    const outcomes: string[] = [];
    const delivered = (way: string, outcome: string) => void outcomes.push(`${way} ${outcome}`);
    const meter = { ...unmeasured, delivered };
    const { slack, start, announce, queue } = await aWorld({ meter });
    await start();
    const down = { effect: false, outcome: { outcome: 'unavailable' } } as const;
    slack.fail('whisper', down, down, down, down);
    await announce(anAnnouncement('w', 'no', person));
    await vi.waitFor(() => expect(outcomes).toEqual(['ephemeral retry', 'ephemeral retry', 'ephemeral failed']), soon);
    await vi.waitFor(async () => expect(await queue.count()).toBe(0), soon);
  });

  it('is dropped when it is too old to help', async () => {
    const { slack, start, announce, queue } = await aWorld({ whisperAge: 100 });
    await announce(anAnnouncement('w', 'no', person));
    await new Promise(resolve => setTimeout(resolve, 150));
    await start();
    await vi.waitFor(async () => expect(await queue.count()).toBe(0), soon);
    expect(slack.whispered).toEqual([]);
  });
});

describe.concurrent('an answer that somebody waits for', () => {
  it('goes before reports', async () => {
    const { slack, start, announce } = await aWorld();
    const metadata = { kind: 'report', cluster: 'prod', command: 'report' } as const;
    await announce(anAnnouncement('r1', '', { metadata }));
    await announce(anAnnouncement('r2', '', { metadata }));
    await start();
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
    await announce(anAnnouncement('a', ''));
    await vi.waitFor(() => expect(slack.posted.map(({ id }) => id)).toEqual(['r1', 'a', 'r2']), soon);
  });
});
