import type { ServerResponse } from 'node:http';
import { createDiffer, type Mirror } from './mirror.ts';

/** Streams to open pages. */
export interface Stream {
  readonly open: (user: string, response: ServerResponse) => void;
  /** Something changed: every page hears of it within `EVERY_MS`. */
  readonly touch: () => void;
  readonly close: () => void;
}

/** Changes of one moment travel together. */
const EVERY_MS = 25;
const PING_MS = 15_000;
const MAX_PAGES = 50;

export function createStream(mirror: Mirror): Stream {
  const pages = new Map<ServerResponse, () => void>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    for (const send of pages.values()) send();
  };
  const ping = setInterval(() => {
    for (const response of pages.keys()) response.write(':\n\n');
  }, PING_MS);
  ping.unref();
  return {
    open(user, response) {
      if (pages.size >= MAX_PAGES) {
        response.writeHead(503).end();
        return;
      }
      const differ = createDiffer();
      const send = (): void => {
        const patch = differ(mirror(user));
        if (patch) response.write(`data: ${JSON.stringify(patch)}\n\n`);
      };
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 1000\n\n');
      pages.set(response, send);
      response.on('close', () => pages.delete(response));
      send();
    },
    touch() {
      timer ??= setTimeout(tell, EVERY_MS);
    },
    close() {
      clearInterval(ping);
      clearTimeout(timer);
      for (const response of pages.keys()) response.end();
    },
  };
}
