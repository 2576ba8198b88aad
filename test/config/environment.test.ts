import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';

const bot = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'shh' };
const paths = (env: Readonly<Record<string, string>>) => readEnvironment(env, 'bot').problems.map(({ path }) => path);

describe('readEnvironment', () => {
  it('prefers Socket Mode when both ways are configured', () => {
    expect(readEnvironment({ ...bot, ...http }, 'bot').value.slack?.mode).toBe('socket');
    expect(readEnvironment({ ...http, PORT: '8080' }, 'bot').value.slack).toEqual({
      mode: 'http',
      botToken: 'xoxb-1',
      signingSecret: 'shh',
      port: 8080,
      apiUrl: null,
    });
  });

  it.each([
    ['https://slack.com/api/', null],
    ['https://gateway.example.org/slack', 'https://gateway.example.org/slack/'],
    ['http://127.0.0.1:3900/api/', 'http://127.0.0.1:3900/api/'],
    ['http://localhost:3900/api', 'http://localhost:3900/api/'],
    ['http://[::1]:3900/api/', 'http://[::1]:3900/api/'],
  ])('takes the API at %s', (url, apiUrl) => {
    const reading = readEnvironment({ ...bot, SLACK_API_URL: url }, 'bot');
    expect([reading.value.slack?.apiUrl, reading.problems]).toEqual([apiUrl, []]);
  });

  it.each([
    'http://slack.example.org/api/',
    'http://127.0.0.1.example.org/',
    'http://localhost.example.org/',
    'ftp://127.0.0.1/',
    'slack.com',
    'https://a:b@example.org/',
  ])('refuses to send tokens to %s', url => expect(paths({ ...bot, SLACK_API_URL: url })).toEqual(['SLACK_API_URL']));

  it.each([
    [{ ...bot, SLACK_BOT_TOKEN: 'xoxp-1' }, ['SLACK_BOT_TOKEN']],
    [{ ...bot, SLACK_APP_TOKEN: 'xoxb-1' }, ['SLACK_APP_TOKEN']],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_APP_TOKEN']],
    [{ ...bot, ADMIN_PORT: '65536' }, ['ADMIN_PORT']],
    [{ ...bot, ADMIN_PORT: '-1' }, ['ADMIN_PORT']],
    [{ ...bot, ADMIN_PORT: '3000' }, []],
    [{ ...http, ADMIN_PORT: '3000' }, ['ADMIN_PORT']],
    [{ ...bot, LOG_LEVEL: 'DEBUG' }, []],
  ])('%j', (env, wrong) => expect(paths(env)).toEqual(wrong));
});
