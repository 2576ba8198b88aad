import { describe, expect, it, onTestFinished } from 'vitest';
import { verbatim } from '../../src/core/message.ts';
import { webClient } from '../../src/slack/web-client.ts';
import { isSlackAddress, openWhisper } from '../../src/slack/whisper.ts';
import { speak } from '../../src/text/speak.ts';
import { aBot, aLog, socketSettings } from './a-bot.ts';

const channel = 'C0PRODETCD';

async function aWhisper() {
  const { slack, handled } = await aBot();
  const { log, lines } = aLog();
  const whisper = openWhisper({ client: webClient(socketSettings(slack), log), speak, apiUrl: slack.apiUrl, log });
  await slack.people.type('U0ALICE', channel, '/etcd status');
  await slack.waitUntil(() => handled.length > 0);
  const [command] = handled;
  const responseUrl = command?.kind === 'command' ? command.responseUrl : null;
  const say = (url: string | null) =>
    whisper({
      channel,
      user: 'U0ALICE',
      thread: null,
      responseUrl: url,
      language: 'en',
      document: [{ type: 'verdict', tone: 'bad', text: verbatim('Redis is down') }],
    });
  onTestFinished(() => slack.close());
  return { slack, say, responseUrl, lines };
}

const heard = { text: '🔴 Redis is down', ephemeralTo: 'U0ALICE' };

describe('a whisper', () => {
  it('needs nothing but Slack', async () => {
    const { slack, say } = await aWhisper();
    expect(await say(null)).toBe(true);
    expect(slack.messages(channel)).toMatchObject([heard]);
  });

  it('takes the response address when the Web API fails', async () => {
    const { slack, say, responseUrl } = await aWhisper();
    slack.faults.api('chat.postEphemeral', { kind: 'status', status: 500 });
    expect(await say(responseUrl)).toBe(true);
    expect(slack.messages(channel)).toMatchObject([heard]);
  });

  it('gives up when neither answers, and never rejects', async () => {
    const { slack, say, responseUrl, lines } = await aWhisper();
    slack.faults.api('chat.postEphemeral', { kind: 'status', status: 500 });
    slack.faults.api('response_url', { kind: 'hang' });
    expect(await say(responseUrl)).toBe(false);
    expect(lines).toHaveLength(2);
  });

  it('never calls an address that is not of Slack', async () => {
    const { slack, say } = await aWhisper();
    slack.faults.api('chat.postEphemeral', { kind: 'status', status: 500 });
    expect(await say('http://169.254.169.254/latest/meta-data')).toBe(false);
  });
});

describe('an address of Slack', () => {
  it.each([
    ['https://hooks.slack.com/commands/T1/2/3', null, true],
    ['http://hooks.slack.com/commands/T1/2/3', null, false],
    ['https://hooks.slack.com.evil.example/x', null, false],
    ['https://hooks.slack.com@evil.example/x', null, false],
    ['http://127.0.0.1:3900/response/1', 'http://127.0.0.1:3900/api/', true],
    ['http://127.0.0.1:3901/response/1', 'http://127.0.0.1:3900/api/', false],
    ['http://127.0.0.1:3900/response/1', null, false],
    ['nonsense', null, false],
  ])('%s with %s: %s', (address, apiUrl, expected) => {
    expect(isSlackAddress(address, apiUrl)).toBe(expected);
  });
});
