import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Document } from '../core/document.ts';
import type { FormTicket } from '../core/form.ts';
import { type Language, plain, type Speak, say, type Text } from '../core/message.ts';
import type { Log } from '../core/ports.ts';
import { plainText } from './blocks/buttons.ts';
import { render } from './blocks/render.ts';
import type { Submission } from './incoming.ts';
import { messageOf } from './listen.ts';

const CALLBACK = 'password';
const INPUT = 'password';

/** Longest texts of a modal: docs.slack.dev/reference/views and /reference/block-kit/blocks/input-block. */
const TITLE = 24;
const LABEL = 2000;
/** bcrypt, by which etcd keeps passwords, reads no more bytes than that. */
const MOST_BYTES = 72;
const FEWEST = 8;

const carried = z.object({
  version: z.literal(1),
  language: z.enum(['en', 'zh']),
  command: z.string(),
  args: z.record(z.string(), z.string()),
  options: z.record(z.string(), z.union([z.string(), z.literal(true)])),
  cluster: z.string().nullable(),
  channel: z.string(),
});

export type PasswordFormParts = {
  /** One that never repeats a call: a trigger is good for one use within 3 s. */
  readonly client: WebClient;
  readonly speak: Speak;
  readonly log: Log;
};

/** Shows a form for a password. Slack has no field that hides what is typed. */
export const openPasswordForm =
  ({ client, speak, log }: PasswordFormParts) =>
  async (trigger: string, about: Document, ticket: FormTicket, language: Language): Promise<boolean> => {
    try {
      await client.views.open({ trigger_id: trigger, view: viewOf(about, ticket, language, speak) });
      return true;
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'could not open a modal');
      return false;
    }
  };

function viewOf(about: Document, ticket: FormTicket, language: Language, speak: Speak): ModalView {
  const text = (what: Text, most: number) => plainText(plain(speak(what, language)), most);
  return {
    type: 'modal',
    callback_id: CALLBACK,
    private_metadata: JSON.stringify({ version: 1, language, ...ticket }),
    title: text(say('secret.form.title'), TITLE),
    submit: text(say('form.submit'), TITLE),
    close: text(say('form.close'), TITLE),
    blocks: [
      ...render(about, language, speak).blocks,
      {
        type: 'input',
        block_id: INPUT,
        label: text(say('secret.form.label'), LABEL),
        element: {
          type: 'plain_text_input',
          action_id: INPUT,
          min_length: FEWEST,
          max_length: MOST_BYTES,
          focus_on_load: true,
        },
      },
    ],
  };
}

/** What was typed, and for which command; null for any other modal. It is kept as typed, blanks and all. */
export function readPassword(
  submission: Submission,
): { readonly ticket: FormTicket; readonly password: string } | null {
  if (submission.callbackId !== CALLBACK) return null;
  const ticket = carried.safeParse(parseJson(submission.privateMetadata));
  const password = submission.values[INPUT]?.[INPUT];
  return ticket.success && typeof password === 'string' ? { ticket: ticket.data, password } : null;
}

/** What Slack shows under the field when this cannot be a password; null when it can. */
export function checkPassword(submission: Submission, speak: Speak): Readonly<Record<string, string>> | null {
  const read = readPassword(submission);
  if (read === null) return null;
  const bytes = Buffer.byteLength(read.password);
  if (bytes >= FEWEST && bytes <= MOST_BYTES) return null;
  const language = carried.safeParse(parseJson(submission.privateMetadata)).data?.language ?? 'en';
  return { [INPUT]: plain(speak(say('secret.form.length', { fewest: FEWEST, most: MOST_BYTES }), language)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
