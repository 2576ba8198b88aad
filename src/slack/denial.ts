import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { LONGEST_REASON } from '../core/approval.ts';
import type { Document } from '../core/document.ts';
import { plain, type Speak, say, type Text } from '../core/message.ts';
import { plainText } from './blocks/buttons.ts';
import { render } from './blocks/render.ts';
import { readCarried } from './carried.ts';
import type { Submission } from './incoming.ts';

/** What the modal carries from the click to the submission. Facts are read again from the store, never from here. */
const carried = z.object({
  version: z.literal(1),
  operation: z.string(),
  hash: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  language: z.enum(['en', 'zh']),
});
export type Denying = Readonly<z.infer<typeof carried>>;

/** `reason`: null when none was given. */
export type Denial = Denying & { readonly reason: string | null; readonly changes: boolean };

const CALLBACK = 'denial';
const WHAT = 'what';
const REASON = 'reason';
const CHANGES = 'changes';

/** Longest texts of a modal: docs.slack.dev/reference/views and /reference/block-kit/blocks/input-block. */
const TITLE = 24;
const LABEL = 2000;
const OPTION = 75;

/** A modal that asks why, and whether another plan is wanted. `about` tells what is denied. */
export function denialView(denying: Denying, about: Document, speak: Speak): ModalView {
  const text = (what: Text, most: number) => plainText(plain(speak(what, denying.language)), most);
  const plainly: PlainTextOption = { value: 'deny', text: text(say('modals.deny.plainly'), OPTION) };
  const changes: PlainTextOption = { value: CHANGES, text: text(say('modals.deny.changes'), OPTION) };
  const what: KnownBlock = {
    type: 'input',
    block_id: WHAT,
    label: text(say('modals.deny.what'), LABEL),
    element: { type: 'radio_buttons', action_id: WHAT, options: [plainly, changes], initial_option: plainly },
  };
  const reason: KnownBlock = {
    type: 'input',
    block_id: REASON,
    optional: true,
    label: text(say('modals.deny.reason'), LABEL),
    element: { type: 'plain_text_input', action_id: REASON, max_length: LONGEST_REASON, focus_on_load: true },
  };
  const { blocks } = render(about, denying.language, speak);
  return {
    type: 'modal',
    callback_id: CALLBACK,
    private_metadata: JSON.stringify(denying),
    title: text(say('modals.deny.title'), TITLE),
    submit: text(say('modals.deny.submit'), TITLE),
    close: text(say('modals.back'), TITLE),
    blocks: [...blocks, what, reason],
  };
}

/** The denial that was submitted; null for any other modal. */
export function readDenial(submission: Submission): Denial | null {
  if (submission.callbackId !== CALLBACK) return null;
  const denying = readCarried(carried, submission.privateMetadata);
  const what = submission.values[WHAT]?.[WHAT];
  if (denying === null || !what) return null;
  const reason = submission.values[REASON]?.[REASON]?.trim();
  return { ...denying, reason: reason ? reason : null, changes: what === CHANGES };
}

/** What Slack shows under the input when changes are asked for and not said; null when nothing is missing. */
export function checkDenial(submission: Submission, speak: Speak): Readonly<Record<string, string>> | null {
  const denial = readDenial(submission);
  if (denial === null || !denial.changes || denial.reason !== null) return null;
  return { [REASON]: plain(speak(say('modals.deny.unsaid'), denial.language)) };
}
