import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Document } from '../core/document.ts';
import type { Choice, FormTicket, Question } from '../core/form.ts';
import { type Language, plain, type Speak, say, type Text } from '../core/message.ts';
import type { Log } from '../core/ports.ts';
import { plainText } from './blocks/buttons.ts';
import { render } from './blocks/render.ts';
import type { Submission } from './incoming.ts';
import { messageOf } from './listen.ts';

const CALLBACK = 'missing_arguments';

/** Longest texts and most options: docs.slack.dev/reference/views and /reference/block-kit/block-elements/select-menu-element. */
const TITLE = 24;
const LABEL = 2000;
const OPTION = 75;
const OPTION_VALUE = 150;
const OPTIONS = 100;
const INPUT = 3000;

const carried = z.object({
  version: z.literal(1),
  command: z.string(),
  args: z.record(z.string(), z.string()),
  options: z.record(z.string(), z.union([z.string(), z.literal(true)])),
  cluster: z.string().nullable(),
  channel: z.string(),
});

export type FormParts = {
  /** One that never repeats a call: a trigger is good for one use within 3 s. */
  readonly client: WebClient;
  readonly speak: Speak;
  readonly log: Log;
};

/** Modals that ask for what is missing of a command. */
export const openForms = ({ client, speak, log }: FormParts) => ({
  open: async (trigger: string, about: Document, language: Language): Promise<string | null> => {
    try {
      const { view } = await client.views.open({ trigger_id: trigger, view: loadingView(about, language, speak) });
      return view?.id ?? null;
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'could not open a modal');
      return null;
    }
  },
  /** Somebody may have closed it meanwhile: then there is nothing to fill. */
  fill: async (
    view: string,
    about: Document,
    ticket: FormTicket,
    questions: readonly Question[],
    language: Language,
  ): Promise<void> => {
    try {
      await client.views.update({ view_id: view, view: formView(about, ticket, questions, language, speak) });
    } catch (error) {
      log.info({ error: messageOf(error) }, 'could not fill a modal');
    }
  },
});

const shellOf = (about: Document, language: Language, speak: Speak) => {
  const short = (text: Text) => plainText(plain(speak(text, language)), TITLE);
  return {
    type: 'modal' as const,
    callback_id: CALLBACK,
    title: short(say('form.title')),
    close: short(say('form.close')),
    submit: short(say('form.submit')),
    blocks: render(about, language, speak).blocks,
  };
};

function loadingView(about: Document, language: Language, speak: Speak): ModalView {
  const { submit: _submit, blocks, ...shell } = shellOf(about, language, speak);
  return { ...shell, blocks: [...blocks] };
}

function formView(
  about: Document,
  ticket: FormTicket,
  questions: readonly Question[],
  language: Language,
  speak: Speak,
): ModalView {
  const shell = shellOf(about, language, speak);
  const inputs = questions.map((question, at) => inputOf(question, at === 0, language, speak));
  return {
    ...shell,
    private_metadata: JSON.stringify({ version: 1, ...ticket }),
    blocks: [...inputs, ...shell.blocks],
  };
}

function inputOf({ name, label, choices }: Question, first: boolean, language: Language, speak: Speak): KnownBlock {
  const options = choices.filter(({ value }) => value.length <= OPTION_VALUE).slice(0, OPTIONS);
  return {
    type: 'input',
    block_id: name,
    label: plainText(plain(speak(label, language)), LABEL),
    element:
      options.length > 0
        ? {
            type: 'static_select',
            action_id: name,
            focus_on_load: first,
            options: options.map(choice => optionOf(choice, language, speak)),
          }
        : { type: 'plain_text_input', action_id: name, max_length: INPUT, focus_on_load: first },
  };
}

const optionOf = ({ value, label }: Choice, language: Language, speak: Speak): PlainTextOption => ({
  value,
  text: plainText(plain(speak(label, language)), OPTION),
});

/** The command that was completed, with what was filled in; null for any other modal. */
export function readForm(
  submission: Submission,
): { readonly ticket: FormTicket; readonly given: Readonly<Record<string, string>> } | null {
  if (submission.callbackId !== CALLBACK) return null;
  const ticket = carried.safeParse(parseJson(submission.privateMetadata));
  if (!ticket.success) return null;
  const given = Object.entries(submission.values).flatMap(([name, fields]) => {
    const value = fields[name]?.trim();
    return value ? [[name, value] as const] : [];
  });
  return { ticket: ticket.data, given: Object.fromEntries(given) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
