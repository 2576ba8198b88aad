import { Agent, request } from 'undici';
import type { Fault, FaultCode } from '../core/cluster.ts';
import type { EffectOutcome, PatroniRest } from '../core/ports.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { pageOf } from './reach.ts';
import { tlsOptions } from './tls.ts';

/** Patroni answers when it has written, which it tries for its `retry_timeout`; nobody waits longer than this, milliseconds. */
const ANSWERS_MS = 10_000;
const CONNECTS_MS = 2_000;

/** Failures before anything was sent: names, routes, refused connections, certificates. */
const NEVER_SENT =
  /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|CERT|TLS|SSL|EPROTO/;

/** What one member says. `next`: not this one, ask another. */
type Answer =
  | { readonly said: 'next'; readonly fault: Fault }
  | { readonly said: 'end'; readonly outcome: EffectOutcome };

/**
 * Patroni's REST API of the clusters of one etcd, with its user and password; null when none are configured. Certificates are checked by the
 * CA of etcd, which Pigsty uses for both. Redirects are not followed, so the password goes nowhere else.
 */
export function openConfigPatch({ patroni, tls }: Pick<ClusterSettings, 'patroni' | 'tls'>): PatroniRest | null {
  if (!patroni || patroni.username === null || patroni.password === null) return null;
  const login = Buffer.from(`${patroni.username}:${patroni.password}`).toString('base64');
  const dispatcher = new Agent({ connect: { timeout: CONNECTS_MS, ...tlsOptions(tls) }, headersTimeout: ANSWERS_MS });

  const patch = async (address: string, pause: boolean): Promise<Answer> => {
    const page = pageOf(address);
    if (page === null) return next('unreachable', 'a REST address is none');
    const url = `${new URL(page).origin}/config`;
    try {
      const { statusCode, body } = await request(url, {
        ...{ method: 'PATCH', dispatcher, bodyTimeout: ANSWERS_MS, signal: AbortSignal.timeout(2 * ANSWERS_MS) },
        headers: { authorization: `Basic ${login}`, 'content-type': 'application/json' },
        body: JSON.stringify({ pause: pause ? true : null }),
      });
      await body.dump();
      return answerOf(statusCode, `PATCH ${url}: ${statusCode}`);
    } catch (error) {
      return failureOf(error, url);
    }
  };

  return {
    setPause: async (addresses, pause) => {
      let last: Fault = faultOf('unreachable', 'no member tells a REST address');
      for (const address of addresses) {
        const answer = await patch(address, pause);
        if (answer.said === 'end') return answer.outcome;
        // One that said why is worth more than silence.
        if (last.code !== 'no_config') last = answer.fault;
      }
      return { outcome: 'refused', fault: last };
    },
    close: () => dispatcher.destroy(),
  };
}

const faultOf = (code: FaultCode, detail: string): Fault => ({ code, detail, by: 'patroni' });

const next = (code: FaultCode, detail: string): Answer => ({ said: 'next', fault: faultOf(code, detail) });
const end = (outcome: 'refused' | 'unknown', code: FaultCode, detail: string): Answer => ({
  said: 'end',
  outcome: { outcome, fault: faultOf(code, detail) },
});

/** patroni/api.py: 401 by check_auth, 403 by the allowlist, 409 when another was faster, 503 when there is no configuration. */
function answerOf(status: number, detail: string): Answer {
  if (status === 200) return { said: 'end', outcome: { outcome: 'done' } };
  if (status === 401) return end('refused', 'auth_failed', detail);
  if (status === 403) return next('unreachable', detail);
  if (status === 409) return end('refused', 'conflict', detail);
  if (status === 503) return next('no_config', detail);
  return status < 500 ? end('refused', 'unknown', detail) : end('unknown', 'unknown', detail);
}

function failureOf(error: unknown, url: string): Answer {
  const { name = '', message = String(error) } = error instanceof Error ? error : {};
  const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '');
  const words = `${name} ${codeOf(error)} ${message}`;
  const detail = `PATCH ${url}: ${codeOf(error) || name}`;
  return NEVER_SENT.test(words) ? next('unreachable', detail) : end('unknown', 'deadline', detail);
}
