import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ASlack, aSlack } from '../../a-slack.ts';
import { anApp, started } from './an-app.ts';

const prod = 'C0PRODETCD';
let slack: ASlack;
let app: ReturnType<typeof anApp>['app'];

beforeEach(async () => {
  slack = await aSlack();
  app = anApp(slack).app;
});

afterEach(async () => {
  await app.stop();
  await slack.close();
});

const button = (actionId: string) => ({
  type: 'actions' as const,
  elements: [
    {
      type: 'button' as const,
      action_id: actionId,
      text: { type: 'plain_text' as const, text: 'Approve' },
      value: 'op-1:abc',
    },
  ],
});

describe('a Bolt app over Socket Mode', () => {
  it('is asked by one person, approved by another, and answers in place and in the thread', async () => {
    app.command('/etcd', async ({ ack, command, client }) => {
      await ack();
      await client.chat.postMessage({
        channel: command.channel_id,
        text: `plan: ${command.text}`,
        blocks: [button('approve')],
      });
    });
    app.action('approve', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions' || !body.message || !body.channel) throw new Error('not a click on a message');
      const channel = body.channel.id;
      await client.chat.update({ channel, ts: body.message.ts, text: 'approved', blocks: [] });
      await client.chat.postMessage({ channel, thread_ts: body.message.ts, text: `approved by <@${body.user.id}>` });
    });
    await started(app);

    const said = await slack.people.type('U0ALICE', prod, '/etcd member remove etcd-3');
    expect(said).toMatchObject({ kind: 'command', delivery: { kind: 'acknowledged' } });
    const card = await slack.waitForMessage(prod, message => message.text === 'plan: member remove etcd-3');
    await slack.people.click('U0BOB', prod, card.ts, 'approve');
    await slack.waitForMessage(prod, message => message.threadTs === card.ts);

    expect(slack.transcript(prod)).toBe('etcd (edited): approved\n    etcd: approved by <@U0BOB>');
  });

  it('answers a command in its acknowledgement, to the person alone', async () => {
    app.command('/etcd', async ({ ack }) => ack('only you'));
    await started(app);
    await slack.people.type('U0ALICE', prod, '/etcd whoami');
    expect(slack.transcript(prod)).toBe('etcd (only alice sees this): only you');
  });

  it('lets a response_url speak five times, replace and delete', async () => {
    const urls: string[] = [];
    app.command('/etcd', async ({ ack, respond, command }) => {
      await ack();
      urls.push(command.response_url);
      await respond('first');
    });
    await started(app);
    await slack.people.type('U0ALICE', prod, '/etcd status');
    await slack.waitForMessage(prod, message => message.text === 'first' && message.ephemeralTo === 'U0ALICE');
    const body = JSON.stringify({ text: 'again', response_type: 'in_channel' });
    const again = () => fetch(urls[0] ?? '', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const statuses = [];
    for (let use = 2; use <= 6; use += 1) statuses.push((await again()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 404]);
    expect(slack.messages(prod).filter(message => message.text === 'again')).toHaveLength(4);
  });

  it('keeps a modal open while it has errors, and closes it when accepted', async () => {
    const seen: unknown[] = [];
    app.command('/etcd', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: memberModal });
    });
    app.view('member', async ({ ack, view }) => {
      const name = view.state.values.name?.value?.value;
      seen.push(name);
      if (name === 'BAD') await ack({ response_action: 'errors', errors: { name: 'lower case, please' } });
      else await ack();
    });
    await started(app);
    await slack.people.type('U0ALICE', prod, '/etcd member add');
    await slack.waitUntil(() => slack.workspace.views.size === 1);
    const id = [...slack.workspace.views.keys()][0] ?? '';
    expect(await slack.people.submitView('U0ALICE', id)).toMatchObject({ kind: 'incomplete' });
    expect(await slack.people.submitView('U0ALICE', id, { name: 'BAD' })).toMatchObject({ kind: 'errors' });
    expect(slack.workspace.views.get(id)?.errors).toEqual({ name: 'lower case, please' });
    expect(await slack.people.submitView('U0ALICE', id, { name: 'etcd-4' })).toMatchObject({ kind: 'closed' });
    expect(slack.workspace.views.size).toBe(0);
    expect(seen).toEqual(['BAD', 'etcd-4']);
  });

  it('hears a mention in a thread, where a slash command is refused', async () => {
    app.event('app_mention', async ({ event, client }) => {
      const thread_ts = event.thread_ts ?? event.ts;
      await client.chat.postMessage({ channel: event.channel, thread_ts, text: `heard ${event.text}` });
    });
    await started(app);
    const said = await slack.people.type('U0BOB', prod, 'anyone?');
    const thread = said.kind === 'message' ? said.ts : '';
    expect(await slack.people.type('U0BOB', prod, '/etcd status', { thread })).toMatchObject({ kind: 'refused' });
    await slack.people.type('U0BOB', prod, '@etcd status', { thread });
    const heard = await slack.waitForMessage(prod, message => message.text.startsWith('heard'));
    expect(heard).toMatchObject({ text: 'heard <@U0ETCDBOT> status', threadTs: thread });
  });

  it('misses nothing while one of two connections is refreshed', async () => {
    let heard = 0;
    const second = anApp(slack).app;
    for (const each of [app, second]) {
      each.command('/etcd', async ({ ack }) => {
        heard += 1;
        await ack();
      });
      await started(each);
    }
    expect(slack.connections()).toBe(2);
    slack.faults.refresh('one');
    expect(slack.connections()).toBe(1);
    for (let turn = 0; turn < 10; turn += 1) {
      expect(await slack.people.type('U0ALICE', prod, '/etcd status')).toMatchObject({
        delivery: { kind: 'acknowledged' },
      });
    }
    expect(heard).toBe(10);
    await slack.waitUntil(() => slack.connections() === 2, 15_000);
    // Both have read their hello once each has answered: stopping earlier is an unhandled rejection inside Bolt.
    for (const words of ['one', 'two']) await slack.people.type('U0ALICE', prod, `/etcd ${words}`);
    await second.stop();
  });

  it('comes back after an outage', async () => {
    app.command('/etcd', ({ ack }) => ack('here'));
    await started(app);
    slack.faults.outage();
    expect(await slack.people.type('U0ALICE', prod, '/etcd status')).toMatchObject({
      delivery: { kind: 'unreachable' },
    });
    slack.faults.endOutage();
    await slack.waitUntil(() => slack.connections() === 1, 15_000);
    await slack.people.type('U0ALICE', prod, '/etcd status');
    expect(slack.transcript(prod)).toContain('only alice sees this): here');
  });

  it('tells the person when nobody acknowledges: a ghost, or an app without a listener', async () => {
    await slack.close();
    slack = await aSlack({ ackTimeoutMs: 100 });
    app = anApp(slack).app;
    slack.faults.ghosts(1);
    expect(await slack.people.type('U0ALICE', prod, '/etcd status')).toMatchObject({ delivery: { kind: 'timeout' } });
    expect(slack.transcript(prod)).toContain('/etcd failed with the error "operation_timeout"');
  });

  it('delivers twice what is duplicated, in another order what is held, and both what echoes', async () => {
    const heard: string[] = [];
    app.command('/etcd', async ({ ack, command }) => {
      heard.push(command.text);
      await ack();
    });
    await started(app);
    slack.faults.delivery('duplicate');
    await slack.people.type('U0ALICE', prod, '/etcd a');
    slack.faults.delivery('hold');
    await Promise.all([slack.people.type('U0ALICE', prod, '/etcd b'), slack.people.type('U0ALICE', prod, '/etcd c')]);
    expect(heard).toEqual(['a', 'a', 'c', 'b']);
    slack.faults.delivery('echo');
    await slack.people.type('U0ALICE', prod, '/etcd d');
    await slack.people.type('U0ALICE', prod, '/etcd e');
    await slack.waitUntil(() => heard.length === 7);
    expect(heard.slice(4).toSorted()).toEqual(['d', 'd', 'e']);
    expect(heard[4]).toBe('d');
  });
});

const memberModal: ModalView = {
  type: 'modal',
  callback_id: 'member',
  title: { type: 'plain_text', text: 'Add a member' },
  submit: { type: 'plain_text', text: 'Plan' },
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'value' },
    },
  ],
};
