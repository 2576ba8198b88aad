import { plain, say } from './core/message.ts';
import type { Clock, Log, Meter } from './core/ports.ts';
import type { ProcessSettings, SlackSettings } from './core/settings.ts';
import { attaching } from './flow/attach.ts';
import { languageOf } from './flow/hear.ts';
import { lastResort } from './flow/last-resort.ts';
import { revealing } from './flow/reveal.ts';
import { watchWorkers } from './flow/watchdog.ts';
import { openDrawing } from './pictures/drawing.ts';
import { openAsks } from './queue/asks.ts';
import { openChangeJobs } from './queue/changes.ts';
import { serveDeliveries } from './queue/deliveries.ts';
import { openOutboxQueue } from './queue/outbox.ts';
import { serveOverdue } from './queue/overdue.ts';
import { openTelemetry } from './queue/telemetry.ts';
import { watchedRecords } from './queue/wire/watched.ts';
import { openSlack } from './slack/app.ts';
import { openDelivery } from './slack/delivery.ts';
import { checkDenial } from './slack/denial.ts';
import { SlackRefusesError } from './slack/errors.ts';
import { openFiles } from './slack/files.ts';
import { openHanger } from './slack/hang.ts';
import { checkPassword } from './slack/password-form.ts';
import { checkConfirmation } from './slack/typed-confirmation.ts';
import { openHangings } from './store/hangings.ts';
import { openOutbox } from './store/outbox.ts';
import { openSeen } from './store/seen.ts';
import { openWatches } from './store/watches.ts';
import { speak } from './text/speak.ts';
import { every } from './wiring/every.ts';
import { Exit, exitCodes } from './wiring/exit.ts';
import { hearSlack } from './wiring/hear-slack.ts';
import { openHearing } from './wiring/hearing.ts';
import { overdueNotices } from './wiring/overdue-notices.ts';
import { openRedis } from './wiring/redis.ts';
import { overdueSince } from './wiring/reports-overdue.ts';
import { closeInOrder, type Running } from './wiring/running.ts';
import { openSealing } from './wiring/sealing.ts';
import { tellConfiguration } from './wiring/tell-configuration.ts';
import { readVersion } from './wiring/version.ts';
import { openOutside } from './wiring/webhooks.ts';

export type BotParts = {
  readonly process: ProcessSettings & { readonly slack: SlackSettings };
  readonly meter: Meter;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: () => number;
};

/** Milliseconds. */
const WATCHDOG_EVERY_MS = 30_000;

/** The bot: hears people, hands work to the workers, delivers messages. Holds Slack's tokens and no credential of etcd. @throws Exit */
export async function startBot({ process, meter, log, clock, random }: BotParts): Promise<Running> {
  const { settings, slack: slackSettings } = process;
  const redis = await openRedis(settings.redis, log);
  const telemetry = openTelemetry(readVersion());
  const fast = { connection: redis.fast, prefix: redis.prefix, log, telemetry };
  const patient = { ...fast, connection: redis.patient };
  const asks = openAsks(fast);
  const changes = openChangeJobs(
    fast,
    settings.clusters.map(({ name }) => name),
  );
  const announcer = openOutboxQueue(fast, openOutbox(redis.fast, redis.prefix));
  const rescue = lastResort(clock);
  const seen = openSeen(redis.fast, redis.prefix);
  const sealing = await openSealing({ role: 'bot', redis: redis.fast, prefix: redis.prefix, clock, log });

  const slack = openSlack({
    settings: slackSettings,
    handle: incoming => hearSlack(incoming, hearing),
    seen: async id => !(await seen.first(id)),
    check: submission =>
      checkConfirmation(submission, speak) ?? checkDenial(submission, speak) ?? checkPassword(submission, speak),
    busyText: channel => plain(speak(say('flow.busy'), languageOf(channel ?? '', settings))),
    meter,
    log,
    clock,
    random,
  });
  const answering = { slack, settings, announcer, changes, asks, rescue, meter, log, clock, random };
  const {
    hearing,
    tellWorkers,
    close: closeHearing,
  } = openHearing({
    ...answering,
    redis,
    sealPassword: (password, about) => sealing.sealTo('worker', password, about),
    apiUrl: slackSettings.apiUrl,
  });

  const botUserId = () => slack.self()?.botUserId ?? null;
  const hangings = openHangings(redis.fast, redis.prefix);
  const hang = openHanger({ client: slack.client, drawing: openDrawing(log), hangings, clock, log });
  const plainly = openDelivery({ client: slack.client, botUserId, speak, hang, clock, log });
  const files = openFiles({ client: slack.client, log });
  const revealed = revealing(plainly, ({ sealed, ...about }) => sealing.open(sealed, about));
  const delivery = rescue.watch(attaching(revealed, files));
  const messages = openOutbox(redis.patient, redis.prefix);
  const deliveries = serveDeliveries({ ...patient, messages, delivery, meter, random, clock }, announcer.queue);
  const overdue = serveOverdue({ ...patient, ...overdueNotices(announcer), clock }, asks.queue);
  const watches = openWatches(redis.fast, redis.prefix, watchedRecords, log);
  const outside = openOutside(patient, settings, meter);
  const since = clock();
  const reportsDue = overdueSince(settings, redis, since);
  const dogged = { settings, watches, announcer, webhooks: outside.tell, reportsDue, since, clock, log };
  const watchdog = every(WATCHDOG_EVERY_MS, () => watchWorkers(dogged));
  const close = () =>
    closeInOrder(
      [
        () => slack.drain(),
        closeHearing,
        watchdog.stop,
        outside.close,
        overdue.close,
        deliveries.close,
        asks.close,
        changes.close,
        announcer.close,
        sealing.close,
        redis.close,
      ],
      error => log.warn({ error }, 'stopping was not clean'),
    );
  try {
    const { team, botUserId: user } = await slack.start();
    log.info({ team, user, mode: slackSettings.mode }, 'connected to Slack');
    void tellWorkers();
    await tellConfiguration('bot', { settings, redis, clock, random, log });
  } catch (error) {
    await close();
    if (error instanceof SlackRefusesError) throw new Exit(exitCodes.configuration, adviceOn(error));
    throw error;
  }
  const checks = [
    { name: 'redis (bot)', problem: redis.problem },
    { name: 'slack', problem: async () => (slack.healthy() ? null : 'no connection is open') },
  ];
  return { checks, queues: [asks.queue, announcer.queue, outside.queue, ...changes.queues], close };
}

const adviceOn = (error: SlackRefusesError): string =>
  `${error.message}. Check SLACK_${error.token === 'bot' ? 'BOT' : 'APP'}_TOKEN and the app's scopes (docs/slack-app.md).`;
