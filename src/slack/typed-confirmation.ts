import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Document } from '../core/document.ts';
import { code, type Language, plain, type Speak, say, type Text } from '../core/message.ts';
import { plainText } from './blocks/buttons.ts';
import { render } from './blocks/render.ts';
import { readCarried } from './carried.ts';
import type { Submission } from './incoming.ts';

/** What the modal carries from the click to the submission. Facts are read again from the store, never from here. */
const carried = z.object({
  version: z.literal(1),
  operation: z.string(),
  hash: z.string(),
  cluster: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  language: z.enum(['en', 'zh']),
});
export type Confirmation = Readonly<z.infer<typeof carried>>;

const CALLBACK = 'typed_confirmation';
const INPUT = 'cluster';

/** Longest texts of a modal: docs.slack.dev/reference/views and /reference/block-kit/blocks/input-block. */
const TITLE = 24;
const LABEL = 2000;
const LONGEST_NAME = 100;

/** A modal that is submitted only by who types the cluster's name. `about` tells what will happen. */
export function confirmationView(confirmation: Confirmation, about: Document, speak: Speak): ModalView {
  const { cluster, language } = confirmation;
  const short = (text: Text) => plainText(plain(speak(text, language)), TITLE);
  const label = say('modals.typed_label', { cluster: code(cluster) });
  const input: KnownBlock = {
    type: 'input',
    block_id: INPUT,
    label: plainText(plain(speak(label, language)), LABEL),
    element: { type: 'plain_text_input', action_id: INPUT, max_length: LONGEST_NAME, focus_on_load: true },
  };
  return {
    type: 'modal',
    callback_id: CALLBACK,
    private_metadata: JSON.stringify(confirmation),
    title: short(say('modals.typed_title')),
    submit: short(say('modals.approve')),
    close: short(say('modals.back')),
    blocks: [...render(about, language, speak).blocks, input],
  };
}

/** The confirmation that was submitted, with what was typed; null for any other modal. */
export function readConfirmation(submission: Submission): (Confirmation & { readonly typed: string }) | null {
  if (submission.callbackId !== CALLBACK) return null;
  const confirmation = readCarried(carried, submission.privateMetadata);
  const typed = submission.values[INPUT]?.[INPUT]?.trim();
  return confirmation !== null && typed !== undefined ? { ...confirmation, typed } : null;
}

/** What Slack shows under the input when something else than the cluster's name was typed; null when it is right. */
export function checkConfirmation(submission: Submission, speak: Speak): Readonly<Record<string, string>> | null {
  const confirmation = readConfirmation(submission);
  if (confirmation === null || confirmation.typed === confirmation.cluster) return null;
  return { [INPUT]: wrongName(confirmation.cluster, confirmation.language, speak) };
}

const wrongName = (cluster: string, language: Language, speak: Speak): string =>
  plain(speak(say('modals.wrong_name', { cluster: code(cluster) }), language));
