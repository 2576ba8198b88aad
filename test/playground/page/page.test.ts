import type { App } from '@slack/bolt';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { formView, homeView, progressBlocks, richBlocks, secondView, statusBlocks } from './a-block-show.ts';
import { type APlayground, asBlocks, asHome, asModal, say, startPlayground } from './a-playground.ts';

const heard: string[] = [];
let playground: APlayground;

const blockTypes = (blocks: readonly { readonly dataset?: Readonly<Record<string, string>> }[]) =>
  blocks.map(block => block.dataset?.blockType);

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

async function enter<T>(person: string, act: (page: Page) => Promise<T>): Promise<T> {
  const page = await playground.openAs(person);
  try {
    return await act(page);
  } finally {
    await page.context().close();
  }
}

const lastAnswer = (page: Page) => page.locator('[data-testid=message][data-kind=answer]').last();

describe('the page', () => {
  it('answers a slash command, and says how long it took', () =>
    enter('U0ALICE', async page => {
      await say(page, '/etcd status');
      await lastAnswer(page).getByText('3 of 3 members answer').waitFor();
      expect(await lastAnswer(page).locator('tbody tr').count()).toBe(3);
      expect(await lastAnswer(page).locator('.align-right').count()).toBe(8);
      expect(await lastAnswer(page).locator('.took').textContent()).toMatch(/answered in \d+ ms/);
      expect(await page.locator('[data-testid=run][data-answered=true]').textContent()).toContain('acknowledged in');
    }));

  it.each(['status', 'rich', 'progress'])('draws every block of the %s show', word =>
    enter('U0ALICE', async page => {
      await say(page, `/etcd ${word}`);
      const types = (shows[word] ?? []).map(block => String(Reflect.get(Object(block), 'type')));
      await vi.waitFor(async () => {
        const drawn = await lastAnswer(page).locator('[data-block-type]').evaluateAll(blockTypes);
        expect(drawn).toEqual(types);
      });
      expect(await page.getByTestId('unsupported-block').count()).toBe(0);
    }),
  );

  it('shows an ephemeral message to its reader alone', async () => {
    await enter('U0ALICE', async page => {
      await say(page, '/etcd secret');
      const message = page.locator('[data-ephemeral=true]').last();
      await message.getByText('just for you').waitFor();
      expect(await message.textContent()).toContain('Only visible to you');
    });
    await enter('U0BOB', async page => {
      await say(page, 'hello from bob');
      await page.getByText('hello from bob').waitFor();
      expect(await page.getByText('just for you').count()).toBe(0);
    });
  });

  it('marks what was edited', () =>
    enter('U0ALICE', async page => {
      await say(page, '/etcd edit');
      await page.getByTestId('message').filter({ hasText: 'second(edited)' }).waitFor();
    }));

  it('asks the confirm dialog, and tells the app nothing when it is refused', () =>
    enter('U0BOB', async page => {
      await say(page, '/etcd status');
      const deny = lastAnswer(page).locator('[data-action-id=deny]');
      heard.length = 0;
      await deny.click();
      await page.keyboard.press('Escape');
      await lastAnswer(page).locator('[data-action-id=pick]').selectOption('etcd-2');
      await vi.waitFor(() => expect(heard.join()).toContain('"value":"etcd-2"'));
      expect(heard.join()).not.toContain('deny');
      await deny.click();
      await page.getByTestId('confirm-accept').click();
      await vi.waitFor(() => expect(heard.at(-1)).toMatch(/^U0BOB .*"action_id":"deny".*"value":"op1:abc"/));
    }));

  it('leads through a modal: an error under its field, a second step, the end', () =>
    enter('U0ALICE', async page => {
      await say(page, '/etcd status');
      await lastAnswer(page).locator('[data-action-id=open_form]').click();
      const modal = page.getByTestId('modal');
      await modal.locator('[data-action-id=name]').fill('etcd-9');
      await modal.locator('[value=slow]').check();
      await page.getByTestId('modal-submit').click();
      await modal.getByText('There is no etcd-9.').waitFor();
      expect(heard.at(-1)).toContain('"value":"slow"');
      expect(await modal.locator('[data-action-id=name]').inputValue()).toBe('etcd-9');
      await modal.locator('[data-action-id=name]').fill('etcd-3');
      await page.getByTestId('modal-submit').click();
      await modal.getByText('Type nothing, just think.').waitFor();
      await page.getByTestId('modal-submit').click();
      await modal.waitFor({ state: 'detached' });
    }));

  it('refuses slash commands in a thread as Slack does, and takes the mention', () =>
    enter('U0ALICE', async page => {
      await say(page, '/etcd status');
      await lastAnswer(page).hover();
      await lastAnswer(page).getByTestId('open-thread').click();
      const box = page.getByTestId('thread-message-box');
      await box.fill('/etcd status');
      await box.press('Enter');
      await page.getByTestId('thread').getByText('/etcd is not supported in threads').waitFor();
      await box.fill('@etcd status');
      await box.press('Enter');
      await page.getByTestId('thread').getByText('you called').waitFor();
    }));

  it('publishes the home tab and hears its button', () =>
    enter('U0CAROL', async page => {
      await page.getByTestId('app-home').click();
      await page.getByTestId('home').getByRole('button', { name: 'Refresh' }).click();
      await vi.waitFor(() => expect(heard.at(-1)).toMatch(/^U0CAROL .*home_refresh/));
    }));

  it('keeps hostile text inert', () =>
    enter('U0EVE', async page => {
      const dialogs: string[] = [];
      page.on('dialog', dialog => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await say(page, '/etcd attack');
      const message = page.getByTestId('message').filter({ hasText: 'click me' }).last();
      await message.waitFor();
      expect(await message.locator('script, .content img, .content svg, .content a').count()).toBe(0);
      await message.getByText('click me').click();
      expect(dialogs).toEqual([]);
      expect(await message.textContent()).toContain('<svg onload=alert(1)>');
    }));

  it('tells of a block it does not know, and draws the others', () =>
    enter('U0ALICE', async page => {
      const { workspace } = playground.standIn;
      const blocks = [
        { type: 'hologram' },
        { type: 'table', rows: 7 },
        { type: 'section', text: { type: 'mrkdwn', text: 'still here' } },
      ];
      const ts = `${Math.floor(Date.now() / 1_000) + 60}.000100`;
      const odd = {
        ts,
        channel: 'C0PRODETCD',
        user: 'U0ETCDBOT',
        botId: 'B0ETCDOPS',
        text: 'odd',
        blocks,
        files: [],
        reactions: [],
      };
      workspace.messages.set('C0PRODETCD', [...(workspace.messages.get('C0PRODETCD') ?? []), odd]);
      await say(page, 'a word, so that the page hears');
      const message = page.locator(`[data-ts="${ts}"]`);
      await message.getByText('still here').waitFor();
      expect(await message.getByTestId('unsupported-block').textContent()).toContain('hologram');
    }));

  it('can be used by keyboard alone: complete a command, send it, recall it, press a button', () =>
    enter('U0ALICE', async page => {
      await page.getByTestId('message-box').focus();
      await page.keyboard.type('/etcd sta');
      await page.keyboard.press('Tab');
      expect(await page.getByTestId('message-box').inputValue()).toBe('/etcd status');
      const before = await page.locator('[data-kind=answer]').count();
      await page.keyboard.press('Enter');
      await vi.waitFor(async () => expect(await page.locator('[data-kind=answer]').count()).toBe(before + 1));
      await page.keyboard.press('ArrowUp');
      expect(await page.getByTestId('message-box').inputValue()).toBe('/etcd status');
      await lastAnswer(page).locator('[data-action-id=approve]').focus();
      await page.keyboard.press('Enter');
      await vi.waitFor(() => expect(heard.at(-1)).toContain('"action_id":"approve"'));
    }));

  it('loads nothing from elsewhere and breaks no rule of its own', () =>
    enter('U0ALICE', async page => {
      const foreign: string[] = [];
      const complaints: string[] = [];
      page.on('request', request => {
        if (!request.url().startsWith(playground.url)) foreign.push(request.url());
      });
      page.on('console', message => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.reload();
      await say(page, '/etcd progress');
      await lastAnswer(page).getByText('Defragment etcd-1').waitFor();
      expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
    }));
});
