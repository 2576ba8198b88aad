import { request as askPlainly, type ClientRequest } from 'node:http';
import { request as askSecurely } from 'node:https';
import { DEFAULT_REST_LOGIN, type RestVerdict } from '../core/password-check.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { pageOf } from './reach.ts';
import { tlsOptions } from './tls.ts';

const ANSWERS_MS = 2_000;

type RestLogin = { readonly username: string; readonly password: string };

/**
 * Whether a member of Patroni's takes the password that everybody knows. Asked is for a change of the configuration without its length, which
 * Patroni looks at after the login and refuses (patroni/api.py, `check_access` before `_read_json_content`): 411 is a yes, 401 a no, and
 * nothing is changed. Never rejects.
 */
export async function tryDefaultPassword(
  address: string,
  { tls }: Pick<ClusterSettings, 'tls'>,
  { username, password }: RestLogin = DEFAULT_REST_LOGIN,
): Promise<RestVerdict> {
  const page = pageOf(address);
  if (page === null) return 'unknown';
  const url = new URL('/config', page);
  const unasked = await statusOf(url, tls, null);
  if (unasked === REFUSED_FOR_LENGTH) return 'open';
  if (unasked !== REFUSED_FOR_LOGIN) return 'unknown';
  const login = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const status = await statusOf(url, tls, login);
  if (status === REFUSED_FOR_LENGTH) return 'default';
  return status === REFUSED_FOR_LOGIN ? 'refused' : 'unknown';
}

const REFUSED_FOR_LENGTH = 411;
const REFUSED_FOR_LOGIN = 401;

function statusOf(url: URL, tls: ClusterSettings['tls'], authorization: string | null): Promise<number | null> {
  const options = {
    ...{ method: 'PATCH', agent: false, timeout: ANSWERS_MS },
    ...tlsOptions(tls),
    headers: authorization === null ? {} : { authorization },
  };
  return new Promise(resolve => {
    const ask: ClientRequest = url.protocol === 'https:' ? askSecurely(url, options) : askPlainly(url, options);
    const timer = setTimeout(() => ask.destroy(), ANSWERS_MS);
    ask.on('response', response => {
      resolve(response.statusCode ?? null);
      response.destroy();
    });
    ask.on('error', () => resolve(null));
    ask.once('close', () => {
      clearTimeout(timer);
      resolve(null);
    });
    ask.removeHeader('content-length');
    ask.end();
  });
}
