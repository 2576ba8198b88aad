import type { FaultCode } from '../core/cluster.ts';
import { followSignals } from './abort.ts';
import { toFault } from './errors.ts';

type RaceOptions = {
  readonly staggerMs: number;
  readonly signal?: AbortSignal | undefined;
  /** An error that others would only repeat ends the race. */
  readonly isFinal?: (error: unknown) => boolean;
};

type Attempt<T> = (signal: AbortSignal) => Promise<T>;

/** What says least when everything failed: another member's words are worth more. */
const MUTE: readonly FaultCode[] = ['cancelled', 'refused', 'unreachable', 'deadline', 'unknown', 'learner'];

/**
 * The first good answer. The next attempt starts when one fails or `staggerMs` have passed, so a hanging member costs that much;
 * attempts that lost are aborted. @throws the most telling error when all failed.
 */
export function firstGood<T>(
  attempts: readonly Attempt<T>[],
  { staggerMs, signal, isFinal = () => false }: RaceOptions,
): Promise<T> {
  const { controller: losers, unlink } = followSignals([signal]);
  const errors: unknown[] = [];
  let started = 0;
  let timer: NodeJS.Timeout | undefined;

  return new Promise<T>((resolve, reject) => {
    const startNext = (): void => {
      clearTimeout(timer);
      const attempt = attempts[started];
      if (attempt === undefined) return;
      started += 1;
      attempt(losers.signal).then(resolve, error => {
        errors.push(error);
        if (isFinal(error)) reject(error);
        else if (errors.length === attempts.length) reject(mostTelling(errors));
        else startNext();
      });
      timer = setTimeout(startNext, staggerMs);
    };
    if (attempts.length === 0) reject(new Error('nobody to ask'));
    startNext();
  }).finally(() => {
    started = attempts.length;
    clearTimeout(timer);
    unlink();
    losers.abort();
  });
}

function mostTelling(errors: readonly unknown[]): unknown {
  const rank = (error: unknown): number => MUTE.indexOf(toFault(error).code);
  const telling = errors.find(error => rank(error) === -1);
  return telling ?? [...errors].sort((a, b) => rank(b) - rank(a))[0];
}
