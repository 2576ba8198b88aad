import type { Asks, Patch, Reply } from '../../server/wire.ts';
import { applyPatch, type Entries, type Known, nothing, sortEntries } from './entries.ts';

/** Follows the server's stream as one person sees it; the browser reconnects by itself. Returns the way to stop. */
export function followServer(person: string, show: (entries: Entries) => void): () => void {
  const source = new EventSource(`/ui/events?as=${encodeURIComponent(person)}`);
  let known: Known = new Map();
  source.onmessage = event => {
    const patch: Patch = JSON.parse(String(event.data));
    known = applyPatch(known, patch);
    show(sortEntries(known));
  };
  source.onerror = () => show({ ...(known.size > 0 ? sortEntries(known) : nothing), isConnected: false });
  return () => source.close();
}

/** Never rejects: a server that can't be reached is a problem to show, like any other. */
export async function ask<K extends keyof Asks>(verb: K, body: Asks[K]): Promise<Reply> {
  try {
    const response = await fetch(`/ui/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const reply: Reply = await response.json();
    return reply;
  } catch {
    return { ok: false, problem: 'The playground does not answer. Is `npm start` still running?' };
  }
}
