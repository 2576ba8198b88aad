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
});
