import { readFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

/** Paths of the files a client of the cluster uses. */
export type ClientTls = { readonly ca: string; readonly certificate: string; readonly key: string };

export type Call = {
  readonly url: string;
  readonly tls: ClientTls | undefined;
  readonly token?: string;
  readonly timeoutMs?: number;
};

/**
 * Asks etcd's HTTP side, which needs no gRPC: with a body, the JSON gateway (`/v3/...`); without one, a plain page such as `/health`.
 * Throws an Error with etcd's own words when it refuses.
 */
export async function askEtcd(call: Call, body?: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { status, text } = await exchange(call, body === undefined ? undefined : JSON.stringify(body));
  const answer: unknown = text.startsWith('{') ? JSON.parse(text) : text;
  if (status === 200) return answer;
  throw new Error(
    field(answer, 'message') ?? field(answer, 'error') ?? `${call.url} answered ${status}: ${text.slice(0, 200)}`,
  );
}

/** A string field of a JSON answer, if it is there. */
export function field(answer: unknown, name: string): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const value = Object.entries(answer).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}

async function exchange(
  call: Call,
  body: string | undefined,
): Promise<{ readonly status: number; readonly text: string }> {
  const options = {
    method: body === undefined ? 'GET' : 'POST',
    headers: call.token === undefined ? {} : { authorization: call.token },
    agent: false as const,
    signal: AbortSignal.timeout(call.timeoutMs ?? 5_000),
    ...(call.tls === undefined ? {} : readTls(call.tls)),
  };
  return new Promise((resolve, reject) => {
    const send = call.url.startsWith('https:') ? secureRequest : plainRequest;
    const outgoing = send(call.url, options, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.once('error', reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function readTls({ ca, certificate, key }: ClientTls) {
  return { ca: readFileSync(ca), cert: readFileSync(certificate), key: readFileSync(key) };
}
