import { setMaxListeners } from 'node:events';

/** A controller that follows other signals until `unlink`. */
export type Linked = { readonly controller: AbortController; readonly unlink: () => void };

/**
 * `AbortSignal.any` by hand: in Node 20 a signal made by it can be garbage-collected before it fires, and then whatever waits for it waits for
 * ever (nodejs/node, "AbortSignal.any" and garbage collection).
 */
export function followSignals(signals: readonly (AbortSignal | undefined)[]): Linked {
  const controller = new AbortController();
  // Every call of a survey listens to the same signal.
  setMaxListeners(0, controller.signal);
  const abort = (): void => controller.abort();
  const followed = signals.filter(signal => signal !== undefined);
  for (const signal of followed) signal.addEventListener('abort', abort, { once: true });
  if (followed.some(signal => signal.aborted)) abort();
  const unlink = (): void => {
    for (const signal of followed) signal.removeEventListener('abort', abort);
  };
  return { controller, unlink };
}
