import { describe, expect, it, onTestFinished } from 'vitest';
import type { Addressed } from '../../src/core/announcement.ts';
import { verbatim } from '../../src/core/message.ts';
import { openDelivery } from '../../src/slack/delivery.ts';
import { webClient } from '../../src/slack/web-client.ts';
import { speak } from '../../src/text/speak.ts';
import { type ASlack, aSlack } from '../a-slack.ts';
import { aLog, socketSettings } from './a-bot.ts';

const channel = 'C0PRODETCD';

const announcement = (id: string, change: Partial<Addressed> = {}): Addressed => ({
  id,
  channel,
  thread: null,
  audience: { kind: 'channel' },
  language: 'en',
  metadata: { kind: 'answer', cluster: 'prod', command: 'status' },
  document: [{ type: 'verdict', tone: 'good', text: verbatim(`all well, says ${id}`) }],
  ...change,
});

async function aDelivery(given?: ASlack) {
  const slack = given ?? (await aSlack());
  onTestFinished(() => slack.close());
  const { log, lines } = aLog();
  const client = webClient(socketSettings(slack), log);
  const hang = async () => new Map();
  const parts = { client, botUserId: () => 'U0ETCDBOT', speak, hang, clock: Date.now, log };
  return { slack, lines, delivery: openDelivery(parts) };
}

const tsOf = (outcome: object): string => ('ts' in outcome && typeof outcome.ts === 'string' ? outcome.ts : '');

describe('a delivery', () => {
  it('posts text, blocks and metadata, and unfurls nothing', async () => {
    const { slack, delivery } = await aDelivery();
    expect(await delivery.post(announcement('a1'))).toMatchObject({ outcome: 'ok' });
    const [message] = slack.messages(channel);
    expect(message).toMatchObject({
      text: '🟢 all well, says a1',
      blocks: [{ type: 'header', text: { text: '🟢 all well, says a1' } }],
      metadata: {
        event_type: 'etcd_chatops',
        event_payload: { kind: 'answer', cluster: 'prod', command: 'status', message: 'a1' },
      },
    });
    const [call] = slack.calls.named('chat.postMessage');
    expect(call?.request).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  it('posts into a thread and updates in place', async () => {
    const { slack, delivery } = await aDelivery();
    const parent = tsOf(await delivery.post(announcement('plan')));
    const reply = tsOf(await delivery.post(announcement('reply', { thread: parent })));
    const changed = announcement('reply', {
      thread: parent,
      document: [{ type: 'verdict', tone: 'bad', text: verbatim('gone') }],
    });
    expect(await delivery.update(changed, reply)).toEqual({ outcome: 'ok', ts: reply });
    expect(slack.messages(channel)).toMatchObject([{ ts: parent }, { ts: reply, threadTs: parent, text: '🔴 gone' }]);
  });

  it('whispers to one person, and to nobody else', async () => {
    const { slack, delivery } = await aDelivery();
    const secret = announcement('w', { audience: { kind: 'person', user: 'U0ALICE' } });
    expect(await delivery.whisper(secret)).toMatchObject({ outcome: 'ok' });
    expect(slack.messages(channel)).toMatchObject([{ ephemeralTo: 'U0ALICE' }]);
    expect(await delivery.whisper(announcement('all'))).toEqual({ outcome: 'refused', error: 'no_person' });
  });

  it.each([
    ['429', { kind: 'rate_limited', retryAfterSeconds: 7 }, { outcome: 'limited', retryAfterMs: 7000 }],
    ['503', { kind: 'status', status: 503 }, { outcome: 'unknown' }],
    ['403', { kind: 'status', status: 403 }, { outcome: 'refused', error: 'http_403' }],
    ['a lost answer', { kind: 'lost_answer' }, { outcome: 'unknown' }],
    [
      'metadata_too_large',
      { kind: 'error', error: 'metadata_too_large' },
      { outcome: 'refused', error: 'metadata_too_large' },
    ],
    ['msg_too_long', { kind: 'error', error: 'msg_too_long' }, { outcome: 'refused', error: 'msg_too_long' }],
    ['internal_error', { kind: 'error', error: 'internal_error' }, { outcome: 'unknown' }],
    ['ratelimited', { kind: 'error', error: 'ratelimited' }, { outcome: 'limited', retryAfterMs: 1000 }],
  ] as const)('tells what became of a call that met %s, and calls once', async (_, fault, outcome) => {
    const { slack, delivery } = await aDelivery();
    slack.faults.api('chat.postMessage', fault);
    expect(await delivery.post(announcement('a'))).toEqual(outcome);
    expect(slack.calls.named('chat.postMessage')).toHaveLength(1);
  });

  it('is unknown when Slack does not answer in time', { timeout: 10_000 }, async () => {
    const { slack, delivery } = await aDelivery();
    slack.faults.api('chat.postMessage', { kind: 'hang' });
    expect(await delivery.post(announcement('a'))).toEqual({ outcome: 'unknown' });
  });

  it('is unavailable when nothing listens: nothing was sent', async () => {
    const { slack, delivery } = await aDelivery();
    await slack.close();
    expect(await delivery.post(announcement('a'))).toEqual({ outcome: 'unavailable' });
  });

  it('is refused where the bot is not', async () => {
    const { delivery } = await aDelivery();
    expect(await delivery.post(announcement('a', { channel: 'C0NOBOT' }))).toEqual({
      outcome: 'refused',
      error: 'not_in_channel',
    });
  });

  it('posts the text alone when Slack refuses the blocks', async () => {
    const { slack, delivery, lines } = await aDelivery();
    slack.faults.api('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });
    expect(await delivery.post(announcement('a'))).toMatchObject({ outcome: 'ok' });
    expect(slack.messages(channel)).toMatchObject([{ text: '🟢 all well, says a', blocks: [] }]);
    expect(lines).toContainEqual(expect.objectContaining({ level: 'error' }));
  });
});

describe('after a lost answer', () => {
  const lost = { kind: 'lost_answer' } as const;

  it('the message is found by its metadata', async () => {
    const { slack, delivery } = await aDelivery();
    const since = Date.now();
    await delivery.post(announcement('before'));
    slack.faults.api('chat.postMessage', lost);
    await delivery.post(announcement('lost'));
    const ts = slack.messages(channel).at(-1)?.ts;
    expect(await delivery.find(announcement('lost'), since)).toEqual({ ok: true, ts });
    expect(await delivery.find(announcement('never posted'), since)).toEqual({ ok: true, ts: null });
  });

  it('so is a reply in a thread', async () => {
    const { slack, delivery } = await aDelivery();
    const thread = tsOf(await delivery.post(announcement('plan')));
    slack.faults.api('chat.postMessage', lost);
    await delivery.post(announcement('lost', { thread }));
    const ts = slack.messages(channel).at(-1)?.ts;
    expect(await delivery.find(announcement('lost', { thread }), Date.now())).toEqual({ ok: true, ts });
    expect(await delivery.find(announcement('lost'), Date.now())).toEqual({ ok: true, ts: null });
  });

  it('it is found among hundreds', async () => {
    const { delivery } = await aDelivery();
    const wanted = tsOf(await delivery.post(announcement('wanted')));
    for (let more = 0; more < 150; more += 1) await delivery.post(announcement(`other ${more}`));
    expect(await delivery.find(announcement('wanted'), Date.now())).toEqual({ ok: true, ts: wanted });
  });

  it('nothing is concluded when Slack does not tell', async () => {
    const { slack, delivery } = await aDelivery();
    slack.faults.api('conversations.history', { kind: 'status', status: 500 });
    expect(await delivery.find(announcement('a'), Date.now())).toEqual({ ok: false });
  });
});
