import { describe, expect, it, vi } from 'vitest';
import { aBot } from './a-bot.ts';

const channel = 'C0PRODETCD';
const alice = 'U0ALICE';

describe('what people do in Slack', () => {
  it('hands over a slash command, acknowledged first', async () => {
    const { slack, handled } = await aBot();
    const said = await slack.people.type(alice, channel, '/etcd status --cluster prod');
    expect(said).toMatchObject({ kind: 'command', delivery: { kind: 'acknowledged' } });
    await vi.waitFor(() => expect(handled).toHaveLength(1));
    expect(handled[0]).toMatchObject({
      kind: 'command',
      command: '/etcd',
      text: 'status --cluster prod',
      user: alice,
      channel,
      foreign: false,
    });
  });

  it('hands over a mention in a thread, without the mention', async () => {
    const { slack, bot, handled } = await aBot();
    const { ts } = await bot.client.chat.postMessage({ channel, text: 'a plan' });
    await slack.people.type(alice, channel, '@etcd member list http://10.1.0.14:2380 a&b', { thread: ts ?? '' });
    await vi.waitFor(() => expect(handled).toHaveLength(1));
    expect(handled[0]).toMatchObject({
      kind: 'mention',
      text: 'member list http://10.1.0.14:2380 a&b',
      user: alice,
      thread: ts,
    });
  });

  it('hands over a click with its value and place', async () => {
    const { slack, bot, handled } = await aBot();
    const button = {
      type: 'button' as const,
      action_id: 'approve',
      value: 'op:abc',
      text: { type: 'plain_text' as const, text: 'Approve' },
    };
    const { ts } = await bot.client.chat.postMessage({
      channel,
      text: 'a plan',
      blocks: [{ type: 'actions', elements: [button] }],
    });
    const delivery = await slack.people.click('U0BOB', channel, ts ?? '', 'approve');
    expect(delivery.kind).toBe('acknowledged');
    await vi.waitFor(() => expect(handled).toHaveLength(1));
    expect(handled[0]).toMatchObject({
      kind: 'click',
      actionId: 'approve',
      value: 'op:abc',
      user: 'U0BOB',
      messageTs: ts,
    });
  });
});
