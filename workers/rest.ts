import { setTimeout as wait } from 'node:timers/promises';

/** Resolves after so many milliseconds, or when the signal comes. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
