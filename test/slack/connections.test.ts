import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SlackRefusesError } from '../../src/slack/errors.ts';
import { aSlack } from '../a-slack.ts';
import { type ABot, aBot, anUnstartedBot, socketSettings } from './a-bot.ts';

const channel = 'C0PRODETCD';

/** Nothing may reject where nobody listens: that ends a process. */
function watchRejections(): readonly unknown[] {
  const seen: unknown[] = [];
  const note = (reason: unknown): void => void seen.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  return seen;
}

/** Types commands, a few at a time, until told to stop; returns how each ended. */
async function keepTyping({ slack }: ABot, until: () => boolean): Promise<readonly string[]> {
  const ends: Promise<string>[] = [];
  while (!until()) {
    const said = slack.people.type('U0ALICE', channel, `/etcd status ${ends.length}`);
    ends.push(said.then(each => (each.kind === 'command' ? each.delivery.kind : each.kind)));
    await sleep(5);
  }
  return Promise.all(ends);
}

describe('two connections', () => {
  it('are opened, counted and reported', async () => {
    const open: number[] = [];
    const meter = { acknowledged: () => {}, socketConnections: (count: number) => void open.push(count) };
    const { bot, slack } = await aBot({ meter });
    await vi.waitFor(() => expect(bot.connections()).toBe(2));
    expect(open).toEqual([1, 2]);
    expect(slack.calls.named('apps.connections.open')).toHaveLength(2);
    expect(bot.healthy()).toBe(true);
  });

  it('lose no command while Slack refreshes one after the other', async () => {
    const world = await aBot();
    const { slack, bot, handled } = world;
    let refreshes = 0;
    let typing = true;
    const ends = keepTyping(world, () => !typing);
    for (; refreshes < 6; refreshes += 1) {
      await vi.waitFor(() => expect(bot.connections()).toBe(2));
      slack.faults.refresh('one');
      await vi.waitFor(() => expect(slack.calls.named('apps.connections.open').length).toBe(3 + refreshes));
      await vi.waitFor(() => expect(slack.connections()).toBe(2));
    }
    typing = false;
    const all = await ends;
    expect(all.filter(end => end !== 'acknowledged')).toEqual([]);
    expect(handled).toHaveLength(all.length);
  });

  it('are both replaced at once when Slack refreshes both', async () => {
    const { slack, bot, handled } = await aBot();
    await vi.waitFor(() => expect(bot.connections()).toBe(2));
    slack.faults.refresh('all');
    const began = Date.now();
    await slack.waitUntil(() => slack.connections() === 2);
    expect(Date.now() - began).toBeLessThan(1000);
    await slack.people.type('U0ALICE', channel, '/etcd status');
    await vi.waitFor(() => expect(handled).toHaveLength(1));
  });

  it('come back after an outage, with no rejection that nobody hears', async () => {
    const rejections = watchRejections();
    const { slack, bot, handled } = await aBot();
    slack.faults.outage(5000);
    await vi.waitFor(() => expect(bot.connections()).toBe(0));
    expect(bot.healthy()).toBe(false);
    await slack.waitUntil(() => slack.connections() === 2, 15_000);
    await vi.waitFor(() => expect(bot.healthy()).toBe(true));
    await slack.people.type('U0ALICE', channel, '/etcd status');
    await vi.waitFor(() => expect(handled).toHaveLength(1));
    expect(rejections).toEqual([]);
  });

  it('warn when Slack counts more of them than there are', async () => {
    const slack = await aSlack();
    slack.faults.ghosts(1);
    const { lines } = await anUnstartedBot({ slack }).then(async world => {
      await world.bot.start();
      await vi.waitFor(() => expect(world.bot.connections()).toBe(2));
      return world;
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('counts more connections') }),
    );
  });
});

describe('a start', () => {
  it('waits for Slack to come up', async () => {
    const { slack, bot, lines } = await anUnstartedBot();
    slack.faults.outage();
    const started = bot.start();
    await vi.waitFor(() => expect(lines.map(({ message }) => message)).toContain('cannot reach Slack, trying again'));
    expect(bot.self()).toBeNull();
    slack.faults.endOutage();
    expect(await started).toMatchObject({ botUserId: 'U0ETCDBOT' });
    expect(bot.connections()).toBeGreaterThan(0);
  });

  it.each([
    ['bot', 'invalid_auth', { botToken: 'xoxb-wrong' }],
    ['app', 'invalid_auth', { appToken: 'xapp-wrong' }],
  ])('ends when Slack refuses the %s token, and says so', async (token, code, wrong) => {
    const rejections = watchRejections();
    const slack = await aSlack();
    const settings = { ...socketSettings(slack), ...wrong };
    const { bot } = await anUnstartedBot({ slack, settings });
    const error = await bot.start().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SlackRefusesError);
    expect(error).toMatchObject({ token, code });
    expect(bot.connections()).toBe(0);
    expect(rejections).toEqual([]);
  });

  it('ends when it is drained before Slack was reached', async () => {
    const { slack, bot } = await anUnstartedBot();
    slack.faults.outage();
    const started = bot.start().catch((reason: unknown) => String(reason));
    await bot.drain();
    expect(await started).toContain('stopped before');
  });
});
