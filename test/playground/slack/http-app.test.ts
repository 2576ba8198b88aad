import { createServer, type Server } from 'node:http';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ASlack, aSlack } from '../../a-slack.ts';

const prod = 'C0PRODETCD';
let slack: ASlack;
let app: App | undefined;
let flaky: Server | undefined;

beforeEach(async () => {
  slack = await aSlack({ eventRetryDelaysMs: [0, 10, 20] });
});

afterEach(async () => {
  await app?.stop();
  flaky?.close();
  app = undefined;
  await slack.close();
});

async function boltOverHttp(signingSecret: string): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const clientOptions = { slackApiUrl: slack.apiUrl };
  app = new App({ token: slack.tokens.bot, receiver, clientOptions, convoStore: false, logLevel: LogLevel.ERROR });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  slack.setRequestUrl(`http://127.0.0.1:${portOf(server)}/slack/events`);
  return app;
}

function portOf(server: { address(): unknown }): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null && 'port' in address) return Number(address.port);
  throw new Error('no port');
}

describe('a Bolt app over HTTP', () => {
  it('accepts what the stand-in signs, and answers in the acknowledgement', async () => {
    const bolt = await boltOverHttp(slack.tokens.signingSecret);
    bolt.command('/etcd', ({ ack, command }) => ack(`got ${command.text}`));
    const said = await slack.people.type('U0ALICE', prod, '/etcd status');
    expect(said).toMatchObject({ delivery: { kind: 'acknowledged' } });
    expect(slack.transcript(prod)).toBe('etcd (only alice sees this): got status');
  });

  it('answers 401 to another secret, and the person reads that it failed', async () => {
    await boltOverHttp('another-secret');
    const said = await slack.people.type('U0ALICE', prod, '/etcd status');
    expect(said).toMatchObject({ delivery: { kind: 'refused', status: 401 } });
    expect(slack.transcript(prod)).toContain('/etcd failed with the error "dispatch_failed"');
  });

  it('is sent an event again until it accepts, with number and reason', async () => {
    const seen: (readonly unknown[])[] = [];
    flaky = createServer((request, response) => {
      seen.push([request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']]);
      request.resume().on('end', () => response.writeHead(seen.length < 3 ? 500 : 200).end());
    });
    await new Promise<void>(resolve => flaky?.listen(0, '127.0.0.1', resolve));
    slack.setRequestUrl(`http://127.0.0.1:${portOf(flaky)}/`);
    const said = await slack.people.type('U0ALICE', prod, '@etcd status');
    const delivery = said.kind === 'message' ? await said.delivery : undefined;
    expect(delivery).toMatchObject({ kind: 'acknowledged' });
    expect(seen).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
  });
});
