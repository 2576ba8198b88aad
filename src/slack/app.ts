import { App, type Receiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Clock, Log, Meter } from '../core/ports.ts';
import type { SlackSettings } from '../core/settings.ts';
import { type HttpLine, httpLine } from './http-line.ts';
import { findSelf } from './identity.ts';
import { countInFlight } from './in-flight.ts';
import { channelOf, type Incoming, type Self, type Submission } from './incoming.ts';
import { libraryLogger } from './library-logger.ts';
import { listen, messageOf } from './listen.ts';
import { type Supervised, superviseLines } from './socket-lines.ts';
import { apiRoot, CALL_TIMEOUT_MS, webClient } from './web-client.ts';

export type SlackParts = {
  readonly settings: SlackSettings;
  readonly handle: (incoming: Incoming) => Promise<void>;
  readonly seen: (id: string) => Promise<boolean>;
  readonly check: (submission: Submission) => Readonly<Record<string, string>> | null;
  readonly busyText: (channel: string | null) => string;
  readonly meter: Pick<Meter, 'acknowledged' | 'socketConnections'>;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: () => number;
};

export type Slack = {
  /**
   * Resolves when payloads can arrive; tries for ever while Slack cannot be reached.
   * @throws SlackRefusesError when Slack refuses a token (exit 78), Error when the HTTP port is taken.
   */
  readonly start: () => Promise<Self>;
  /** Takes nothing new and waits, at most `timeoutMs`, for what was acknowledged. Returns how many were left. */
  readonly drain: (timeoutMs?: number) => Promise<number>;
  /** Never repeats a call. */
  readonly client: WebClient;
  /** Repeats a failed call twice: for reads only. */
  readonly reader: WebClient;
  /** Null until Slack has told. */
  readonly self: () => Self | null;
  /** Open Socket Mode connections; 0 in HTTP mode. */
  readonly connections: () => number;
  /** Whether payloads can arrive now. */
  readonly healthy: () => boolean;
  readonly inFlight: () => number;
  /** The port of the HTTP mode. */
  readonly port: () => number | null;
};

const DRAIN_MS = 20_000;
/** People told at one time that we are busy; the others see no answer. */
const MAX_TELLING = 10;

/** The bot's side of Slack: receives by Socket Mode or HTTP, with the same listeners. */
export function openSlack(parts: SlackParts): Slack {
  const { settings, log, clock, meter, random } = parts;
  const client = webClient(settings, log);
  const inFlight = countInFlight();
  const stopping = new AbortController();
  let self: Self | null = null;
  let lines: Supervised | null = null;
  const http = settings.mode === 'http' ? httpLine(settings.signingSecret, settings.port, log, clock) : null;

  async function start(): Promise<Self> {
    const found = await findSelf(client, log, random, stopping.signal);
    self = found;
    const app = openApp(settings, found, http?.receiver ?? carrier, log);
    listen(app, { ...parts, self: found, inFlight, tellBusy: busyTeller(client, parts) });
    if (settings.mode === 'http') await http?.start();
    else {
      lines = superviseLines({ app, settings, log, random, onChange: open => meter.socketConnections(open) });
      await lines.start().catch(async error => {
        await lines?.stop();
        throw error;
      });
    }
    return found;
  }

  return {
    start,
    drain: async (timeoutMs = DRAIN_MS) => {
      stopping.abort();
      await lines?.stop();
      return drainHttp(http, () => inFlight.idle(timeoutMs));
    },
    client,
    reader: webClient(settings, log, { retries: 2 }),
    self: () => self,
    connections: () => lines?.open() ?? 0,
    healthy: () => !stopping.signal.aborted && (http ? http.listening() : (lines?.open() ?? 0) > 0),
    inFlight: inFlight.count,
    port: () => http?.port() ?? null,
  };
}

/** A request that came by an open connection while we waited is waited for as well. */
async function drainHttp(http: HttpLine | null, idle: () => Promise<number>): Promise<number> {
  if (!http?.listening()) return idle();
  http.stopListening();
  await idle();
  await http.close();
  return idle();
}

/** The socket lines come and go beside the app; to it they look like a receiver that is always there. */
const carrier: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

/** Authorisation is a constant: left to Bolt, it is a call to Slack, for every event or in the constructor. */
const openApp = (settings: SlackSettings, self: Self, receiver: Receiver, log: Log): App =>
  new App({
    receiver,
    authorize: async () => ({ botToken: settings.botToken, botUserId: self.botUserId, teamId: self.team }),
    ignoreSelf: false,
    convoStore: false,
    logger: libraryLogger(log),
    clientOptions: {
      slackApiUrl: apiRoot(settings.apiUrl),
      timeout: CALL_TIMEOUT_MS,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });

function busyTeller(client: WebClient, { busyText, log }: SlackParts): (incoming: Incoming) => Promise<void> {
  let telling = 0;
  return async incoming => {
    const channel = channelOf(incoming);
    if (channel === null || !('user' in incoming) || telling >= MAX_TELLING) return;
    telling += 1;
    try {
      await client.chat.postEphemeral({ channel, user: incoming.user, text: busyText(channel) });
    } catch (error) {
      log.debug({ error: messageOf(error) }, 'could not tell that we are busy');
    } finally {
      telling -= 1;
    }
  };
}
