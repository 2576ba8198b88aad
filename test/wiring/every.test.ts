import { describe, expect, it, vi } from 'vitest';
import { deferred } from '../../src/slack/deferred.ts';
import { every } from '../../src/wiring/every.ts';

describe('what is done again and again', () => {
  it('never runs twice at a time, and stopping waits for it', async () => {
    const gate = deferred<void>();
    let begun = 0;
    let ended = 0;
    const again = every(1, async () => {
      begun += 1;
      await gate.promise;
      ended += 1;
    });
    await vi.waitFor(() => expect(begun).toBe(1));
    await new Promise(resolve => setImmediate(resolve));
    const stopped = again.stop();
    expect([begun, ended]).toEqual([1, 0]);
    gate.resolve();
    await stopped;
    expect([begun, ended]).toEqual([1, 1]);
  });
});
