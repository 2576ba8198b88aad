import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type CallLog, createCallLog } from './call-log.ts';
import { createCourier } from './courier.ts';
import { createWorkspace, type WorkspaceOptions } from './create-workspace.ts';
import { createFaultPlan } from './fault-plan.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Desk } from './method.ts';
import { type Change, createOffice } from './office.ts';
import { createPeople, type People } from './people.ts';
import { createResponseUrls } from './response-urls.ts';
import { createRoutes } from './routes.ts';
import { createSockets } from './sockets.ts';
import { createTriggers } from './triggers.ts';
import type { Tokens } from './web-api.ts';
import type { Workspace } from './workspace.ts';

export interface StandInOptions extends WorkspaceOptions {
  /** Milliseconds since the epoch; Date.now by default. */
  readonly now?: () => number;
  readonly newSecret?: () => string;
  /** What the app's manifest asks for by default. */
  readonly scopes?: readonly string[];
  /** Set: HTTP mode, payloads go here signed. Absent: Socket Mode. */
  readonly requestUrl?: string;
  readonly ackTimeoutMs?: number;
  readonly eventRetryDelaysMs?: readonly number[];
  readonly lingerTcp?: boolean;
}

/** A Slack workspace with the app installed, to be served under some origin. */
export interface StandIn {
  readonly tokens: Tokens;
  readonly workspace: Workspace;
  readonly people: People;
  readonly faults: Faults;
  readonly calls: CallLog;
  /** Calls back on every change; returns how to stop. */
  readonly onChange: (listener: (change: Change) => void) => () => void;
  /** Socket Mode connections that Slack counts. */
  readonly connections: () => number;
  /** HTTP mode from now on; undefined is Socket Mode. */
  readonly setRequestUrl: (url: string | undefined) => void;
  /** Takes requests under /api, /response, /upload and /files; false leaves the request to the caller. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Takes upgrades of /socket. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  /** Cuts connections and ends retries; the server is the caller's. */
  readonly stop: () => void;
}

export interface ServedStandIn extends StandIn {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  readonly close: () => Promise<void>;
}

/** The scopes of the app's manifest. */
export const manifestScopes: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'usergroups:read',
  'users:read',
];

/** Dummies by sight: no other token is valid here, so that a real one is never sent in earnest. */
const tokens: Tokens = {
  bot: 'xoxb-playground',
  app: 'xapp-playground',
  signingSecret: 'playground-signing-secret',
};

export function createStandIn(origin: () => string, options: StandInOptions = {}): StandIn {
  const listeners = new Set<(change: Change) => void>();
  const newSecret = options.newSecret ?? randomUUID;
  const now = options.now ?? Date.now;
  const changed = (change: Change): void => {
    for (const listener of listeners) listener(change);
  };
  const workspace = createWorkspace(options);
  const plan = createFaultPlan();
  const { refusedBlocks, fileDelayMs } = plan;
  const office = createOffice(workspace, { now, newSecret, origin, refusedBlocks, fileDelayMs, changed });
  const ackTimeoutMs = options.ackTimeoutMs ?? 3_000;
  const sockets = createSockets(office, { ackTimeoutMs, lingerTcp: options.lingerTcp ?? true, pingMs: 10_000 });
  const desk: Desk = {
    office,
    sockets,
    triggers: createTriggers(now, newSecret),
    responses: createResponseUrls(office),
    scopes: options.scopes ?? manifestScopes,
  };
  const calls = createCallLog(office);
  const faults = createFaults(plan, sockets, () => office.changed({ kind: 'connections' }));
  const courier = createCourier(office, sockets, calls, plan, {
    ackTimeoutMs,
    eventRetryDelaysMs: options.eventRetryDelaysMs ?? [0, 60_000, 300_000],
    signingSecret: tokens.signingSecret,
    ...(options.requestUrl === undefined ? {} : { requestUrl: options.requestUrl }),
  });
  const routes = createRoutes({ desk, calls, faults: plan, tokens }, faults.isOut);
  return {
    tokens,
    workspace,
    faults,
    calls,
    people: createPeople(desk, courier),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connections: sockets.count,
    setRequestUrl: courier.setRequestUrl,
    handle: routes.handle,
    upgrade: routes.upgrade,
    stop() {
      faults.clear();
      courier.close();
      sockets.cut();
    },
  };
}

/** A stand-in on its own port of 127.0.0.1 (0: any). Rejects when the port is taken. */
export async function startSlackStandIn(
  options: StandInOptions & { readonly port?: number } = {},
): Promise<ServedStandIn> {
  let url = '';
  const standIn = createStandIn(() => url, options);
  const server = createServer((request, response) => {
    if (!standIn.handle(request, response)) response.writeHead(404).end();
  });
  server.on('upgrade', (request, socket, head) => {
    if (!standIn.upgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');
  url = `http://127.0.0.1:${address.port}`;
  const close = (): Promise<void> =>
    new Promise(resolve => {
      standIn.stop();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { ...standIn, url, apiUrl: `${url}/api/`, close };
}
