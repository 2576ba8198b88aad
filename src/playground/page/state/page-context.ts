import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Asks, Reply } from '../../server/wire.ts';
import { type Entries, nothing } from './entries.ts';

export interface PageContext {
  readonly entries: Entries;
  /** The acting person's id. */
  readonly me: string;
  /** Asks the server, and shows what it refuses. */
  readonly send: <K extends keyof Asks>(verb: K, body: Asks[K]) => Promise<Reply>;
  readonly openThread: (ts: string) => void;
}

export const Page = createContext<PageContext>({
  entries: nothing,
  me: '',
  send: async () => ({ ok: false, problem: null }),
  openThread: () => undefined,
});

export const usePage = (): PageContext => useContext(Page);
