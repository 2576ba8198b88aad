import type { Lease } from '../core/lease.ts';
import type { Operation } from '../core/operation.ts';
import type { Cards, Log, Operations } from '../core/ports.ts';

/** What may need somebody: all operations that are not over, and all whose card is older than they are. */
export type Swept = { readonly open: readonly Operation[]; readonly behind: readonly Operation[] };

export type ServeSweeps = {
  /** The right to sweep alone. */
  readonly lease: Pick<Lease, 'take' | 'rest'>;
  readonly operations: Pick<Operations, 'list' | 'load'>;
  readonly cards: Pick<Cards, 'behind'>;
  /** Has to be idempotent: a worker that is slow or dies in between is followed by another one. */
  readonly sweep: (found: Swept) => Promise<void>;
  /** Names this process. */
  readonly holder: string;
  readonly log: Log;
  /** Milliseconds (5 000). */
  readonly everyMs?: number;
  /** From when on a card counts as forgotten; whoever changed the operation is about to announce it, milliseconds (2 000). */
  readonly behindMs?: number;
};

/** A worker that died while sweeping is replaced after this. */
const HOLD_MS = 15_000;
const MOST = 500;

/** Sweeps now and every few seconds, over all workers one at a time. `close` lets a sweep that runs end. */
export function serveSweeps(options: ServeSweeps): { readonly close: () => Promise<void> } {
  const { everyMs = 5_000, log } = options;
  let running: Promise<void> = Promise.resolve();
  let idle = true;
  const tick = () => {
    if (!idle) return;
    idle = false;
    running = sweepOnce(options, everyMs)
      .catch((error: Error) => log.warn({ error: error.message }, 'a sweep over the operations failed'))
      .finally(() => {
        idle = true;
      });
  };
  const timer = setInterval(tick, everyMs);
  tick();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function sweepOnce(options: ServeSweeps, everyMs: number): Promise<void> {
  const { lease, operations, cards, sweep, holder, behindMs = 2_000 } = options;
  if (!(await lease.take(holder, HOLD_MS))) return;
  try {
    const open = await operations.list({ cluster: null, open: true, limit: MOST });
    const behind = await loadAll(await cards.behind(behindMs, MOST), options);
    if (open.length > 0 || behind.length > 0) await sweep({ open, behind });
  } finally {
    // A little less than a round, so that the next one is not missed by a hair.
    await lease.rest(holder, everyMs * 0.8);
  }
}

/** One that cannot be read must not keep the others from being shown. */
async function loadAll(ids: readonly string[], { operations, log }: ServeSweeps): Promise<readonly Operation[]> {
  const found = await Promise.all(
    ids.map(id =>
      operations.load(id).catch((error: Error) => {
        log.warn({ operation: id, error: error.message }, 'an operation is left out of a sweep');
        return null;
      }),
    ),
  );
  return found.filter(operation => operation !== null);
}
