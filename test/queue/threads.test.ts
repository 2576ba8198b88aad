import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Announcement } from '../../src/core/announcement.ts';
import { openOutbox, outboxTimings } from '../../src/store/outbox.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { aBot, anAnnouncement, anAnnouncer } from './a-bot.ts';
import { aSlack } from './a-slack.ts';
import { silent } from './silence.ts';

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

async function aWorld() {
  worlds += 1;
  const prefix = `{threads${worlds}}`;
  const slack = aSlack();
  const announcer = await anAnnouncer(redis.url, prefix);
  closers.push(announcer.close);
  const start = async (delivery = slack.delivery) => {
    const bot = await aBot(redis.url, prefix, delivery);
    closers.push(bot.close);
    return bot;
  };
  return { prefix, slack, start, announce: announcer.announce };
}

const aReply = (id: string, of: string, more: Partial<Announcement> = {}): Announcement => ({
  ...anAnnouncement(id, id),
  thread: { of },
  ...more,
});
const threads = (slack: ReturnType<typeof aSlack>) => slack.posted.map(({ id, thread }) => [id, thread]);

describe.concurrent('a reply to an announcement', () => {
  it('waits until that one is posted, and goes into its thread', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    await announce(aReply('reply', 'card'));
    await announce(anAnnouncement('other', 'nobody waits behind a reply'));
    await vi.waitFor(() => expect(threads(slack)).toEqual([['other', null]]), soon);
    await announce(anAnnouncement('card', 'a plan'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(3), soon);
    const card = slack.posted.find(({ id }) => id === 'card');
    expect(threads(slack).slice(1)).toEqual([
      ['card', null],
      ['reply', card?.ts],
    ]);
  });

  it('goes into the thread of a message that another bot posted, however often Slack refused it before', async () => {
    const { slack, start, announce } = await aWorld();
    slack.fail('post', ...[1, 2].map(() => ({ effect: false, outcome: { outcome: 'unavailable' } }) as const));
    const first = await start();
    await announce(anAnnouncement('card', 'a plan'));
    await announce(aReply('reply', 'card'));
    await vi.waitFor(() => expect(slack.calls.length).toBeGreaterThan(0), soon);
    await first.close();
    expect(slack.posted).toEqual([]);
    await start();
    await vi.waitFor(() => expect(slack.posted).toHaveLength(2), soon);
    expect(threads(slack)).toEqual([
      ['card', null],
      ['reply', slack.posted[0]?.ts],
    ]);
  });

  it('is looked for in that thread after a lost answer, and edited there', async () => {
    const { slack, start, announce } = await aWorld();
    const found: (string | null)[] = [];
    await start({
      ...slack.delivery,
      find: (announcement, since) => {
        found.push(announcement.thread);
        return slack.delivery.find(announcement, since);
      },
    });
    await announce(anAnnouncement('card', 'a plan'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
    slack.fail('post', { effect: true, outcome: { outcome: 'unknown' } });
    await announce(aReply('reply', 'card'));
    await vi.waitFor(() => expect(found).toEqual([slack.posted[0]?.ts]), soon);
    await announce(aReply('reply', 'card', { document: [] }));
    await vi.waitFor(() => expect(slack.posted.map(({ edits }) => edits)).toEqual([0, 1]), soon);
    expect(threads(slack)).toEqual([
      ['card', null],
      ['reply', slack.posted[0]?.ts],
    ]);
  });

  it('goes into the channel when Slack will never take that one', async () => {
    const { slack, start, announce } = await aWorld();
    slack.fail('post', { effect: false, outcome: { outcome: 'refused', error: 'invalid_blocks' } });
    await start();
    await announce(anAnnouncement('card', 'a plan'));
    await vi.waitFor(() => expect(slack.calls).toHaveLength(1), soon);
    await announce(aReply('reply', 'card'));
    await vi.waitFor(() => expect(threads(slack)).toEqual([['reply', null]]), soon);
  });

  it('goes into the channel when somebody deleted the thread', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    await announce(anAnnouncement('card', 'a plan'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
    slack.fail('post', { effect: false, outcome: { outcome: 'refused', error: 'thread_not_found' } });
    await announce(aReply('reply', 'card'));
    await vi.waitFor(() => expect(threads(slack).at(-1)).toEqual(['reply', null]), soon);
  });

  it('goes into the channel when that one went to another channel', async () => {
    const { slack, start, announce } = await aWorld();
    await start();
    await announce(anAnnouncement('card', 'a plan'));
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
    await announce(aReply('reply', 'card', { channel: 'C2' }));
    await vi.waitFor(() => expect(threads(slack).at(-1)).toEqual(['reply', null]), soon);
  });
});

describe('a reply to what nobody announced', () => {
  const content = { id: 'reply', channel: 'C1', audience: 'channel', urgency: 0, after: 'card', content: 'x' } as const;

  async function anOutbox(prefix: string, timings: Partial<typeof outboxTimings>) {
    const connection = await connectRedis(redis.url, { role: 'blocking', log: silent });
    closers.push(() => disconnectRedis(connection));
    return openOutbox(connection, prefix, { ...outboxTimings, ...timings });
  }

  it('waits, and is not too old meanwhile', async () => {
    const outbox = await anOutbox('{orphan1}', { age: -1 });
    await outbox.announce(content);
    expect((await outbox.take('reply', 'x')).do).toBe('wait');
  });

  it('goes into the channel after a day', async () => {
    expect(outboxTimings.orphanAge).toBe(24 * 60 * 60 * 1000);
    const outbox = await anOutbox('{orphan2}', { orphanAge: -1 });
    await outbox.announce(content);
    expect(await outbox.take('reply', 'x')).toMatchObject({ do: 'post', thread: '' });
  });

  it('is dropped after a minute when only one person would see it', async () => {
    const outbox = await anOutbox('{orphan3}', { whisperAge: -1 });
    await outbox.announce({ ...content, audience: 'person' });
    expect(await outbox.take('reply', 'x')).toMatchObject({ do: 'dropped' });
  });
});
