import { setTimeout as pause } from 'node:timers/promises';

export type UntilOptions = {
  /** What is awaited, for the error: "etcd-1 to answer". */
  readonly what: string;
  readonly withinMs: number;
  /** Pause between two questions. */
  readonly everyMs?: number;
};

/** Asks until the answer is there; throws when it does not come in time, with the last reason. An error of `ask` means "not yet". */
export async function until<T>(ask: () => Promise<T | undefined>, options: UntilOptions): Promise<T> {
  const deadline = performance.now() + options.withinMs;
  let reason = '';
  while (performance.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof GiveUp) throw error;
      reason = `: ${error instanceof Error ? error.message : String(error)}`;
    }
    await pause(options.everyMs ?? 30);
  }
  throw new Error(`waited ${options.withinMs} ms in vain for ${options.what}${reason}`);
}

/** Thrown by `ask` when waiting longer makes no sense. */
export class GiveUp extends Error {}
