import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { DeliveryOutcome } from '../core/ports.ts';

/** Slack will not have us with these tokens: nothing gets better by trying again. */
export class SlackRefusesError extends Error {
  override readonly name = 'SlackRefusesError';
  readonly code: string;
  readonly token: 'bot' | 'app';

  constructor(code: string, token: 'bot' | 'app', options?: ErrorOptions) {
    super(`Slack refuses the ${token} token: ${code}`, options);
    this.code = code;
    this.token = token;
  }
}

/** Errors of auth.test and apps.connections.open that no waiting cures. Source: docs.slack.dev, both methods. */
const hopeless: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
  'not_allowed_token_type',
  'missing_scope',
  'no_permission',
  'org_login_required',
]);

export function refusalOfTokens(error: unknown, token: 'bot' | 'app'): SlackRefusesError | null {
  const code = platformCode(error);
  return code !== null && hopeless.has(code) ? new SlackRefusesError(code, token, { cause: error }) : null;
}

/** Slack's own code of a refused call, `channel_not_found`; null for every other error. */
export function platformCode(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null;
  const code = error.data.error;
  return /^[a-z0-9_.-]{1,80}$/.test(code) ? code : null;
}

/** What Slack says about blocks it refuses: `failed to match all allowed schemas [json-pointer:/blocks/0]`. */
export const refusalDetails = (error: unknown): readonly string[] =>
  error instanceof WebAPIPlatformError ? (error.data.response_metadata?.messages ?? []) : [];

/** Slack answers these after it began to work: the call may have had its effect. */
const doubtful: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'accesslimited',
]);

/** Where a connection never came to be, nothing was sent. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The one translation of Slack's client's errors. In doubt it is `unknown`, which makes the caller look before it posts again. */
export function outcomeOf(error: unknown): Exclude<DeliveryOutcome, { readonly outcome: 'ok' }> {
  if (error instanceof WebAPIRateLimitedError) return { outcome: 'limited', retryAfterMs: error.retryAfter * 1000 };
  if (error instanceof WebAPIHTTPError) return outcomeOfStatus(error.statusCode);
  if (error instanceof WebAPIPlatformError) return outcomeOfCode(platformCode(error));
  if (error instanceof WebAPIRequestError && wasNeverSent(error.original)) return { outcome: 'unavailable' };
  return { outcome: 'unknown' };
}

function outcomeOfCode(code: string | null): ReturnType<typeof outcomeOf> {
  if (code === null || doubtful.has(code)) return { outcome: 'unknown' };
  if (code === 'ratelimited' || code === 'rate_limited') return { outcome: 'limited', retryAfterMs: 1000 };
  return { outcome: 'refused', error: code };
}

/** A status of 4xx comes from something between us and Slack, which answers 200 or 429. */
function outcomeOfStatus(status: number): ReturnType<typeof outcomeOf> {
  return status >= 500 || status === 408 || status < 400
    ? { outcome: 'unknown' }
    : { outcome: 'refused', error: `http_${status}` };
}

/** undici wraps the system's error in `cause`, and in `errors` when it tried several addresses. */
function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && neverSent.has(error.code)) return true;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(wasNeverSent);
  return wasNeverSent(error.cause);
}
