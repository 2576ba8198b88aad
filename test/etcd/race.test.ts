import { describe, expect, it } from 'vitest';
import { firstGood } from '../../src/etcd/race.ts';

const failing = (message: string) => () => Promise.reject(new Error(message));
const hanging = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('lost'))));
const answering = (answer: string) => async () => answer;

describe('the first good answer', () => {
  it('wins over failures before it', async () => {
    expect(await firstGood([failing('one'), failing('two'), answering('three')], { staggerMs: 60_000 })).toBe('three');
  });

  it('does not wait for somebody who hangs longer than the stagger, and aborts that', async () => {
    let aborted = false;
    const first = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return hanging(signal);
    };
    expect(await firstGood([first, answering('two')], { staggerMs: 5 })).toBe('two');
    expect(aborted).toBe(true);
  });

  it('spares the others when the first answers', async () => {
    let asked = 0;
    const count = async () => {
      asked += 1;
      return asked;
    };
    expect(await firstGood([count, count, count], { staggerMs: 1_000 })).toBe(1);
    expect(asked).toBe(1);
  });

  it('ends with the error that tells most', async () => {
    const all = [
      failing('connect ECONNREFUSED'),
      failing('etcdserver: no leader'),
      failing('Deadline exceeded after 1s'),
    ];
    await expect(firstGood(all, { staggerMs: 1 })).rejects.toThrow('no leader');
    const mute = [
      failing('Cancelled on client'),
      failing('Deadline exceeded after 1s'),
      failing('connect ECONNREFUSED'),
    ];
    await expect(firstGood(mute, { staggerMs: 1 })).rejects.toThrow('Deadline exceeded');
  });

  it('ends at once with an error that others would repeat', async () => {
    const asked = firstGood([failing('wrong password'), answering('two')], { staggerMs: 1, isFinal: () => true });
    await expect(asked).rejects.toThrow('wrong password');
  });

  it('is never there when nobody can be asked', async () => {
    await expect(firstGood([], { staggerMs: 1 })).rejects.toThrow('nobody to ask');
  });

  it('is given up when the caller aborts', async () => {
    const caller = new AbortController();
    const asked = firstGood([hanging], { staggerMs: 1, signal: caller.signal });
    caller.abort();
    await expect(asked).rejects.toThrow('lost');
  });
});
