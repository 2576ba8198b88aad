import { describe, expect, it, vi } from 'vitest';
import type { Document } from '../../src/core/document.ts';
import { verbatim } from '../../src/core/message.ts';
import type { Click, Submission } from '../../src/slack/incoming.ts';
import { openModals } from '../../src/slack/modals.ts';
import {
  type Confirmation,
  checkConfirmation,
  confirmationView,
  readConfirmation,
} from '../../src/slack/typed-confirmation.ts';
import { speak } from '../../src/text/speak.ts';
import { aSlack } from '../a-slack.ts';
import { aBot, aLog } from './a-bot.ts';

const channel = 'C0PRODETCD';
const bob = 'U0BOB';
const confirmation: Confirmation = {
  ...{ version: 1, operation: 'op-4k2m9x7c1d', hash: '0123456789ab', cluster: 'prod' },
  ...{ channel, thread: null, language: 'en' },
};
const about: Document = [{ type: 'paragraph', text: verbatim('member remove etcd-3') }];

const submission = (more: Partial<Submission> = {}): Submission => ({
  ...{ kind: 'submission', user: bob, team: 'T1', enterprise: null, foreign: false },
  ...{ callbackId: 'typed_confirmation', viewId: 'V1', hash: 'h' },
  privateMetadata: JSON.stringify(confirmation),
  values: { cluster: { cluster: 'prod' } },
  ...more,
});
const typing = (text: string | null): Submission => submission({ values: { cluster: { cluster: text } } });

describe('the name of the cluster, as typed', () => {
  it.each(['prod', ' prod ', 'prod\n'])('%j is taken', text => {
    expect(checkConfirmation(typing(text), speak)).toBeNull();
    expect(readConfirmation(typing(text))).toEqual({ ...confirmation, typed: 'prod' });
  });

  it.each(['', 'PROD', 'pro', 'prod prod', 'staging'])('%j is not, and the modal says so', text => {
    expect(checkConfirmation(typing(text), speak)).toEqual({ cluster: expect.stringContaining('prod') });
  });

  it.each([
    ['another modal', { callbackId: 'get' }],
    ['one that carries nothing', { privateMetadata: '' }],
    ['one of another version', { privateMetadata: JSON.stringify({ ...confirmation, version: 2 }) }],
    ['one without the input', { values: {} }],
  ])('is not looked for in %s', (_, more) => {
    expect(readConfirmation(submission(more))).toBeNull();
    expect(checkConfirmation(submission(more), speak)).toBeNull();
  });

  it.each(['en', 'zh'] as const)('is asked for within the limits of a modal, in %s', language => {
    const view = confirmationView({ ...confirmation, language }, about, speak);
    for (const text of [view.title, view.submit, view.close]) expect(text?.text.length).toBeLessThanOrEqual(24);
    expect(view.private_metadata?.length).toBeLessThan(3000);
  });
});

/** A bot that answers every click with the question. */
async function asking(triggerOf = ({ triggerId }: Click) => triggerId) {
  const slack = await aSlack();
  const opened: boolean[] = [];
  const { log } = aLog();
  const world = await aBot({
    slack,
    check: submitted => checkConfirmation(submitted, speak),
    handle: async incoming => {
      if (incoming.kind !== 'click') return;
      const modals = openModals({ client: world.bot.client, speak, log });
      opened.push(await modals.confirm(triggerOf(incoming), confirmation, about));
    },
  });
  const button = {
    ...{ type: 'button' as const, action_id: 'approve', value: 'op:1' },
    text: { type: 'plain_text' as const, text: 'Approve' },
  };
  const blocks = [{ type: 'actions' as const, elements: [button] }];
  const { ts = '' } = await world.bot.client.chat.postMessage({ channel, text: 'a plan', blocks });
  return { ...world, opened, press: () => slack.people.click(bob, channel, ts, 'approve') };
}

describe('in Slack, a wrong name', () => {
  it('keeps the modal open with the reason and reaches nobody; the right one closes it', async () => {
    const { slack, press, handled } = await asking();
    await press();
    await slack.waitUntil(() => slack.workspace.views.size === 1);
    const [view] = [...slack.workspace.views.values()];
    const wrong = await slack.people.submitView(bob, view?.id ?? '', { cluster: 'staging' });
    expect(wrong.kind).toBe('errors');
    expect([...slack.workspace.views.values()][0]?.errors).toEqual({ cluster: expect.stringContaining('prod') });
    expect(handled.map(({ kind }) => kind)).toEqual(['click']);

    const right = await slack.people.submitView(bob, view?.id ?? '', { cluster: 'prod' });
    expect(right.kind).toBe('closed');
    await vi.waitFor(() => expect(handled.map(({ kind }) => kind)).toEqual(['click', 'submission']));
    expect(handled[1]).toMatchObject({ user: bob, values: { cluster: { cluster: 'prod' } } });
  });

  it('is never asked for by a trigger that Slack does not know', async () => {
    const { slack, press, opened } = await asking(() => 'gone');
    await press();
    await vi.waitFor(() => expect(opened).toEqual([false]));
    expect(slack.workspace.views.size).toBe(0);
  });
});
