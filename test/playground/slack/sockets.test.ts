import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ASlack, aSlack } from '../../a-slack.ts';

let slack: ASlack;
let now = Date.UTC(2026, 10, 22);
const opened: WebSocket[] = [];

beforeEach(async () => {
  slack = await aSlack({ now: () => now, ackTimeoutMs: 50 });
});

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate();
  await slack.close();
});

async function socketUrl(): Promise<string> {
  const client = new WebClient(slack.tokens.app, { slackApiUrl: slack.apiUrl });
  return (await client.apps.connections.open()).url ?? '';
}

/** The first message of a new connection, or the error of its handshake. */
const firstWord = (url: string): Promise<unknown> =>
  new Promise(resolve => {
    const socket = new WebSocket(url);
    opened.push(socket);
    socket.once('message', data => resolve(JSON.parse(String(data))));
    socket.once('error', error => resolve(error.message));
  });

describe('the sockets', () => {
  it('greet with the number of connections, up to ten', async () => {
    for (let count = 1; count <= 10; count += 1) {
      expect(await firstWord(await socketUrl())).toMatchObject({ type: 'hello', num_connections: count });
    }
    expect(await firstWord(await socketUrl())).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
    expect(slack.connections()).toBe(10);
  });

  it('take a ticket once', async () => {
    const url = await socketUrl();
    expect(await firstWord(url)).toMatchObject({ type: 'hello' });
    expect(await firstWord(url)).toContain('403');
  });

  it('count ghosts', async () => {
    slack.faults.ghosts(2);
    expect(await firstWord(await socketUrl())).toMatchObject({ num_connections: 3 });
  });
});

describe('trigger ids', () => {
  const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'T' }, blocks: [] };
  const openWith = (trigger_id: string): Promise<unknown> =>
    new WebClient(slack.tokens.bot, { slackApiUrl: slack.apiUrl }).views.open({ trigger_id, view }).then(
      () => 'opened',
      (error: unknown) => (error instanceof Error ? error.message : error),
    );

  async function aTrigger(): Promise<string> {
    await firstWord(await socketUrl());
    await slack.people.type('U0ALICE', 'C0PRODETCD', '/etcd status');
    const request = slack.calls.named('slash_commands').at(-1)?.request;
    if (typeof request !== 'object' || request === null || !('trigger_id' in request)) throw new Error('no trigger');
    return String(request.trigger_id);
  }

  it('serve once', async () => {
    const trigger = await aTrigger();
    expect(await openWith(trigger)).toBe('opened');
    expect(await openWith(trigger)).toContain('exchanged_trigger_id');
  });

  it('expire after three seconds', async () => {
    const trigger = await aTrigger();
    now += 3_001;
    expect(await openWith(trigger)).toContain('expired_trigger_id');
  });
});
