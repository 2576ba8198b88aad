import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { outcomeOf, refusalOfTokens } from '../../src/slack/errors.ts';

const platform = (error: string) => new WebAPIPlatformError({ ok: false, error, response_metadata: {} });
const failed = (cause: unknown) => new WebAPIRequestError(new TypeError('fetch failed', { cause }));
const system = (code: string) => Object.assign(new Error(code), { code });

describe('the outcome of a failed call', () => {
  it.each([
    ['a refused connection', failed(system('ECONNREFUSED')), { outcome: 'unavailable' }],
    ['a name nobody knows', failed(system('ENOTFOUND')), { outcome: 'unavailable' }],
    ['a certificate nobody trusts', failed(system('CERT_HAS_EXPIRED')), { outcome: 'unavailable' }],
    [
      'two addresses that both refuse',
      failed(new AggregateError([system('ECONNREFUSED'), system('ECONNREFUSED')])),
      { outcome: 'unavailable' },
    ],
    [
      'two addresses, one of them reset',
      failed(new AggregateError([system('ECONNREFUSED'), system('ECONNRESET')])),
      { outcome: 'unknown' },
    ],
    ['a reset connection', failed(system('ECONNRESET')), { outcome: 'unknown' }],
    ['a closed one', failed(system('UND_ERR_SOCKET')), { outcome: 'unknown' }],
    ['a timeout', new WebAPIRequestError(new DOMException('late', 'TimeoutError')), { outcome: 'unknown' }],
    ['500', new WebAPIHTTPError(500, '', {}), { outcome: 'unknown' }],
    ['408', new WebAPIHTTPError(408, '', {}), { outcome: 'unknown' }],
    ['404', new WebAPIHTTPError(404, '', {}), { outcome: 'refused', error: 'http_404' }],
    ['429', new WebAPIRateLimitedError(30), { outcome: 'limited', retryAfterMs: 30_000 }],
    ['channel_not_found', platform('channel_not_found'), { outcome: 'refused', error: 'channel_not_found' }],
    ['an answer that is no JSON', platform('<html>Bad gateway</html>'), { outcome: 'unknown' }],
    ['something else', new Error('bug'), { outcome: 'unknown' }],
    ['no error at all', 'text', { outcome: 'unknown' }],
  ])('%s', (_, error, outcome) => {
    expect(outcomeOf(error)).toEqual(outcome);
  });
});

describe('a refused token', () => {
  it.each([
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'token_revoked',
    'not_allowed_token_type',
    'missing_scope',
  ])('is hopeless: %s', code => {
    expect(refusalOfTokens(platform(code), 'app')).toMatchObject({ code, token: 'app' });
  });

  it.each([[platform('internal_error')], [platform('ratelimited')], [failed(system('ECONNREFUSED'))]])(
    'is nothing else: %s',
    error => {
      expect(refusalOfTokens(error, 'bot')).toBeNull();
    },
  );
});
