import { createServer, type IncomingMessage, type Server } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { Clock, Log } from '../core/ports.ts';
import { libraryLogger } from './library-logger.ts';
import { messageOf } from './listen.ts';

/** Slack allows five minutes between its clock and ours; Bolt checks only that a request is not older. */
const MAX_SKEW_S = 300;

export type HttpLine = {
  readonly receiver: HTTPReceiver;
  /** @rejects when the port is taken. */
  readonly start: () => Promise<void>;
  readonly stopListening: () => void;
  readonly close: () => Promise<void>;
  readonly listening: () => boolean;
  /** The port in use, which matters when 0 was asked for. */
  readonly port: () => number | null;
};

/** Bolt's HTTP receiver behind our own server, because its stop() waits for idle connections and its clock looks one way. */
export function httpLine(signingSecret: string, port: number, log: Log, clock: Clock): HttpLine {
  const receiver = new HTTPReceiver({ signingSecret, logger: libraryLogger(log) });
  const server = createServer((request, response) => {
    if (isFuture(request, clock())) {
      log.warn({}, 'refused a request of Slack whose timestamp lies in the future');
      response.writeHead(401).end();
      return;
    }
    try {
      receiver.requestListener(request, response);
    } catch (error) {
      log.debug({ error: messageOf(error) }, 'no such address');
      response.writeHead(404).end();
    }
  });
  return {
    receiver,
    start: () => listenOn(server, port),
    stopListening: () => {
      server.close();
      server.closeIdleConnections();
    },
    close: () => closeServer(server),
    listening: () => server.listening,
    port: () => {
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : null;
    },
  };
}

const isFuture = (request: IncomingMessage, now: number): boolean =>
  Number(request.headers['x-slack-request-timestamp']) > now / 1000 + MAX_SKEW_S;

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

/** Ends answers under way, then every connection. */
function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1000).unref();
  });
}
