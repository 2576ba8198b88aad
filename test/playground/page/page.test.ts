import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formView, homeView, progressBlocks, richBlocks, secondView, statusBlocks } from './a-block-show.ts';
import { type APlayground, asBlocks, asHome, asModal, say, startPlayground } from './a-playground.ts';

const heard: string[] = [];
let playground: APlayground;

const shows: Readonly<Record<string, readonly unknown[]>> = {
  status: statusBlocks,
  rich: richBlocks,
  progress: progressBlocks,
};

const attacks = [
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  '<javascript:alert(1)|click me>',
  '&lt;svg onload=alert(1)&gt;',
].join('\n');

function listen(app: App): void {
  app.command('/etcd', async ({ ack, command, client, respond }) => {
    await ack();
    const [word = ''] = command.text.split(' ');
    const metadata = { event_type: 'etcd_chatops', event_payload: { kind: 'answer', cluster: 'prod', command: word } };
    const channel = command.channel_id;
    if (word === 'secret') await client.chat.postEphemeral({ channel, user: command.user_id, text: 'just for you' });
    else if (word === 'attack') await client.chat.postMessage({ channel, text: attacks });
    else if (word === 'respond') await respond({ text: 'by response_url', response_type: 'ephemeral' });
    else if (word === 'edit') {
      const { ts = '' } = await client.chat.postMessage({ channel, text: 'first' });
      await client.chat.update({ channel, ts, text: 'second' });
    } else {
      await client.chat.postMessage({ channel, metadata, text: word, blocks: asBlocks(shows[word] ?? []) });
    }
  });
  app.event('app_mention', async ({ event, client }) => {
    const thread = event.thread_ts ?? event.ts;
    await client.chat.postMessage({ channel: event.channel, thread_ts: thread, text: 'you called' });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: asHome(homeView) });
  });
  app.action('open_form', async ({ ack, body, client }) => {
    await ack();
    if (body.type === 'block_actions')
      await client.views.open({ trigger_id: body.trigger_id, view: asModal(formView) });
  });
  app.action(/^(?!open_form)/, async ({ ack, action, body }) => {
    await ack();
    heard.push(`${body.user.id} ${JSON.stringify(action)}`);
  });
  app.view('form', async ({ ack, view }) => {
    const name = view.state.values.member?.name?.value;
    heard.push(JSON.stringify(view.state.values));
    if (name === 'etcd-9') await ack({ response_action: 'errors', errors: { member: 'There is no etcd-9.' } });
    else await ack({ response_action: 'push', view: asModal(secondView) });
  });
  app.view('second', async ({ ack }) => ack({ response_action: 'clear' }));
}

beforeAll(async () => {
  playground = await startPlayground(listen);
});
afterAll(() => playground.close());

describe('the page', () => {
  it('answers a slash command, and says how long it took', async () => {
    const page = await playground.openAs('U0ALICE');
    await say(page, '/etcd status');
    const answer = page.locator('[data-testid=message][data-kind=answer]').last();
    await answer.getByText('3 of 3 members answer').waitFor();
    expect(await answer.locator('tbody tr').count()).toBe(3);
    expect(await answer.locator('.align-right').count()).toBe(8);
    expect(await answer.locator('.took').textContent()).toMatch(/answered in \d+ ms/);
    await page.context().close();
  });
});
