import type { Reading } from '../core/cluster.ts';
import { toFault } from './errors.ts';

/** Waits for a call; what it threw becomes a fault. */
export function reading<T>(call: Promise<T>): Promise<Reading<T>> {
  return call.then(
    value => ({ ok: true, value }),
    error => ({ ok: false, fault: toFault(error) }),
  );
}
