import { describe, expect, it } from 'vitest';
import type { KeySpan } from '../../src/core/auth.ts';
import { accessOf, permTypeOf, rangeOf, spanOf } from '../../src/etcd/auth-keys.ts';

const spans: readonly (readonly [KeySpan, string, string])[] = [
  [{ span: 'key', key: '/a' }, '/a', ''],
  [{ span: 'prefix', key: '/a/' }, '/a/', '/a0'],
  [{ span: 'prefix', key: '' }, '\0', '\0'],
  [{ span: 'from', key: '/z' }, '/z', '\0'],
  [{ span: 'range', key: '/a', end: '/k' }, '/a', '/k'],
];

describe('keys of a permission', () => {
  it.each(spans)('%o are written as etcdctl does, %j to %j, and read back', (span, key, end) => {
    const range = rangeOf(span);
    expect([range.key.toString(), range.rangeEnd.toString()]).toEqual([key, end]);
    expect(spanOf(range)).toEqual(span);
  });

  it.each(['read', 'write', 'readwrite'] as const)('%s is read back as itself', access => {
    expect(accessOf({ permType: permTypeOf(access) })).toBe(access);
  });
});
