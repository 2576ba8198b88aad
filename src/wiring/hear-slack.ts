import type { Document } from '../core/document.ts';
import type { Language } from '../core/message.ts';
import type { Log } from '../core/ports.ts';
import { type Asking, answerForm, askMissing } from '../flow/ask-missing.ts';
import { type AskingPasswords, answerPassword, askPassword } from '../flow/ask-password.ts';
import { type Answering, type Clicking, click, confirm, turnDown } from '../flow/click.ts';
import { type Conversation, converse, type Spoken } from '../flow/converse.ts';
import { readDenial } from '../slack/denial.ts';
import { readForm } from '../slack/forms.ts';
import {
  type Click,
  type Command,
  deliveryId,
  type Incoming,
  type Mention,
  type Submission,
} from '../slack/incoming.ts';
import type { openModals } from '../slack/modals.ts';
import { readPassword } from '../slack/password-form.ts';
import { readConfirmation } from '../slack/typed-confirmation.ts';
import type { Whispered } from '../slack/whisper.ts';

export type HearingSlack = {
  readonly conversation: Conversation;
  readonly clicking: Clicking;
  readonly asking: Omit<Asking, 'conversation'>;
  readonly passwords: AskingPasswords;
  readonly modals: ReturnType<typeof openModals>;
  readonly whisper: (whispered: Whispered) => Promise<boolean>;
  /** Fills the tab of the app that a person sees. Never rejects. */
  readonly home: (person: { readonly team: string; readonly user: string }) => Promise<void>;
  readonly log: Log;
};

/** Everything that people do in Slack, handed to the use case that answers it. */
export async function hearSlack(incoming: Incoming, hearing: HearingSlack): Promise<void> {
  switch (incoming.kind) {
    case 'command':
      return hearCommand(incoming, hearing);
    case 'mention':
      return converse(spokenOf(incoming), hearing.conversation);
    case 'click':
      return hearClick(incoming, hearing);
    case 'submission':
      return hearSubmission(incoming, hearing);
    case 'homeOpened':
      return hearing.home(incoming);
    case 'closed':
    case 'unsupported': {
      const why = incoming.kind === 'unsupported' ? incoming.why : incoming.kind;
      return hearing.log.debug({ why }, 'nothing to do for a payload');
    }
  }
}

/** What is missing is asked for by a modal, where Slack shows one; else the answer says what it is. */
async function hearCommand(incoming: Command, { conversation, asking, passwords }: HearingSlack): Promise<void> {
  const spoken = spokenOf(incoming);
  if (await askMissing(spoken, incoming.triggerId, { conversation, ...asking })) return;
  if (await askPassword(spoken, incoming.triggerId, passwords, conversation)) return;
  await converse(spoken, conversation);
}

function spokenOf(incoming: Command | Mention): Spoken {
  const { kind, team, user, channel, text } = incoming;
  return {
    ...{ kind, team, user, channel, text },
    origin: deliveryId(incoming) ?? '',
    thread: incoming.kind === 'mention' ? incoming.thread : null,
    responseUrl: incoming.kind === 'command' ? incoming.responseUrl : null,
  };
}

/** For so long, a plan that was asked for anew is the one that is asked for, milliseconds. */
const ANEW_MS = 60_000;

/** A card with replies names itself as its thread; whoever clicks on it looks at the channel. */
async function hearClick(incoming: Click, hearing: HearingSlack): Promise<void> {
  if (/^ask(-here)?:/.test(incoming.actionId)) return hearAsk(incoming, hearing);
  const { clicking, conversation, modals, whisper } = hearing;
  const { team, user, channel, messageTs, responseUrl, triggerId, actionId, value } = incoming;
  const thread = incoming.thread === messageTs ? null : incoming.thread;
  const answering: Answering = {
    whisper: toPerson({ channel, user, thread, responseUrl }, whisper),
    askName: (operation, { hash }, about, language) => {
      const { id, plan } = operation;
      const asked = { version: 1, operation: id, hash, cluster: plan.cluster, channel, thread, language } as const;
      return modals.confirm(triggerId, asked, about);
    },
    askReason: ({ operation, hash }, about, language) =>
      modals.deny(triggerId, { version: 1, operation, hash, channel, thread, language }, about),
    askAgain: ({ id, request: { command, args, options, cluster } }) => {
      // Two who press at once get one plan.
      const origin = `again:${id}:${Math.floor(conversation.clock() / ANEW_MS)}`;
      return answerForm({ command, args, options, cluster, channel }, {}, { origin, team, user }, conversation);
    },
  };
  await click({ team, user, channel, thread, action: actionId, value }, clicking, answering);
}

/** A button that says a command for whoever presses it. */
async function hearAsk(incoming: Click, { conversation, asking }: HearingSlack): Promise<void> {
  const { team, user, channel, thread, messageTs, value: text, actionId, triggerId, responseUrl } = incoming;
  const spoken: Spoken = {
    ...{ kind: 'command', team, user, channel, text, responseUrl },
    origin: deliveryId(incoming) ?? '',
    thread: actionId.startsWith('ask-here:') ? (thread ?? messageTs) : null,
  };
  if (await askMissing(spoken, triggerId, { conversation, ...asking })) return;
  await converse(spoken, conversation);
}

async function hearSubmission(
  incoming: Submission,
  { conversation, clicking, passwords, whisper, log }: HearingSlack,
): Promise<void> {
  const typed = readPassword(incoming);
  if (typed) {
    const { team, user } = incoming;
    const person = { origin: deliveryId(incoming) ?? '', team, user };
    return answerPassword(typed.ticket, typed.password, person, passwords, conversation);
  }
  const form = readForm(incoming);
  if (form) {
    const { team, user } = incoming;
    return answerForm(form.ticket, form.given, { origin: deliveryId(incoming) ?? '', team, user }, conversation);
  }
  const denied = readDenial(incoming);
  if (denied) {
    const { team, user } = incoming;
    const answering = { whisper: toPerson({ ...denied, user, responseUrl: null }, whisper) };
    return turnDown({ ...denied, team, user }, clicking, answering);
  }
  const confirmed = readConfirmation(incoming);
  if (confirmed === null) return log.debug({ modal: incoming.callbackId }, 'nothing to do for a modal');
  const { team, user } = incoming;
  const { operation, hash, typed: name, channel, thread } = confirmed;
  const answering = { whisper: toPerson({ channel, user, thread, responseUrl: null }, whisper) };
  await confirm({ team, user, channel, thread, operation, hash, typed: name }, clicking, answering);
}

const toPerson =
  (person: Pick<Whispered, 'channel' | 'user' | 'thread' | 'responseUrl'>, whisper: HearingSlack['whisper']) =>
  async (document: Document, language: Language): Promise<void> => {
    await whisper({ ...person, document, language });
  };
