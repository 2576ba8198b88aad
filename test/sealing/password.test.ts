import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makePassword } from '../../src/sealing/password.ts';

describe('a password that is made', () => {
  it('is long, and of characters nobody mistakes', () => {
    for (let times = 0; times < 100; times += 1) {
      expect(makePassword(randomBytes)).toMatch(/^[A-HJ-NP-Za-km-z2-9]{28}$/);
    }
  });

  it('prefers no character: bytes that would are thrown away', () => {
    let drawn = 0;
    const bytes = Buffer.concat([Buffer.alloc(56, 255), Buffer.alloc(56, 0)]);
    const password = makePassword(length => {
      drawn += length;
      return bytes.subarray(drawn - length, drawn);
    });
    expect(password).toBe('A'.repeat(28));
  });
});
