import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeSealKeys, type Purpose, seal, unseal } from '../../src/sealing/seal.ts';

const purpose: Purpose = { for: 'worker', cluster: 'prod', user: 'app' };
const keys = makeSealKeys();

describe('a sealed password', () => {
  it('is opened by each of its receivers, whatever it is', () => {
    const other = makeSealKeys();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        fc.pre(Buffer.byteLength(text) <= 254);
        const whole = Buffer.from(text).toString();
        const sealed = seal(text, purpose, [keys.publicKey, other.publicKey]);
        expect(unseal(sealed, purpose, keys)).toBe(whole);
        expect(unseal(sealed, purpose, other)).toBe(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('is opened by nobody else', () => {
    expect(unseal(seal('secret', purpose, [keys.publicKey]), purpose, makeSealKeys())).toBeNull();
  });

  it.each<Partial<Purpose>>([{ for: 'bot' }, { cluster: 'staging' }, { user: 'root' }])(
    'is for one purpose: not for %o',
    other => {
      expect(unseal(seal('secret', purpose, [keys.publicKey]), { ...purpose, ...other }, keys)).toBeNull();
    },
  );

  it('is of the same length, short or long, and never the same twice', () => {
    const short = seal('a', purpose, [keys.publicKey]);
    expect(seal('a'.repeat(254), purpose, [keys.publicKey])).toHaveLength(short.length);
    expect(seal('a', purpose, [keys.publicKey])).not.toBe(short);
  });

  it('does not open when one character of it was changed', () => {
    const sealed = seal('secret', purpose, [keys.publicKey]);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), at => {
        // The last character of each part holds bits that base64url leaves unused.
        fc.pre(!/[.:]/.test(sealed[at + 1] ?? '.') && !/[.:]/.test(sealed[at] ?? ''));
        const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
        expect(unseal(changed, purpose, keys)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it.each(['', '1', '1.x', 'plain text', '2.a.b:c'])('of another kind, %j, does not open', text => {
    expect(unseal(text, purpose, keys)).toBeNull();
  });

  it('is not made of what is too long, nor for what is no key', () => {
    expect(() => seal('a'.repeat(255), purpose, [keys.publicKey])).toThrow('too long to seal');
    expect(() => seal('a', purpose, ['nobody'])).toThrow('no public key');
  });
});
