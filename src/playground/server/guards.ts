import type { IncomingHttpHeaders } from 'node:http';

const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** What every answer carries. Styles, scripts, pictures and calls come from this server alone; nothing runs inline. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export interface Refused {
  readonly status: number;
  readonly why: string;
}

/** Another site may point its own name at 127.0.0.1 (DNS rebinding); its pages then come with that name as Host. */
export function refuseHost(headers: IncomingHttpHeaders): Refused | null {
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (ownNames.has(name)) return null;
  return { status: 421, why: 'The playground answers to 127.0.0.1 and localhost alone.' };
}

/** A foreign page can send forms and plain text here without asking; it can send neither JSON nor our Origin. */
export function refusePost(headers: IncomingHttpHeaders): Refused | null {
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return { status: 403, why: 'This request comes from another site.' };
  }
  if (!/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) {
    return { status: 415, why: 'The playground takes application/json.' };
  }
  return null;
}
