import type { Log } from '../core/ports.ts';
import type { Lease } from './sweeps.ts';

export type ServeWatches = {
  /** Who is watched, each by itself. */
  readonly names: readonly string[];
  /** The right to look at one of them alone. */
  readonly lease: (name: string) => Lease;
  /** Looks once; resolves with how long to rest, milliseconds. Has to bear being followed by another worker in the middle. */
  readonly look: (name: string) => Promise<number>;
  /** Names this process. */
  readonly holder: string;
  readonly random: () => number;
  readonly log: Log;
  /** How often it is seen who is due, milliseconds (1 000). */
  readonly everyMs?: number;
};

/** Longer than any survey takes: a worker that died while looking is replaced after this. */
const HOLD_MS = 30_000;
/** After a look that failed. */
const SHORTLY_MS = 5_000;
const AT_ONCE = 50;

/**
 * Looks at everyone who is due, over all workers one at a time each: the lease is the clock, it ends when the next look is due. Rests vary by a
 * tenth, so that not everyone is looked at in the same moment. `close` lets looks that run end.
 */
export function serveWatches(options: ServeWatches): { readonly close: () => Promise<void> } {
  const { names, everyMs = 1_000, random } = options;
  const running = new Map<string, Promise<void>>();
  let closed = false;
  const tick = () => {
    for (const name of inTurn(names, random)) {
      if (closed || running.has(name) || running.size >= AT_ONCE) continue;
      running.set(
        name,
        lookOnce(name, options).finally(() => running.delete(name)),
      );
    }
  };
  const timer = setInterval(tick, everyMs);
  tick();
  return {
    close: async () => {
      closed = true;
      clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}

/** Begins anywhere, so that with more names than places nobody is last each time. */
function inTurn(names: readonly string[], random: () => number): readonly string[] {
  const from = Math.floor(random() * names.length);
  return [...names.slice(from), ...names.slice(0, from)];
}

async function lookOnce(name: string, { lease, look, holder, random, log }: ServeWatches): Promise<void> {
  const right = lease(name);
  try {
    if (!(await right.take(holder, HOLD_MS))) return;
    const rest = await look(name).catch((error: Error) => {
      log.warn({ watched: name, error: error.message }, 'a look at a watched cluster failed');
      return SHORTLY_MS;
    });
    await right.rest(holder, rest * (0.9 + random() * 0.1));
  } catch (error) {
    log.warn({ watched: name, error: error instanceof Error ? error.message : error }, 'watching waits for Redis');
  }
}
