import { type App, SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../core/ports.ts';
import type { SlackSettings } from '../core/settings.ts';
import { deferred } from './deferred.ts';
import { libraryLogger } from './library-logger.ts';
import { trackSockets } from './tracked-sockets.ts';
import { apiRoot, CALL_TIMEOUT_MS } from './web-client.ts';

/** A pong has to come within this time, milliseconds. */
const PONG_TIMEOUT_MS = 2000;
/** From the first call to Slack's hello, milliseconds. */
const HELLO_TIMEOUT_MS = 10_000;
/** How often a line is looked at, milliseconds: a close handshake nobody answers would keep a dead one for 30 s. */
const LOOK_EVERY_MS = 500;

/** Slack leaves TCP open after the close handshake, and a dead peer answers nothing; milliseconds. */
const LINGER_MS = 500;

type SocketSettings = Extract<SlackSettings, { mode: 'socket' }>;

/** One connection to Slack, from its first call to its end. It is never repaired, only replaced. */
export type Line = {
  /** Resolves when Slack has said hello. @rejects with the client's error, or when hello does not come in time. */
  readonly opened: Promise<void>;
  /** Resolves when the connection is over, for whatever reason. */
  readonly ended: Promise<string>;
  readonly close: () => void;
};

/**
 * Opens a connection with a client that never reconnects by itself: left alone, it waits seconds before it does, stops
 * for ever after some errors, and rejects where nobody listens.
 */
export function openLine(app: App, settings: SocketSettings, log: Log, onHello: (connections: number) => void): Line {
  const sockets = trackSockets();
  const receiver = new SocketModeReceiver({
    appToken: settings.appToken,
    dispatcher: sockets.dispatcher,
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_TIMEOUT_MS,
    logger: libraryLogger(log),
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiRoot(settings.apiUrl),
        timeout: CALL_TIMEOUT_MS,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
    },
  });
  receiver.init(app);
  const { client } = receiver;
  const end = deferred<string>();
  let open = false;
  client.on('ws_message', data => readControl(data, onHello, reason => end.resolve(reason)));
  client.on('disconnected', () => end.resolve('closed'));
  const timer = setTimeout(() => !open && end.resolve('no hello'), HELLO_TIMEOUT_MS);
  const look = setInterval(() => {
    if (open && client.websocket?.isActive() !== true) end.resolve('dead');
  }, LOOK_EVERY_MS);

  const ended = end.promise.then(reason => {
    clearTimeout(timer);
    clearInterval(look);
    client.disconnect().catch(() => {});
    setTimeout(sockets.destroy, LINGER_MS).unref();
    return reason;
  });
  const opened = Promise.race([
    receiver.start().then(() => {
      open = true;
    }),
    ended.then(reason => {
      throw new Error(`the connection ended before it began: ${reason}`);
    }),
  ]);
  opened.catch(() => end.resolve('not opened'));
  return { opened, ended, close: () => end.resolve('closed by us') };
}

const control = z.object({
  type: z.enum(['hello', 'disconnect']),
  reason: z.string().optional(),
  num_connections: z.number().optional(),
});

/** Slack announces the end of a connection; the client closes on it, and we need not wait for that to finish. */
function readControl(data: unknown, onHello: (connections: number) => void, onEnd: (reason: string) => void): void {
  if (typeof data !== 'string' || data.length > 2000) return;
  const message = control.safeParse(parseJson(data));
  if (!message.success) return;
  if (message.data.type === 'disconnect') onEnd(message.data.reason ?? 'disconnect');
  else if (message.data.num_connections !== undefined) onHello(message.data.num_connections);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
