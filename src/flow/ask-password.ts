import type { Document } from '../core/document.ts';
import type { FormTicket } from '../core/form.ts';
import { code, type Language, say } from '../core/message.ts';
import { nameOf, parse } from '../core/parse.ts';
import { argvOf } from '../core/parse-gaps.ts';
import { isRefusal, refuse } from '../core/refusal.ts';
import type { Actor, Request } from '../core/request.ts';
import { authorizeAny, rightsFor } from '../core/rights-for.ts';
import { wordsOfArgv, wordsOfSlack } from '../core/words.ts';
import { presentRefusal } from '../present/refusal.ts';
import { type Conversation, converse, requestId, type Spoken } from './converse.ts';
import { channelOf, knowAsker } from './decide.ts';
import { languageOf } from './hear.ts';
import { within } from './within.ts';

/** Shows a form for a password. False when Slack does not show it. Never rejects. */
export type ShowPasswordForm = (
  trigger: string,
  about: Document,
  ticket: FormTicket,
  language: Language,
) => Promise<boolean>;

/** Seals a password to the workers; null when none is there. */
export type SealPassword = (
  password: string,
  about: { readonly cluster: string; readonly user: string },
) => Promise<string | null>;

export type AskingPasswords = { readonly show: ShowPasswordForm; readonly seal: SealPassword };

/** Slack takes a modal for three seconds after the command. */
const KNOWN_WITHIN_MS = 1_500;

/** Asks for the password of `--ask`. False: none is to be asked for, the person may not, or Slack shows no form: then the command is answered as it is. */
export async function askPassword(
  spoken: Spoken,
  trigger: string,
  { show }: AskingPasswords,
  conversation: Conversation,
): Promise<boolean> {
  const { commands, settings } = conversation;
  const words = wordsOfSlack(spoken.text);
  if (!words.ok) return false;
  const channel = channelOf({ kind: 'channel', channel: spoken.channel, thread: null }, settings);
  const clusters = settings.clusters.map(({ name }) => name);
  const parsed = parse(words.value, { commands, clusters, channelCluster: channel?.cluster ?? null });
  if (!parsed.ok || parsed.value.options.ask !== true) return false;
  const command = commands.find(each => nameOf(each) === parsed.value.command);
  if (command?.kind !== 'change') return false;
  const actor: Actor = { kind: 'slack', team: spoken.team, user: spoken.user, name: spoken.user };
  const language = languageOf(spoken.channel, settings);
  const request: Request = {
    ...parsed.value,
    id: `${requestId(spoken.origin)}-form`,
    actor,
    place: { kind: 'channel', channel: spoken.channel, thread: null },
    language,
    askedAt: conversation.clock(),
    sealed: '',
  };
  const asker = await within(KNOWN_WITHIN_MS, knowAsker(actor, channel, conversation));
  if (asker === null || !authorizeAny(rightsFor(command, request), asker).ok) return false;
  if (isRefusal(command.needs(request))) return false;
  const { args, options, cluster } = parsed.value;
  const ticket: FormTicket = { command: parsed.value.command, args, options, cluster, channel: spoken.channel };
  return show(trigger, aboutOf(ticket), ticket, language);
}

const aboutOf = ({ args, cluster }: FormTicket): Document => [
  {
    type: 'paragraph',
    text: say('secret.form.about', { user: code(args.user ?? ''), cluster: code(cluster ?? '') }),
  },
  { type: 'note', texts: [say('secret.form.seen'), say('secret.form.next')] },
];

/** The command again, with the password sealed. From here on, nobody but a worker can read it. */
export async function answerPassword(
  { command, args, options, cluster, channel }: FormTicket,
  password: string,
  person: Pick<Spoken, 'origin' | 'team' | 'user'>,
  { seal }: Pick<AskingPasswords, 'seal'>,
  conversation: Conversation,
): Promise<void> {
  const found = conversation.commands.find(each => nameOf(each) === command);
  const argv = found ? argvOf({ command: found, args, options, cluster }) : [command];
  const said = {
    kind: 'command',
    text: '',
    words: wordsOfArgv(argv),
    channel,
    thread: null,
    responseUrl: null,
  } as const;
  const spoken: Spoken = { ...person, ...said };
  const sealed = await seal(password, { cluster: cluster ?? '', user: args.user ?? '' }).catch(() => null);
  if (sealed === null) {
    const language = languageOf(channel, conversation.settings);
    return conversation.whisper(spoken, presentRefusal(refuse('nobody_seals')), language);
  }
  await converse({ ...spoken, sealed }, conversation);
}
