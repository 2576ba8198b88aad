import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEtcd, aWorld, type Etcd, oneCluster, payloadOf, textOf, type World } from './a-product.ts';

let etcd: Etcd;
let world: World;

beforeAll(async () => {
  etcd = await anEtcd();
  world = await aWorld(() =>
    oneCluster(
      etcd.cluster.endpoints,
      '  - { id: C0STAGING, cluster: prod, language: zh }\n  - { id: C0NOBOT, cluster: prod }',
    ),
  );
  await Promise.all([world.startBot(), world.startWorker()]);
});
afterAll(async () => {
  await world?.close();
  await etcd?.remove();
});

const mention = '@etcd';
/** Messages in one channel are a second apart, so every test has its own. */
let channels = 2;
const aChannel = () => `C0E2E${channels++}`;
const answers = (channel: string) => world.said(channel).filter(message => message.metadata !== undefined);

describe('a question in a channel', () => {
  it('is answered with the state of a real cluster, as a table, by slash command', async () => {
    const answer = await world.ask('C0E2E0', '/etcd status');
    expect(payloadOf(answer)).toMatchObject({ kind: 'answer', cluster: 'prod', command: 'status' });
    expect(answer.metadata).toMatchObject({ event_type: 'etcd_chatops' });
    expect(answer.text).toContain('Healthy: 3 of 3 voters, tolerates 1 failure');
    expect(answer.blocks.map(block => block.type)).toContain('table');
    expect(answer.ephemeralTo).toBeUndefined();
  });

  it('is answered in the thread in which the bot is mentioned', async () => {
    const { slack } = world;
    const said = await slack.people.type('U0BOB', 'C0E2E1', 'is something wrong?');
    if (said.kind !== 'message') throw new Error('no message');
    const answer = await world.ask('C0E2E1', `${mention} status`, { as: 'U0BOB', thread: said.ts });
    expect(answer.threadTs).toBe(said.ts);
    expect(payloadOf(answer)).toMatchObject({ kind: 'answer', command: 'status' });
    expect(textOf(answer)).toContain('bob asked');
  });

  it.each([
    ['status', 'status'],
    ['member list', 'members'],
    ['endpoint health', 'health'],
    ['endpoint hashkv', 'hashkv'],
    ['alarm list', 'alarms'],
    ['quorum', 'quorum --without etcd-1'],
    ['get', 'get /pg --prefix --limit 5'],
    ['report', 'report'],
    ['clusters', 'clusters'],
    ['whoami', 'whoami'],
    ['operations', 'ops'],
    ['help', 'help'],
    ['help', 'member --help'],
  ])('%s carries its metadata and a complete text (/etcd %s)', async (command, typed) => {
    const channel = aChannel();
    const answer = await world.ask(channel, `/etcd ${typed}`);
    expect(payloadOf(answer)).toMatchObject({ kind: 'answer', command });
    expect(answer.text.length).toBeGreaterThan(20);
    expect(textOf(answer)).not.toMatch(/undefined|\[object|refusal\.|\{[a-z]+\}/);
  });

  it('reads what phones make of quotes and dashes', async () => {
    const answer = await world.ask('C0E2E40', '/etcd get “/pg” —prefix —limit 2 —cluster prod');
    expect(payloadOf(answer)).toMatchObject({ kind: 'answer', command: 'get', cluster: 'prod' });
  });

  it('is answered in the language of the channel', async () => {
    const answer = await world.ask('C0STAGING', '/etcd status');
    expect(answer.text).toMatch(/健康/);
    expect(answer.text).not.toContain('Healthy');
  });

  it('is answered once, though Slack delivers it twice', async () => {
    world.slack.faults.delivery('duplicate', 1);
    await world.ask('C0E2E41', `${mention} status`);
    await world.ask('C0E2E41', '/etcd clusters');
    expect(answers('C0E2E41').map(message => payloadOf(message))).toMatchObject([
      { command: 'status' },
      { command: 'clusters' },
    ]);
  });
});

describe('a question that is refused', () => {
  it.each([
    ['a mistyped command', '/etcd statsu', 'Did you mean status?'],
    ['an unknown command', '/etcd make coffee', 'is not a command'],
    ['an unknown cluster', '/etcd status -c staging', 'There is no cluster'],
    ['a missing argument', '@etcd get', 'is missing'],
    ['an unclosed quote', '/etcd get “/pg', 'do not pair up'],
    ['4,001 characters', `/etcd get /${'x'.repeat(4001)}`, 'too long'],
    ['an invisible character', '/etcd get /p\u200bg', 'invisible character'],
    ['a mention inside an argument', '/etcd get @bob', 'cannot stand in a command'],
  ])('is told to who asked alone: %s', async (_title, typed, words) => {
    const answer = await world.ask(aChannel(), typed);
    expect(answer.ephemeralTo).toBe('U0ALICE');
    expect(textOf(answer)).toContain(words);
    expect(textOf(answer)).not.toMatch(/<@|<!/);
  });

  it.each([
    ['a guest', 'U0GUEST', '/etcd status', 'Guests cannot use this bot'],
    ['somebody deactivated', 'U0GONE', '/etcd status', 'deactivated'],
    ['a stranger', 'U0FOREIGN', '/etcd whoami', 'People of other workspaces'],
    ['another bot', 'U0OTHERBOT', '/etcd status', 'Bots cannot use this bot'],
    ['somebody who is no operator', 'U0EVE', '/etcd get /pg --prefix --show-value', 'Only operators may do this'],
  ])('because it comes from %s', async (_title, as, typed, words) => {
    const answer = await world.ask(aChannel(), typed, { as });
    expect(answer.ephemeralTo).toBe(as);
    expect(textOf(answer)).toContain(words);
  });

  it('because the channel is not set up', async () => {
    const answer = await world.ask('C0RANDOM', '/etcd status', { as: 'U0EVE' });
    expect(answer.ephemeralTo).toBe('U0EVE');
    expect(answer.text).toContain('This channel is not set up for the bot');
  });

  it('because the bot is no member of the channel, by the one way that is left', async () => {
    const answer = await world.ask('C0NOBOT', '/etcd status');
    expect(answer.ephemeralTo).toBe('U0ALICE');
    expect(textOf(answer)).toContain('Invite the bot');
    expect(world.slack.calls.named('response_url').length).toBeGreaterThan(0);
  });
});

describe('an answer on its way', () => {
  it('waits as long as Slack asks for, and comes once', async () => {
    world.slack.faults.api('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 1 });
    const asked = Date.now();
    const answer = await world.ask('C0E2E45', '/etcd status');
    expect(payloadOf(answer)).toMatchObject({ command: 'status' });
    expect(Date.now() - asked).toBeGreaterThan(990);
    expect(answers('C0E2E45')).toHaveLength(1);
  });

  it('is found again, not posted twice, when Slack took it and its answer was lost', async () => {
    world.slack.faults.api('chat.postMessage', { kind: 'lost_answer' });
    await world.ask('C0E2E46', '/etcd status');
    await world.ask('C0E2E46', '/etcd clusters', { withinMs: 15_000 });
    expect(answers('C0E2E46').map(payloadOf)).toMatchObject([{ command: 'status' }, { command: 'clusters' }]);
  });

  it('survives five seconds without Slack', async () => {
    const { slack } = world;
    await slack.people.type('U0ALICE', 'C0E2E47', '/etcd status');
    slack.faults.outage(5_000);
    await slack.waitForMessage('C0E2E47', message => payloadOf(message) !== undefined, 20_000);
    await slack.waitUntil(() => slack.connections() === 2, 20_000);
    await world.ask('C0E2E47', '/etcd clusters');
    expect(answers('C0E2E47').map(payloadOf)).toMatchObject([{ command: 'status' }, { command: 'clusters' }]);
  }, 60_000);
});
