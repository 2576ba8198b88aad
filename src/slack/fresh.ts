import type { Clock } from '../core/ports.ts';

const MAX_ENTRIES = 5000;

/** A value and when it was read, milliseconds since the epoch. */
type Entry<T> = { readonly value: T; readonly at: number };

/** Reads through a cache: one read at a time per key, nothing older than `maxAgeMs`, nothing kept that failed. */
export function freshValues<T>(
  read: (key: string) => Promise<T>,
  maxAgeMs: number,
  clock: Clock,
): (key: string) => Promise<T> {
  const known = new Map<string, Entry<T>>();
  const reading = new Map<string, Promise<T>>();

  async function refresh(key: string): Promise<T> {
    const at = clock();
    const value = await read(key);
    known.delete(key);
    known.set(key, { value, at });
    const oldest = known.size > MAX_ENTRIES ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return value;
  }

  return key => {
    const entry = known.get(key);
    if (entry && clock() - entry.at < maxAgeMs) return Promise.resolve(entry.value);
    const under = reading.get(key);
    if (under) return under;
    const fresh = refresh(key).finally(() => reading.delete(key));
    reading.set(key, fresh);
    return fresh;
  };
}
