import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Delivery, Envelope, Retry } from './envelope.ts';
import { fieldsOf, parseJson, textOf } from './fields.ts';
import type { Office } from './office.ts';
import { SlackError } from './slack-error.ts';

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

/** Slack's end of Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode). */
export interface Sockets {
  /** A WebSocket address that one connection may use, once. */
  readonly issueUrl: () => string;
  /** False when the path is not a socket's. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  /** To exactly one connection; resolves with its acknowledgement, or after `ackTimeoutMs`. */
  readonly deliver: (envelope: Envelope, retry?: Retry) => Promise<Delivery>;
  /** Asks connections to go; `one` is the oldest. */
  readonly disconnect: (reason: DisconnectReason, which: 'one' | 'all') => void;
  /** Cuts every connection without a word. */
  readonly cut: () => void;
  /** Connections that Slack counts and delivers to, and nobody holds. */
  readonly setGhosts: (count: number) => void;
  /** Those that are open, ghosts included. */
  readonly count: () => number;
}

export interface SocketOptions {
  readonly ackTimeoutMs: number;
  /** Real Slack leaves TCP open after the close handshake (slackapi/node-slack-sdk issue 2752). */
  readonly lingerTcp: boolean;
  readonly pingMs: number;
}

const maxConnections = 10;
const maxTickets = 1_000;

export function createSockets(office: Office, options: SocketOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 });
  const tickets = new Set<string>();
  const connections = new Set<WebSocket>();
  const waiting = new Map<string, (body: unknown) => void>();
  let ghosts = 0;
  let turn = 0;

  /** A connection that has begun to close gets nothing more, though its TCP lingers. */
  const open = (): readonly WebSocket[] => [...connections].filter(each => each.readyState === WebSocket.OPEN);
  const count = (): number => open().length + ghosts;

  function accept(connection: WebSocket): void {
    connection.on('error', () => connection.terminate());
    if (count() >= maxConnections) {
      sayGoodbye(connection, 'too_many_websockets');
      connection.close();
      return;
    }
    connections.add(connection);
    const ping = setInterval(() => connection.ping(), options.pingMs);
    connection.on('close', () => {
      clearInterval(ping);
      connections.delete(connection);
      office.changed({ kind: 'connections' });
    });
    connection.on('message', data => acknowledge(fieldsOf(parseJson(String(data)))));
    connection.send(JSON.stringify(hello(office, count())));
    office.changed({ kind: 'connections' });
  }

  function acknowledge(message: Readonly<Record<string, unknown>>): void {
    const id = textOf(message.envelope_id);
    waiting.get(id)?.(message.payload);
    waiting.delete(id);
  }

  /** Round robin over open connections and ghosts; undefined is a ghost. */
  function nextConnection(): WebSocket | undefined {
    turn += 1;
    return open()[turn % count()];
  }

  async function deliver(envelope: Envelope, retry?: Retry): Promise<Delivery> {
    if (count() === 0) return { kind: 'unreachable' };
    const id = office.newSecret();
    const begun = office.now();
    const acknowledged = new Promise<unknown>(resolve => waiting.set(id, resolve));
    nextConnection()?.send(JSON.stringify(wire(id, envelope, retry)));
    const timeout = Symbol('timeout');
    const body = await within(acknowledged, options.ackTimeoutMs, timeout);
    waiting.delete(id);
    return body === timeout ? { kind: 'timeout' } : { kind: 'acknowledged', body, ms: office.now() - begun };
  }

  return {
    issueUrl() {
      if (tickets.size >= maxTickets) throw new SlackError('ratelimited');
      const ticket = office.newSecret();
      tickets.add(ticket);
      return `${office.origin().replace(/^http/, 'ws')}/socket?ticket=${ticket}&app_id=${office.workspace.app.id}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://slack.invalid');
      if (url.pathname !== '/socket') return false;
      if (!tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
        return true;
      }
      server.handleUpgrade(request, socket, head, connection => accept(connection));
      if (options.lingerTcp) socket.end = () => socket;
      return true;
    },
    deliver,
    disconnect(reason, which) {
      for (const connection of which === 'one' ? open().slice(0, 1) : open()) {
        sayGoodbye(connection, reason);
        // A warned connection still receives; the others get nothing more.
        if (reason !== 'warning') connections.delete(connection);
      }
    },
    cut() {
      for (const connection of server.clients) connection.terminate();
      for (const connection of connections) connection.terminate();
      connections.clear();
    },
    setGhosts(wanted) {
      ghosts = wanted;
      office.changed({ kind: 'connections' });
    },
    count,
  };
}

const debugInfo = { host: 'playground', build_number: 1, approximate_connection_time: 18_060 } as const;

const hello = ({ workspace }: Office, connections: number) => ({
  type: 'hello',
  num_connections: connections,
  debug_info: debugInfo,
  connection_info: { app_id: workspace.app.id },
});

function sayGoodbye(connection: WebSocket, reason: DisconnectReason): void {
  connection.send(JSON.stringify({ type: 'disconnect', reason, debug_info: debugInfo }));
}

const wire = (id: string, envelope: Envelope, retry: Retry | undefined) => ({
  envelope_id: id,
  type: envelope.type,
  payload: envelope.payload,
  accepts_response_payload: envelope.type !== 'events_api',
  ...(envelope.type === 'events_api' ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {}),
});

/** The promise's value, or `otherwise` after `ms`; leaves no timer behind. */
export async function within<T, U>(promise: Promise<T>, ms: number, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>(resolve => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
