import { commands } from '../commands/index.ts';
import type { Document } from './core/document.ts';
import { code, duration, type Language, plain, say } from './core/message.ts';
import type { Announcer, Clock, Log, Meter } from './core/ports.ts';
import { type Refusal, refuse } from './core/refusal.ts';
import type { Request } from './core/request.ts';
import type { ProcessSettings, SlackSettings } from './core/settings.ts';
import { type Conversation, converse, type Spoken } from './flow/converse.ts';
import { languageOf, whispered } from './flow/hear.ts';
import { lastResort } from './flow/last-resort.ts';
import { publishing } from './flow/publish.ts';
import { openAsks } from './queue/asks.ts';
import { serveDeliveries } from './queue/deliveries.ts';
import { openOutboxQueue } from './queue/outbox.ts';
import { serveOverdue } from './queue/overdue.ts';
import { openTelemetry } from './queue/telemetry.ts';
import { openSlack, type Slack } from './slack/app.ts';
import { openDelivery } from './slack/delivery.ts';
import { openDirectory } from './slack/directory.ts';
import { SlackRefusesError } from './slack/errors.ts';
import { deliveryId, type Incoming } from './slack/incoming.ts';
import { openWhisper } from './slack/whisper.ts';
import { openOutbox } from './store/outbox.ts';
import { openSeen } from './store/seen.ts';
import { openStanding } from './store/standing.ts';
import { speak } from './text/speak.ts';
import { Exit, exitCodes } from './wiring/exit.ts';
import { openRedis } from './wiring/redis.ts';
import { closeInOrder, type Running } from './wiring/running.ts';
import { readVersion } from './wiring/version.ts';

export type BotParts = {
  readonly process: ProcessSettings & { readonly slack: SlackSettings };
  readonly meter: Meter;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: () => number;
};

/** The bot: hears people, hands work to the workers, delivers messages. Holds Slack's tokens and no credential of etcd. @throws Exit */
export async function startBot({ process, meter, log, clock, random }: BotParts): Promise<Running> {
  const { settings, slack: slackSettings } = process;
  const redis = await openRedis(settings.redis, log);
  const telemetry = openTelemetry(readVersion());
  const fast = { connection: redis.fast, prefix: redis.prefix, log, telemetry };
  const patient = { ...fast, connection: redis.patient };
  const asks = openAsks(fast);
  const announcer = openOutboxQueue(fast, openOutbox(redis.fast, redis.prefix));
  const rescue = lastResort(clock);
  const seen = openSeen(redis.fast, redis.prefix);

  const slack = openSlack({
    settings: slackSettings,
    handle: incoming => handle(incoming, conversation),
    seen: async id => !(await seen.first(id)),
    busyText: channel => plain(speak(say('flow.busy'), languageOf(channel ?? '', settings))),
    meter,
    log,
    clock,
    random,
  });
  const whisper = whisperer(slack, slackSettings, log);
  const directory = openDirectory({ client: slack.reader, self: slack.self, clock, log });
  const conversation: Conversation = {
    commands,
    settings,
    directory: publishing(directory, openStanding(redis.fast, redis.prefix), clock, log),
    jobs: asks,
    announcer,
    meter,
    log,
    clock,
    whisper,
    remember: (messageId, spoken) =>
      rescue.remember(messageId, (document, { language }) => whisper(spoken, document, language)),
  };

  const botUserId = () => slack.self()?.botUserId ?? null;
  const delivery = rescue.watch(openDelivery({ client: slack.client, botUserId, speak, log }));
  const messages = openOutbox(redis.patient, redis.prefix);
  const deliveries = serveDeliveries({ ...patient, messages, delivery, meter, random, clock }, announcer.queue);
  const overdue = serveOverdue({ ...patient, ...overdueNotices(announcer), clock }, asks.queue);
  const close = () =>
    closeInOrder(
      [() => slack.drain(), overdue.close, deliveries.close, asks.close, announcer.close, redis.close],
      error => log.warn({ error }, 'stopping was not clean'),
    );
  try {
    const { team, botUserId: user } = await slack.start();
    log.info({ team, user, mode: slackSettings.mode }, 'connected to Slack');
  } catch (error) {
    await close();
    if (error instanceof SlackRefusesError) throw new Exit(exitCodes.configuration, adviceOn(error));
    throw error;
  }
  const checks = [
    { name: 'redis (bot)', problem: redis.problem },
    { name: 'slack', problem: async () => (slack.healthy() ? null : 'no connection is open') },
  ];
  return { checks, queues: [asks.queue, announcer.queue], close };
}

const adviceOn = (error: SlackRefusesError): string =>
  `${error.message}. Check SLACK_${error.token === 'bot' ? 'BOT' : 'APP'}_TOKEN and the app's scopes (docs/slack-app.md).`;

async function handle(incoming: Incoming, conversation: Conversation): Promise<void> {
  const spoken = spokenOf(incoming);
  if (spoken) return converse(spoken, conversation);
  const why = incoming.kind === 'unsupported' ? incoming.why : incoming.kind;
  conversation.log.debug({ why }, 'nothing to do for a payload');
}

function spokenOf(incoming: Incoming): Spoken | null {
  if (incoming.kind !== 'command' && incoming.kind !== 'mention' && incoming.kind !== 'click') return null;
  const { kind, team, user, channel } = incoming;
  return {
    kind,
    team,
    user,
    channel,
    origin: deliveryId(incoming) ?? '',
    text: incoming.kind === 'click' ? '' : incoming.text,
    thread: incoming.kind === 'command' ? null : incoming.thread,
    responseUrl: incoming.kind === 'mention' ? null : incoming.responseUrl,
  };
}

function whisperer(slack: Slack, { apiUrl }: SlackSettings, log: Log) {
  const whisper = openWhisper({ client: slack.client, speak, apiUrl, log });
  return async ({ channel, user, thread, responseUrl }: Spoken, document: Document, language: Language) => {
    await whisper({ channel, user, thread, responseUrl, language, document });
  };
}

/** What the asker reads when a request is taken by nobody, or was lost. */
function overdueNotices(announcer: Announcer) {
  const tell = async (request: Request, refusal: Refusal): Promise<void> => {
    const { place, actor, language, command, cluster } = request;
    if (place.kind !== 'channel' || actor.kind !== 'slack') return;
    const where = { id: `overdue-${request.id}`, channel: place.channel, thread: place.thread, language };
    await announcer.announce(whispered(where, actor.user, { command, cluster: cluster ?? '', refusal }));
  };
  return {
    notTaken: (request: Request, waitedMs: number) =>
      tell(request, refuse('no_worker', { command: code(`/etcd ${request.command}`), waited: duration(waitedMs) })),
    failed: (request: Request) => tell(request, refuse('internal_error', { request: code(request.id) })),
  };
}
