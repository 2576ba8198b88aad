import type { ChoiceKind } from '../core/command.ts';
import type { Document } from '../core/document.ts';
import type { Choice, FormTicket, Question } from '../core/form.ts';
import type { Language } from '../core/message.ts';
import { nameOf } from '../core/parse.ts';
import { argvOf, type Gaps, gapsIn } from '../core/parse-gaps.ts';
import { shortUsageOf } from '../core/parse-usage.ts';
import type { Actor, Request } from '../core/request.ts';
import { authorizeAny, rightsFor } from '../core/rights-for.ts';
import { wordsOfArgv, wordsOfSlack } from '../core/words.ts';
import { presentForm, presentLoading, questionOf } from '../present/form.ts';
import { type Conversation, converse, requestId, type Spoken } from './converse.ts';
import { channelOf, knowAsker } from './decide.ts';
import { languageOf } from './hear.ts';
import { within } from './within.ts';

/** Modals of questions, in Slack. Neither rejects. */
export type Forms = {
  /** Shows that something is being looked up. The view's id; null when Slack does not show it. */
  readonly open: (trigger: string, about: Document, language: Language) => Promise<string | null>;
  readonly fill: (
    view: string,
    about: Document,
    ticket: FormTicket,
    questions: readonly Question[],
    language: Language,
  ) => Promise<void>;
};

/** What can be chosen, for somebody who asks; empty when nobody tells in time. Never rejects. */
export type Choices = (kind: ChoiceKind, request: Request) => Promise<readonly Choice[]>;

export type Asking = { readonly conversation: Conversation; readonly forms: Forms; readonly choices: Choices };

/** A modal carries 3000 characters from the question to the answer: docs.slack.dev/reference/views. */
const LONGEST_TICKET = 2_800;

/** Slack takes a modal for three seconds after the command. */
const KNOWN_WITHIN_MS = 1_500;

/**
 * Asks by a modal for required arguments that a slash command lacks. False: nothing is missing, something else is wrong, the person may
 * not, or Slack shows no modal; then the command is answered as it was typed.
 */
export async function askMissing(spoken: Spoken, trigger: string, asking: Asking): Promise<boolean> {
  const { conversation, forms } = asking;
  const { commands, settings } = conversation;
  const words = wordsOfSlack(spoken.text);
  if (!words.ok) return false;
  const channel = channelOf({ kind: 'channel', channel: spoken.channel, thread: null }, settings);
  const clusters = settings.clusters.map(({ name }) => name);
  const gaps = gapsIn(words.value, { commands, clusters, channelCluster: channel?.cluster ?? null });
  if (gaps === null) return false;
  const actor: Actor = { kind: 'slack', team: spoken.team, user: spoken.user, name: spoken.user };
  const asker = await within(KNOWN_WITHIN_MS, knowAsker(actor, channel, conversation));
  const request = requestOf(gaps, spoken, asker?.actor ?? actor, conversation);
  if (asker === null || !authorizeAny(rightsFor(gaps.command, request), asker).ok) return false;
  const { args, options, cluster } = gaps;
  const ticket: FormTicket = { command: nameOf(gaps.command), args, options, cluster, channel: spoken.channel };
  if (JSON.stringify(ticket).length > LONGEST_TICKET) return false;
  const { language } = request;
  const about = aboutOf(gaps);
  const view = await forms.open(trigger, presentLoading(about), language);
  if (view === null) return false;
  await forms.fill(view, presentForm(about), ticket, await questionsFor(gaps, request, asking), language);
  return true;
}

/** What was filled in, said in the channel where the command was typed, by the person who filled it in. */
export async function answerForm(
  { command, args, options, cluster, channel }: FormTicket,
  given: Readonly<Record<string, string>>,
  spoken: Pick<Spoken, 'origin' | 'team' | 'user'>,
  conversation: Conversation,
): Promise<void> {
  const found = conversation.commands.find(each => nameOf(each) === command);
  const argv = found ? argvOf({ command: found, args: { ...args, ...given }, options, cluster }) : [command];
  const said = {
    kind: 'command',
    text: '',
    words: wordsOfArgv(argv),
    channel,
    thread: null,
    responseUrl: null,
  } as const;
  await converse({ ...spoken, ...said }, conversation);
}

const aboutOf = ({ command, args, cluster }: Gaps) => ({
  line: [...command.words, ...Object.values(args)].join(' '),
  usage: shortUsageOf(command),
  cluster,
});

function requestOf(gaps: Gaps, spoken: Spoken, actor: Actor, { settings, clock }: Conversation): Request {
  const { command, args, options, cluster } = gaps;
  return {
    id: `${requestId(spoken.origin)}-form`,
    ...{ command: nameOf(command), args, options, cluster, actor },
    place: { kind: 'channel', channel: spoken.channel, thread: null },
    language: languageOf(spoken.channel, settings),
    askedAt: clock(),
  };
}

const questionsFor = ({ missing }: Gaps, request: Request, { choices }: Asking): Promise<readonly Question[]> =>
  Promise.all(
    missing.map(async ({ name, choices: kind }) => ({
      name,
      label: questionOf(name),
      choices: kind ? await choices(kind, request) : [],
    })),
  );
