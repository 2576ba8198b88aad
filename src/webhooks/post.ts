import { Agent, request } from 'undici';
import type { Posted } from '../core/watch/posted.ts';

const TIMEOUT_MS = 10_000;
const WORDS = 200;

/** Posts JSON, once. Redirects are not followed: they would carry the token elsewhere. Never rejects. */
export function openPost(tokenOf: (url: string) => string | null) {
  const agent = new Agent({ connect: { timeout: TIMEOUT_MS } });
  return {
    post: async (url: string, body: string): Promise<Posted> => {
      const token = tokenOf(url);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'etcd-chatops',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      };
      try {
        const answer = await request(url, {
          ...{ method: 'POST', body, headers, dispatcher: agent },
          ...{ headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS },
        });
        const words = (await answer.body.text()).slice(0, WORDS);
        return judge(answer.statusCode, words);
      } catch (error) {
        return { outcome: 'again', detail: error instanceof Error ? error.message : String(error) };
      }
    },
    close: () => agent.close(),
  };
}

/** A receiver that is slow, busy or ill may take it later; one that does not want it never will. */
function judge(status: number, words: string): Posted {
  if (status >= 200 && status < 300) return { outcome: 'ok', detail: '' };
  const detail = `HTTP ${status} ${words}`.trim();
  const later = status >= 500 || status === 408 || status === 429;
  return { outcome: later ? 'again' : 'refused', detail };
}
