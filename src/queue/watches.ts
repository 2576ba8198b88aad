import type { Lease } from '../core/lease.ts';
import type { Log } from '../core/ports.ts';

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
  /** How long somebody who no longer answers keeps others from looking, milliseconds (30 000). */
  readonly holdMs?: number;
};

/** A worker that died while looking is replaced after this; one that looks for longer says that it still does. */
const HOLD_MS = 30_000;
/** Longer than any look should take: then it hangs, and others look. */
const LONGEST_MS = 5 * 60_000;
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

async function lookOnce(name: string, options: ServeWatches): Promise<void> {
  const { lease, look, holder, random, log, holdMs = HOLD_MS } = options;
  const right = lease(name);
  try {
    if (!(await right.take(holder, holdMs))) return;
    const rest = await holding(right, holder, holdMs, () => look(name)).catch((error: Error) => {
      log.warn({ watched: name, error: error.message }, 'a look at a watched cluster failed');
      return SHORTLY_MS;
    });
    await right.rest(holder, rest * (0.9 + random() * 0.1));
  } catch (error) {
    log.warn({ watched: name, error: error instanceof Error ? error.message : error }, 'watching waits for Redis');
  }
}

/** Surveys may take as long as their deadline says, and offers another one: meanwhile nobody else is to look. */
async function holding<T>(right: Lease, holder: string, holdMs: number, act: () => Promise<T>): Promise<T> {
  let left = Math.ceil((3 * LONGEST_MS) / holdMs);
  const timer = setInterval(() => {
    left -= 1;
    if (left < 0) return;
    // It ends by itself then; who looks too late writes nothing.
    right.keep(holder, holdMs).catch(() => undefined);
  }, holdMs / 3);
  try {
    return await act();
  } finally {
    clearInterval(timer);
  }
}
