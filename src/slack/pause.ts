import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after `ms`, or as soon as `signal` aborts. Never rejects. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}

/** 0.5 s, 0.75 s, ... 5 s, a little apart from each other, so that many bots do not knock together. */
export const backOff = (attempt: number, random: () => number): number =>
  Math.min(5000, 500 * 1.5 ** Math.min(attempt, 20)) * (0.8 + 0.4 * random());
