import type { ModalView } from '@slack/types';
import { describe, expect, it, vi } from 'vitest';
import { deferred } from '../../src/slack/deferred.ts';
import type { Incoming } from '../../src/slack/incoming.ts';
import { aSlack } from '../a-slack.ts';
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
      text: 'member list <http://10.1.0.14:2380> a&amp;b',
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

  it('hands over a submitted modal', async () => {
    const { slack, bot, handled } = await aBot({
      handle: async incoming => {
        if (incoming.kind !== 'command') return;
        await bot.client.views.open({ trigger_id: incoming.triggerId, view: modal });
      },
    });
    await slack.people.type(alice, channel, '/etcd get');
    await slack.waitUntil(() => slack.workspace.views.size === 1);
    const [view] = [...slack.workspace.views.values()];
    await slack.people.submitView(alice, view?.id ?? '', { key: '/registry/x' });
    await vi.waitFor(() => expect(handled).toHaveLength(2));
    expect(handled[1]).toMatchObject({
      kind: 'submission',
      callbackId: 'get',
      privateMetadata: 'C1',
      user: alice,
      values: { key: { key: '/registry/x' } },
    });
  });

  it('acknowledges what it leaves alone', async () => {
    const { slack, bot, handled } = await aBot();
    const options = [{ text: { type: 'plain_text' as const, text: 'one' }, value: '1' }];
    const select = { type: 'static_select' as const, action_id: 'choose', options };
    const { ts } = await bot.client.chat.postMessage({
      channel,
      text: 'x',
      blocks: [{ type: 'actions', elements: [select] }],
    });
    const target = { actionId: 'choose', choice: '1' };
    const delivery = await slack.people.click(alice, channel, ts ?? '', target);
    expect(delivery.kind).toBe('acknowledged');
    expect(handled).toEqual([]);
  });
});

describe('what arrives twice', () => {
  it('is handled once, and acknowledged both times', async () => {
    const { slack, handled } = await aBot();
    slack.faults.delivery('duplicate');
    await slack.people.type(alice, channel, '/etcd status');
    await slack.people.type(alice, channel, '/etcd quorum');
    await vi.waitFor(() => expect(texts(handled)).toContain('quorum'));
    expect(texts(handled)).toEqual(['status', 'quorum']);
  });

  it('is handled when it is a retry of what never arrived', async () => {
    const slack = await aSlack({ ackTimeoutMs: 100, eventRetryDelaysMs: [0] });
    const { handled } = await aBot({ slack });
    slack.faults.delivery('drop');
    await slack.people.type(alice, channel, '@etcd status');
    await vi.waitFor(() => expect(texts(handled)).toEqual(['status']));
  });

  it.each([
    ['fails', () => Promise.reject(new Error('Redis is down'))],
    ['hangs', () => new Promise<boolean>(() => {})],
  ])('is handled when the memory of deliveries %s, so that the person gets an answer', async (_, seen) => {
    const { slack, handled, lines } = await aBot({ seen });
    await slack.people.type(alice, channel, '/etcd status');
    await vi.waitFor(() => expect(handled).toHaveLength(1), 3000);
    expect(lines.map(({ message }) => message)).toContain(
      'cannot tell whether this delivery is a duplicate, so it is handled',
    );
  });
});

describe('too much at once', () => {
  it('is answered with "busy" beyond 200 in flight, and taken again after', async () => {
    const gate = deferred<void>();
    const { slack, bot, handled } = await aBot({ handle: () => gate.promise });
    await Promise.all(Array.from({ length: 200 }, () => slack.people.type(alice, channel, '/etcd status')));
    expect(bot.inFlight()).toBe(200);
    await slack.people.type(alice, channel, '/etcd status');
    await slack.waitForMessage(channel, ({ text, ephemeralTo }) => text === 'busy' && ephemeralTo === alice);
    await slack.people.type('U0BOB', channel, '@etcd status');
    await slack.waitForMessage(channel, ({ text, ephemeralTo }) => text === 'busy' && ephemeralTo === 'U0BOB');
    expect(handled).toHaveLength(200);
    gate.resolve();
    await vi.waitFor(() => expect(bot.inFlight()).toBe(0));
    await slack.people.type(alice, channel, '/etcd status');
    await vi.waitFor(() => expect(handled).toHaveLength(201));
  });

  it('never comes from a handler that fails', async () => {
    const { slack, bot, lines } = await aBot({ handle: () => Promise.reject(new Error('broken')) });
    await slack.people.type(alice, channel, '/etcd status');
    await vi.waitFor(() =>
      expect(lines.map(({ message }) => message)).toContain('could not handle a payload of Slack'),
    );
    expect(bot.inFlight()).toBe(0);
  });
});

describe('drain', () => {
  it('waits for what was acknowledged and takes nothing new', async () => {
    const gate = deferred<void>();
    const done: string[] = [];
    const slack = await aSlack({ lingerTcp: false });
    const { bot } = await aBot({
      slack,
      handle: async incoming => {
        await gate.promise;
        done.push(incoming.kind);
      },
    });
    const said = await Promise.all(Array.from({ length: 20 }, () => slack.people.type(alice, channel, '/etcd status')));
    const drained = bot.drain();
    await slack.waitUntil(() => slack.connections() === 0);
    const late = await slack.people.type(alice, channel, '/etcd status');
    expect(late).toMatchObject({ delivery: { kind: 'unreachable' } });
    gate.resolve();
    expect(await drained).toBe(0);
    expect(done).toHaveLength(said.length);
    expect(bot.healthy()).toBe(false);
  });

  it('says how many were left when its time is up', async () => {
    const gate = deferred<void>();
    const { slack, bot } = await aBot({ handle: () => gate.promise });
    await slack.people.type(alice, channel, '/etcd status');
    expect(await bot.drain(50)).toBe(1);
    gate.resolve();
  });

  it('loses nothing acknowledged while commands keep coming', async () => {
    const { slack, bot, handled } = await aBot();
    const saying = Array.from({ length: 100 }, () => slack.people.type(alice, channel, '/etcd status'));
    await vi.waitFor(() => expect(handled.length).toBeGreaterThan(0));
    expect(await bot.drain()).toBe(0);
    const said = await Promise.all(saying);
    const acknowledged = said.filter(each => each.kind === 'command' && each.delivery.kind === 'acknowledged');
    expect(handled).toHaveLength(acknowledged.length);
  });
});

const texts = (handled: readonly Incoming[]): readonly string[] =>
  handled.flatMap(incoming => ('text' in incoming ? [incoming.text] : []));

const modal: ModalView = {
  type: 'modal',
  callback_id: 'get',
  private_metadata: 'C1',
  title: { type: 'plain_text', text: 'Get' },
  submit: { type: 'plain_text', text: 'Get' },
  blocks: [
    {
      type: 'input',
      block_id: 'key',
      label: { type: 'plain_text', text: 'Key' },
      element: { type: 'plain_text_input', action_id: 'key' },
    },
  ],
};
