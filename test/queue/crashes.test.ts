import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { aBot, anAnnouncement, anAnnouncer } from './a-bot.ts';
import { aDoomedProcess } from './a-doomed-process.ts';
import { aSlack } from './a-slack.ts';

let redis: TestRedis;
const closers: (() => Promise<unknown>)[] = [];
const soon = { timeout: 19_000, interval: 30 };

beforeAll(async () => {
  redis = await aRedis();
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await redis.remove();
});

async function aDoomedBot(prefix: string): Promise<ChildProcess> {
  const { child, close } = await aDoomedProcess('doomed-bot', redis.url, prefix);
  closers.push(close);
  return child;
}

describe.concurrent('a bot that is killed while it posts', () => {
  it.each([
    ['the message is there, so it is found and not posted again', '{there}', true],
    ['the message is not there, so it is posted', '{gone}', false],
  ])('%s', async (_, prefix, arrived) => {
    const slack = aSlack();
    const doomed = await aDoomedBot(prefix);
    const announcer = await anAnnouncer(redis.url, prefix);
    closers.push(announcer.close);
    await announcer.announce(anAnnouncement('a', 'hello'));
    if (!doomed.stdout) throw new Error('no output');
    await once(doomed.stdout, 'data');
    if (arrived) await slack.delivery.post(anAnnouncement('a', 'hello'));
    doomed.kill('SIGKILL');
    closers.push((await aBot(redis.url, prefix, slack.delivery, { lockMs: 2_000 })).close);
    await vi.waitFor(() => expect(slack.calls.map(call => call.method)).toContain('find'), soon);
    await announcer.announce(anAnnouncement('a', 'bye'));
    await vi.waitFor(() => expect(slack.posted.map(({ text }) => text.includes('bye'))).toEqual([true]), soon);
  });
});

describe('Redis that is killed while messages wait', () => {
  it('gives them all back, and each is delivered once', async () => {
    const slack = aSlack();
    const announcer = await anAnnouncer(redis.url, '{killed}');
    const bots = await Promise.all([1, 2].map(() => aBot(redis.url, '{killed}', slack.delivery)));
    closers.push(announcer.close, ...bots.map(bot => bot.close));
    const ids = Array.from({ length: 4 }, (_, index) => `m${index}`);
    await Promise.all(ids.map(id => announcer.announce(anAnnouncement(id, id))));
    await vi.waitFor(() => expect(slack.posted.length).toBeGreaterThan(0), soon);
    await redis.kill();
    await expect(announcer.announce(anAnnouncement('lost', ''))).rejects.toMatchObject({ name: 'QueueUnreachable' });
    await redis.restart();
    await vi.waitFor(() => expect(slack.posted.map(({ id }) => id).sort()).toEqual(ids), soon);
    expect(slack.calls.filter(call => call.method === 'post')).toHaveLength(ids.length);
  });
});

describe('a message whose job was lost', () => {
  it('is found and delivered', async () => {
    const slack = aSlack();
    const announcer = await anAnnouncer(redis.url, '{swept}');
    closers.push(announcer.close);
    await announcer.announce(anAnnouncement('a', 'hello'));
    await announcer.queue.obliterate({ force: true });
    closers.push((await aBot(redis.url, '{swept}', slack.delivery)).close);
    await vi.waitFor(() => expect(slack.posted).toHaveLength(1), soon);
  });
});
