import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { deferred } from '../../src/slack/deferred.ts';
import { aSlack } from '../a-slack.ts';
import { type ABot, aBot } from './a-bot.ts';

const channel = 'C0PRODETCD';
const secret = 'playground-signing-secret';

async function aHttpBot(options: Parameters<typeof aBot>[0] = {}): Promise<ABot & { readonly url: string }> {
  const slack = await aSlack();
  const settings = {
    mode: 'http' as const,
    botToken: slack.tokens.bot,
    signingSecret: slack.tokens.signingSecret,
    port: 0,
    apiUrl: slack.apiUrl,
  };
  const world = await aBot({ ...options, slack, settings });
  const url = `http://127.0.0.1:${world.bot.port()}/slack/events`;
  slack.setRequestUrl(url);
  return { ...world, url };
}

const body = new URLSearchParams({
  command: '/etcd',
  text: 'status',
  user_id: 'U0ALICE',
  team_id: 'T0PLAY',
  channel_id: channel,
  trigger_id: 'trigger',
}).toString();

function send(url: string, { key = secret, skewS = 0 } = {}): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000) + skewS);
  const signature = `v0=${createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  });
}

describe('HTTP mode', () => {
  it('has the same listeners', async () => {
    const { slack, bot, handled } = await aHttpBot();
    const said = await slack.people.type('U0ALICE', channel, '/etcd status');
    expect(said).toMatchObject({ delivery: { kind: 'acknowledged' } });
    await slack.people.type('U0ALICE', channel, '@etcd quorum');
    await vi.waitFor(() => expect(handled.map(({ kind }) => kind).sort()).toEqual(['command', 'mention']));
    expect(bot.connections()).toBe(0);
    expect(bot.healthy()).toBe(true);
  });

  it.each([
    ['a wrong signature', { key: 'somebody else’s' }],
    ['a timestamp of ten minutes ago', { skewS: -600 }],
    ['a timestamp in ten minutes', { skewS: 600 }],
  ])('refuses %s', async (_, options) => {
    const { url, handled } = await aHttpBot();
    expect((await send(url, options)).status).toBe(401);
    expect(handled).toEqual([]);
  });

  it('handles a replayed request once', async () => {
    const { url, handled } = await aHttpBot();
    expect([(await send(url)).status, (await send(url)).status]).toEqual([200, 200]);
    await vi.waitFor(() => expect(handled).toHaveLength(1));
    await sleep(0);
    expect(handled).toHaveLength(1);
  });

  it('knows no other address', async () => {
    const { url } = await aHttpBot();
    expect((await fetch(url.replace('/slack/events', '/'))).status).toBe(404);
  });

  it('drains without waiting for idle connections', async () => {
    const gate = deferred<void>();
    const { slack, bot, url, handled } = await aHttpBot({ handle: () => gate.promise });
    await slack.people.type('U0ALICE', channel, '/etcd status');
    await vi.waitFor(() => expect(handled).toHaveLength(1));
    const began = Date.now();
    const drained = bot.drain();
    await vi.waitFor(() => expect(send(url)).rejects.toThrow());
    gate.resolve();
    expect(await drained).toBe(0);
    expect(Date.now() - began).toBeLessThan(3000);
  });

  it('says when its port is taken', async () => {
    const first = await aHttpBot();
    const slack = await aSlack();
    const settings = {
      mode: 'http' as const,
      botToken: slack.tokens.bot,
      signingSecret: secret,
      port: first.bot.port() ?? 0,
      apiUrl: slack.apiUrl,
    };
    await expect(aBot({ slack, settings })).rejects.toThrow('EADDRINUSE');
  });
});
