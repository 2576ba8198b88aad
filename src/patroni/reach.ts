import { Agent, request } from 'undici';
import type { Answers, AskReach } from '../core/patroni/picture.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { tlsOptions } from './tls.ts';

/** As long as a primary waits for a member (patroni/ha.py, `call_failsafe_member`), milliseconds. */
const ANSWERS_MS = 2_000;
const AT_ONCE = 64;
/** The addresses of some hundred clusters; whom nobody asks, nothing is said about. */
const MOST = 1_000;
/** Whoever waits for an answer in a channel waits no longer for all of them, milliseconds. */
const ALL_MS = 5_000;
const LARGEST_PAGE_BYTES = 256 * 1024;

/** Nobody listens, or nothing comes back. A name that is not found or a certificate that is not trusted says nothing about the member. */
const SILENCE =
  /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_SOCKET)$/;

export type ReachEdge = { readonly ask: AskReach; readonly close: () => Promise<void> };

/**
 * Asks Patroni's REST API whether it is there, without a password. Addresses are what a cluster's keys say, so only `http(s)://host:port` is
 * taken, nothing but one fixed path is asked for, and no redirect is followed. Certificates are checked by the CA of etcd, as Pigsty makes both.
 */
export function openReach({ tls }: Pick<ClusterSettings, 'tls'>, answersMs = ANSWERS_MS): ReachEdge {
  const dispatcher = new Agent({ connect: { timeout: answersMs, ...tlsOptions(tls) }, headersTimeout: answersMs });
  const closing = new AbortController();

  const askOne = async (url: string, signal: AbortSignal): Promise<Answers[string] | null> => {
    const own = AbortSignal.any([signal, AbortSignal.timeout(answersMs)]);
    try {
      const { statusCode, body } = await request(url, { dispatcher, signal: own });
      await body.dump({ limit: LARGEST_PAGE_BYTES, signal: own });
      return PRESENT.includes(statusCode) ? 'answers' : null;
    } catch (error) {
      if (signal.aborted) return null;
      return own.aborted || SILENCE.test(codeOf(error)) ? 'silent' : null;
    }
  };

  const ask: AskReach = async (addresses, signal) => {
    const all = AbortSignal.any([closing.signal, AbortSignal.timeout(ALL_MS), ...(signal ? [signal] : [])]);
    const told = new Map<string, Answers[string]>();
    const next = addresses.slice(0, MOST).values();
    const askOn = async (): Promise<void> => {
      for (const address of next) {
        const url = pageOf(address);
        const answer = url === null || all.aborted ? null : await askOne(url, all);
        if (answer !== null) told.set(address, answer);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, addresses.length) }, askOn));
    return Object.fromEntries(told);
  };
  return {
    ask,
    close: async () => {
      closing.abort();
      await dispatcher.destroy();
    },
  };
}

/** `GET /patroni` is 200 while Patroni runs; 503 is what other pages say of a PostgreSQL that does not (patroni docs, rest_api). */
const PRESENT: readonly number[] = [200, 503];

/** Null for what is no address of Patroni's: another scheme, a login, a query, no port. */
export function pageOf(address: string): string | null {
  if (!/^https?:\/\/[^/?#@\s]+:\d{1,5}(\/patroni)?\/?$/.test(address) || !URL.canParse(address)) return null;
  return `${new URL(address).origin}/patroni`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? '' : codeOf(error.cause);
}
