import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { EtcdCluster } from '../../local/etcd-cluster.ts';
import { createClusterFaults } from '../faults.ts';
import { parseJson } from '../slack/fields.ts';
import type { StandIn } from '../slack/server.ts';
import { type Acts, createActs, wordsOf } from './acts.ts';
import { askShapes } from './asks.ts';
import { findPage, sendAsset } from './assets.ts';
import { type Refused, refuseHost, refusePost, safeHeaders } from './guards.ts';
import { createMirror } from './mirror.ts';
import { createStopwatch } from './stopwatch.ts';
import { createStream } from './stream.ts';
import type { Entry, Reply } from './wire.ts';

export interface PlaygroundOptions {
  /** Its Web API, sockets and files are served under the same port. */
  readonly standIn: StandIn;
  /** The cluster whose members the page may stop; null: there is none to break. */
  readonly cluster: EtcdCluster | null;
  /** 0: any free one. */
  readonly port: number;
  readonly version: string;
  /** 127.0.0.1 by default. A container listens on its own address and is published to the host's loopback. */
  readonly listenOn?: '127.0.0.1' | '0.0.0.0';
  /** The built page; found by itself. */
  readonly pageFolder?: string;
  readonly now?: () => number;
}

export interface ServedPlayground {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** The port is taken. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

/** Serves page, stream and stand-in on one port. Rejects with PortInUse, which says what to do. */
export async function servePlayground(options: PlaygroundOptions): Promise<ServedPlayground> {
  const { standIn, version, now = Date.now, pageFolder = findPage() } = options;
  const stopwatch = createStopwatch(standIn, now);
  const faults = options.cluster && createClusterFaults(options.cluster, () => stream.touch());
  const mirror = createMirror({ standIn, faults, stopwatch, version });
  const stream = createStream(mirror);
  const acts = createActs({ standIn, faults, stopwatch });
  const unwatch = standIn.onChange(change => {
    stopwatch.noteChange(change);
    stream.touch();
  });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://playground.invalid');
    const refused = refuseHost(request.headers);
    if (refused) refuse(response, refused);
    else if (pathname === '/ui/events') stream.open(searchParams.get('as') ?? '', response);
    else if (pathname === '/ui/state') reply(response, 200, mirror(searchParams.get('as') ?? ''));
    else if (pathname.startsWith('/ui/')) void answerAsk(acts, pathname.slice(4), request, response).then(stream.touch);
    else if (!standIn.handle(request, response)) void sendAsset(pageFolder, pathname, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (refuseHost(request.headers) || !standIn.upgrade(request, socket, head)) socket.destroy();
  });
  const port = await listen(server, options.port, options.listenOn ?? '127.0.0.1');
  const close = async (): Promise<void> => {
    unwatch();
    stream.close();
    faults?.close();
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? inUse(port) : error));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

const inUse = (port: number): PortInUse =>
  new PortInUse(
    `Port ${port} of 127.0.0.1 is in use. Perhaps a playground runs already: look at http://127.0.0.1:${port}. ` +
      'Else end the other program, or choose another port: PORT=3010 npm start',
  );

const MAX_BODY = 256_000;

async function answerAsk(acts: Acts, verb: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST' || !isVerb(verb))
    return refuse(response, { status: 404, why: 'There is no such call.' });
  const refused = refusePost(request.headers);
  if (refused) return refuse(response, refused);
  const body = await readBody(request);
  if (body === null) return refuse(response, { status: 413, why: 'That is too long.' });
  try {
    reply(response, 200, await carryOut(acts, verb, parseJson(body)));
  } catch (error) {
    reply(response, error instanceof z.ZodError ? 400 : 200, { ok: false, problem: problemIn(error) });
  }
}

const isVerb = (verb: string): verb is keyof Acts => Object.hasOwn(askShapes, verb);

/** One line a verb, so that each body meets its own act. */
function carryOut(acts: Acts, verb: keyof Acts, body: unknown): Promise<Reply> {
  const calls: { readonly [K in keyof Acts]: () => Promise<Reply> } = {
    type: () => acts.type(askShapes.type.parse(body)),
    click: () => acts.click(askShapes.click.parse(body)),
    submit: () => acts.submit(askShapes.submit.parse(body)),
    'close-view': () => acts['close-view'](askShapes['close-view'].parse(body)),
    'open-home': () => acts['open-home'](askShapes['open-home'].parse(body)),
    'slack-fault': () => acts['slack-fault'](askShapes['slack-fault'].parse(body)),
    'cluster-fault': () => acts['cluster-fault'](askShapes['cluster-fault'].parse(body)),
  };
  return calls[verb]();
}

const problemIn = (error: unknown): string => (error instanceof z.ZodError ? z.prettifyError(error) : wordsOf(error));

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MAX_BODY) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const refuse = (response: ServerResponse, { status, why }: Refused): void =>
  reply(response, status, { ok: false, problem: why });

function reply(response: ServerResponse, status: number, body: Reply | readonly Entry[]): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
