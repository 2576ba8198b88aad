import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withPause } from '../../../src/core/patroni/merge-pause.ts';

const configs = fc.dictionary(
  fc.oneof(fc.constantFrom('ttl', 'pause', 'postgresql', '__proto__', 'a "quoted" one', '配置'), fc.string()),
  fc.oneof(fc.jsonValue(), fc.boolean()),
  { maxKeys: 8, noNullPrototype: true },
);
/** The same text as different writers would put it. */
const texts = fc
  .tuple(configs, fc.constantFrom(undefined, 1, '\t'))
  .map(([config, space]) => JSON.stringify(config, null, space));

const without = (text: string) => Object.entries(JSON.parse(text)).filter(([name]) => name !== 'pause');

describe('the pause in Patroni’s configuration', () => {
  it('is set and taken out, and all else survives', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, pause) => {
        const merged = withPause(text, pause) ?? '';
        const told = JSON.parse(merged);
        expect(without(merged)).toEqual(without(text));
        expect(Object.hasOwn(told, 'pause') ? told.pause : false).toSatisfy((value: unknown) =>
          pause ? value === true : value === false || value === null,
        );
        expect(withPause(merged, pause)).toBe(merged);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['{"ttl":30,"loop_wait":10}', true, '{"ttl":30,"loop_wait":10,"pause":true}'],
    ['{"pause":true,"ttl":30}', false, '{"ttl":30}'],
    ['{"ttl":30,"pause":true}', false, '{"ttl":30}'],
    ['{ "pause" : false , "ttl" : 30 }', true, '{"ttl" : 30,"pause":true}'],
    ['{}', true, '{"pause":true}'],
    ['{"pause":true}', false, '{}'],
    ['{"a":{"pause":true}}', true, '{"a":{"pause":true},"pause":true}'],
    ['{"a":"}\\",{\\"pause\\":1"}', true, '{"a":"}\\",{\\"pause\\":1","pause":true}'],
    ['{"\\u0070ause":1,"a":[1,{"b":2}]}', true, '{"a":[1,{"b":2}],"pause":true}'],
  ])('of %s (%s) becomes %s', (text, pause, merged) => {
    expect(withPause(text, pause)).toBe(merged);
  });

  it('spoils no number that JavaScript could not keep', () => {
    const text = '{"id":7710983928387019903,"ratio":1.0,"tiny":1e-400}';
    expect(withPause(text, true)).toBe('{"id":7710983928387019903,"ratio":1.0,"tiny":1e-400,"pause":true}');
    expect(withPause(withPause(text, true) ?? '', false)).toBe(text);
  });

  it('is left alone where it is so already', () => {
    for (const text of ['{ "pause": true }', '{"pause":true,"pause":true}']) expect(withPause(text, true)).toBe(text);
    for (const text of ['{ }', '{"pause":false}', '{"pause": null}']) expect(withPause(text, false)).toBe(text);
  });

  it.each(['', 'null', '[]', '"pause"', '{', '{"a":1}}', '42'])('is not put into %s', text => {
    expect(withPause(text, true)).toBeNull();
  });

  it.each(['p302', 'p415'])('does what Patroni itself did (%s)', version => {
    const config = (state: string): string => {
      const path = join(import.meta.dirname, `../../fixtures/patroni/${version}-${state}.json`);
      const text = readFileSync(path, 'utf8');
      const found = JSON.parse(text).kvs.find(({ key }: { key: string }) => key.endsWith('/config'));
      return found.value;
    };
    expect(JSON.parse(withPause(config('01-steady'), true) ?? '')).toEqual(JSON.parse(config('02-paused')));
    expect(withPause(config('02-paused'), false)).toBe(config('01-steady'));
  });
});
