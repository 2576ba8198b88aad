import { get as getPlain, type IncomingMessage, Agent as PlainAgent } from 'node:http';
import { get as getSecure, Agent as SecureAgent } from 'node:https';
import type { CallContext, TlsMaterial } from './channel.ts';

/** The HTTP side of one server, over connections that stay warm. etcd never puts it under user and password. */
export type Pages = {
  /** The whole page. Rejects with what `toFault` reads. */
  readonly read: (path: string, context: CallContext) => Promise<string>;
  readonly close: () => void;
};

/** etcd's largest page is some 100 KiB; whatever answers with more than this is not etcd. */
const LARGEST_PAGE_BYTES = 8 * 1024 * 1024;

export function openPages(
  endpoint: string,
  tls: TlsMaterial | null,
  headers: Readonly<Record<string, string>> = {},
): Pages {
  const secure = endpoint.startsWith('https:');
  const options = { keepAlive: true, maxSockets: 2 };
  const agent = secure ? new SecureAgent({ ...options, ...givenOf(tls) }) : new PlainAgent(options);
  const get = secure ? getSecure : getPlain;
  return {
    read: (path, context) =>
      new Promise<string>((resolve, reject) => {
        const request = get(`${endpoint}${path}`, { agent, headers }, response => {
          textOf(path.replace(/\?.*/, ''), response).then(resolve, reject);
        });
        const giveUp = (words: string): void => {
          reject(new Error(words));
          request.destroy();
        };
        const timer = setTimeout(() => giveUp('Deadline exceeded'), Math.max(0, context.deadline - Date.now()));
        const cancel = (): void => giveUp('Cancelled on client');
        context.signal?.addEventListener('abort', cancel, { once: true });
        if (context.signal?.aborted) cancel();
        request.on('error', reject);
        request.once('close', () => {
          clearTimeout(timer);
          context.signal?.removeEventListener('abort', cancel);
        });
      }),
    close: () => agent.destroy(),
  };
}

const givenOf = (tls: TlsMaterial | null) => ({
  ...(tls?.ca ? { ca: tls.ca } : {}),
  ...(tls?.cert ? { cert: tls.cert } : {}),
  ...(tls?.key ? { key: tls.key } : {}),
});

async function textOf(path: string, response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) {
    response.resume();
    if (response.statusCode === 401) throw new Error(`authentication failed: GET ${path}`);
    if (response.statusCode === 403) throw new Error(`permission denied: GET ${path}`);
    throw new Error(`GET ${path} was answered with HTTP status ${response.statusCode}`);
  }
  let text = '';
  response.setEncoding('latin1');
  for await (const chunk of response) {
    text += chunk;
    if (text.length > LARGEST_PAGE_BYTES) throw new Error(`GET ${path}: received message larger than max`);
  }
  return text;
}
