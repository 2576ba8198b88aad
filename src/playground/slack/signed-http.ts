import { createHmac } from 'node:crypto';
import type { Delivery, Envelope, Retry } from './envelope.ts';
import { parseJson } from './fields.ts';
import type { Office } from './office.ts';

/** Slack's signature of a request: `v0=` and HMAC-SHA256 of `v0:seconds:body` (docs.slack.dev/authentication/verifying-requests-from-slack). */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;

/** Posts a payload to the app's request URL, signed, as Slack does in HTTP mode. */
export async function deliverSigned(
  office: Office,
  target: { readonly url: string; readonly secret: string; readonly timeoutMs: number },
  envelope: Envelope,
  retry?: Retry,
): Promise<Delivery> {
  const { type, body } = bodyOf(envelope);
  const seconds = Math.floor(office.now() / 1_000);
  const begun = office.now();
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(target.timeoutMs),
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(seconds),
        'x-slack-signature': signatureOf(target.secret, seconds, body),
        ...(retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {}),
      },
    });
    const text = await response.text();
    if (!response.ok) return { kind: 'refused', status: response.status };
    return {
      kind: 'acknowledged',
      body: text === '' ? undefined : (parseJson(text) ?? text),
      ms: office.now() - begun,
    };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { kind: late ? 'timeout' : 'unreachable' };
  }
}

/** Events come as JSON, commands as a form, interactions as a form with one JSON field. */
function bodyOf({ type, payload }: Envelope): { readonly type: string; readonly body: string } {
  if (type === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) };
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]));
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}
