import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Fields, parseJson, textOf } from './fields.ts';
import { filePayload } from './file-payload.ts';
import { readBody, uploadedBytes } from './request-body.ts';
import { SlackError } from './slack-error.ts';
import { type ApiParts, answerApi, withFault } from './web-api.ts';

export interface Routes {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}

type Handler = (parts: ApiParts, rest: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

const maxUpload = 64_000_000;
const maxAnswer = 1_000_000;

const handlers: Readonly<Record<string, Handler>> = {
  api: answerApi,
  response: useResponseUrl,
  upload: takeUpload,
  files: sendFile,
};

/** While `isOut`, every connection breaks without an answer. */
export function createRoutes(parts: ApiParts, isOut: () => boolean): Routes {
  return {
    handle(request, response) {
      const { pathname } = new URL(request.url ?? '/', 'http://slack.invalid');
      const [, first = '', rest = ''] = /^\/([a-z]+)\/(.*)$/.exec(pathname) ?? [];
      const handler = Object.hasOwn(handlers, first) ? handlers[first] : undefined;
      if (!handler) return false;
      if (isOut()) request.socket.destroy();
      else handler(parts, rest, request, response).catch((error: unknown) => fail(response, error));
      return true;
    },
    upgrade(request, socket, head) {
      if (!isOut()) return parts.desk.sockets.upgrade(request, socket, head);
      socket.destroy();
      return true;
    },
  };
}

function fail(response: ServerResponse, error: unknown): void {
  const code = error instanceof SlackError ? error.code : 'internal_error';
  if (!response.headersSent) response.writeHead(error instanceof SlackError ? 200 : 500, json);
  response.end(JSON.stringify({ ok: false, error: code }));
}

const json = { 'content-type': 'application/json; charset=utf-8' } as const;

/** Unlike the Web API, a refused response_url answers with a status. */
async function useResponseUrl(
  parts: ApiParts,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = parseJson((await readBody(request, maxAnswer)).toString('utf8'));
  const use = (): Fields => {
    parts.desk.responses.use(id, body);
    return {};
  };
  await withFault(parts, 'response_url', body, response, use, answer => (answer.ok === true ? 200 : 404));
}

async function takeUpload(
  parts: ApiParts,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await uploadedBytes(request.headers['content-type'] ?? '', await readBody(request, maxUpload));
  await withFault(parts, 'upload', { id, bytes: bytes.length }, response, () => {
    const { files } = parts.desk.office.workspace;
    const file = files.get(id);
    if (!file || file.complete) throw new SlackError('file_not_found');
    files.set(id, { ...file, bytes });
    return {};
  });
}

/** For a page that shows uploaded pictures. */
async function sendFile(
  parts: ApiParts,
  rest: string,
  _request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { workspace } = parts.desk.office;
  const id = rest.split('/')[0] ?? '';
  const file = workspace.files.get(id);
  if (!file?.bytes || !file.complete) {
    response.writeHead(404).end();
    return;
  }
  const type = textOf(filePayload(workspace, id).mimetype);
  response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(file.bytes);
}
