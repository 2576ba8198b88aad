import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallRecorder } from './call-log.ts';
import type { ApiFault, FaultTaker } from './fault-plan.ts';
import { type Fields, textOf } from './fields.ts';
import type { Desk, Method } from './method.ts';
import { methods } from './methods/index.ts';
import { argumentsOf, readBody } from './request-body.ts';
import { SlackError } from './slack-error.ts';

export interface Tokens {
  readonly bot: string;
  readonly app: string;
  readonly signingSecret: string;
}

export interface ApiParts {
  readonly desk: Desk;
  readonly calls: CallRecorder;
  readonly faults: FaultTaker;
  readonly tokens: Tokens;
}

const maxBody = 4_000_000;

/** Answers `POST /api/METHOD`: always 200 with `ok`, unless a fault says otherwise. */
export async function answerApi(
  parts: ApiParts,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, maxBody);
  const query = new URL(request.url ?? '/', 'http://slack.invalid').searchParams;
  const run = (): Fields => {
    const { token, ...args } = argumentsOf(request.headers['content-type'] ?? '', body, query);
    return perform(parts, name, bearerOf(request) || textOf(token), args);
  };
  await withFault(parts, name, printable(request, body, query), response, run);
}

/** Runs `work` under the fault planned for `name`, and answers with its result as JSON. */
export async function withFault(
  { calls, faults }: Pick<ApiParts, 'calls' | 'faults'>,
  name: string,
  shown: unknown,
  response: ServerResponse,
  work: () => Fields,
  statusOf: (answer: Fields) => number = () => 200,
): Promise<void> {
  const fault = faults.takeApi(name);
  const seq = calls.begin('to slack', name, shown, fault?.kind);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'delay') await sleep(fault.ms);
  const refusal = fault && refusalOf(fault);
  const answer = refusal?.body ?? attempt(work);
  const status = refusal?.status ?? statusOf(answer);
  calls.end(seq, answer, status);
  if (fault?.kind === 'lost_answer') {
    response.socket?.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...refusal?.headers });
  response.end(JSON.stringify(answer));
}

interface Refusal {
  readonly status: number;
  readonly body: Fields;
  readonly headers?: Readonly<Record<string, string>>;
}

function refusalOf(fault: ApiFault): Refusal | undefined {
  switch (fault.kind) {
    case 'rate_limited':
      return {
        status: 429,
        body: { ok: false, error: 'ratelimited' },
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
      };
    case 'status':
      return { status: fault.status, body: { ok: false, error: 'internal_error' } };
    case 'error':
      return { status: 200, body: { ok: false, error: fault.error } };
    default:
      return undefined;
  }
}

/** The work's result with `ok: true`, or its SlackError as Slack answers it. */
function attempt(work: () => Fields): Fields {
  try {
    return { ok: true, ...work() };
  } catch (error) {
    if (error instanceof SlackError) return { ok: false, error: error.code, ...error.details };
    throw error;
  }
}

function perform({ desk, tokens }: ApiParts, name: string, token: string, args: Fields): Fields {
  const method = methods.get(name);
  if (!method) throw new SlackError('unknown_method', { req_method: name });
  checkToken(method, token, tokens);
  checkScopes(method, desk.scopes);
  return method.run(desk, args);
}

function checkToken(method: Method, token: string, tokens: Tokens): void {
  if (method.token === 'none') return;
  if (token === '') throw new SlackError('not_authed');
  if (token !== tokens.bot && token !== tokens.app) throw new SlackError('invalid_auth');
  if (token !== tokens[method.token]) throw new SlackError('not_allowed_token_type');
}

function checkScopes(method: Method, provided: readonly string[]): void {
  if (method.scopes.length === 0 || method.scopes.some(scope => provided.includes(scope))) return;
  throw new SlackError('missing_scope', { needed: method.scopes.join(','), provided: provided.join(',') });
}

const bearerOf = (request: IncomingMessage): string =>
  /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]?.trim() ?? '';

/** The arguments for the log, without the token. */
function printable(request: IncomingMessage, body: Buffer, query: URLSearchParams): unknown {
  try {
    const { token: _token, ...args } = argumentsOf(request.headers['content-type'] ?? '', body, query);
    return args;
  } catch {
    return body.toString('utf8').slice(0, 1_000);
  }
}
