import { commands } from '../../commands/index.ts';
import { memberChoices, nameChoices, operationChoices } from '../core/choices.ts';
import type { Document } from '../core/document.ts';
import type { Language } from '../core/message.ts';
import type { Announcer, ChangeJobs, Clock, Log, Meter, Operations } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import type { Choices } from '../flow/ask-missing.ts';
import type { SealPassword } from '../flow/ask-password.ts';
import type { Spoken } from '../flow/converse.ts';
import type { Desk } from '../flow/desk.ts';
import { showHome } from '../flow/home.ts';
import type { lastResort } from '../flow/last-resort.ts';
import { publishForWork, publishing } from '../flow/publish.ts';
import type { Asks } from '../queue/asks.ts';
import { listLogins, listMembers } from '../queue/choices.ts';
import type { Slack } from '../slack/app.ts';
import { openDirectory } from '../slack/directory.ts';
import { openFiles } from '../slack/files.ts';
import { openForms } from '../slack/forms.ts';
import { openHomes } from '../slack/home.ts';
import { openModals } from '../slack/modals.ts';
import { openPasswordForm } from '../slack/password-form.ts';
import { openWhisper } from '../slack/whisper.ts';
import { openPosted } from '../store/posted.ts';
import { openStanding } from '../store/standing.ts';
import { speak } from '../text/speak.ts';
import { openDesk } from './desk.ts';
import { every } from './every.ts';
import type { HearingSlack } from './hear-slack.ts';
import type { RedisLines } from './redis.ts';

export type HearingParts = {
  readonly slack: Slack;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
  readonly settings: Settings;
  readonly redis: RedisLines;
  readonly announcer: Announcer;
  readonly changes: ChangeJobs;
  readonly asks: Asks;
  readonly rescue: ReturnType<typeof lastResort>;
  readonly sealPassword: SealPassword;
  readonly meter: Meter;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
};

/** Workers take what Slack says of people for some minutes only: what waits for a worker is told again in time. Milliseconds. */
const PUBLISH_EVERY_MS = 30_000;

/** All that the bot needs to answer people: what is known of them, the desk, and the ways to reach them. */
export function openHearing({ slack, apiUrl, redis, asks, rescue, sealPassword, ...parts }: HearingParts) {
  const { settings, clock, log } = parts;
  const { fast, prefix } = redis;
  const team = () => slack.self()?.team ?? null;
  const asked = openDirectory({ client: slack.reader, self: slack.self, clock, log });
  const directory = publishing(asked, openStanding(fast, prefix), log);
  const files = openFiles({ client: slack.client, log });
  const opened = openDesk({ ...parts, redis: fast, prefix, directory, team, files });
  const publish = openHomes({ client: slack.client, speak, log });
  const home = (person: { readonly team: string; readonly user: string }) =>
    showHome(person, { ...opened, directory, publish });
  const desk: Desk = {
    ...opened,
    reply: async (operation, said) => {
      await opened.reply(operation, said);
      if (said.kind === 'vote') await home({ team: team() ?? '', user: said.user });
    },
  };
  const whisper = openWhisper({ client: slack.client, speak, apiUrl, log });
  const toPerson = async (spoken: Spoken, document: Document, language: Language) => {
    await whisper({ ...spoken, document, language });
  };
  const hearing: HearingSlack = {
    conversation: {
      ...{ ...parts, commands, directory, desk, jobs: asks, whisper: toPerson },
      posted: openPosted(fast, prefix),
      remember: (messageId, spoken) =>
        rescue.remember(messageId, (document, { language }) => toPerson(spoken, document, language)),
    },
    clicking: { ...parts, directory, voting: desk },
    asking: {
      forms: openForms({ client: slack.client, speak, log }),
      choices: choicesFrom(asks, desk.operations, log),
    },
    passwords: { show: openPasswordForm({ client: slack.client, speak, log }), seal: sealPassword },
    modals: openModals({ client: slack.client, speak, log }),
    whisper,
    home,
    log,
  };
  const people = { directory, access: settings.access, team };
  const tellWorkers = () => publishForWork(desk.operations, people, log);
  const telling = every(PUBLISH_EVERY_MS, tellWorkers);
  return { hearing, tellWorkers, close: telling.stop };
}

/** As many as a modal can offer. */
const MOST_CHOICES = 100;

/** Members and logins as a worker sees them, operations as the store has them. */
const choicesFrom =
  (asks: Asks, operations: Operations, log: Log): Choices =>
  async (kind, request) => {
    if (kind === 'member' || kind === 'learner') {
      return memberChoices(await listMembers(asks, request, log), kind === 'learner');
    }
    if (kind !== 'operation') {
      const { users, roles } = await listLogins(asks, request, log);
      return nameChoices(kind === 'user' ? users : roles);
    }
    const open = await operations.list({ cluster: null, open: true, limit: MOST_CHOICES }).catch((error: unknown) => {
      log.warn({ error }, 'the store does not tell which operations are open: they have to be typed');
      return [];
    });
    return operationChoices(open);
  };
