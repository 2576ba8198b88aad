import { describe, expect, it } from 'vitest';
import { get } from '../../commands/get.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import type { KeyEntry } from '../../src/core/keys.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { firstLine, tell } from '../tell.ts';

const entry = (key: string, value: string | null = null): KeyEntry => ({
  key,
  valueBytes: 12,
  version: 3,
  modRevision: 77,
  createRevision: 5,
  lease: null,
  value,
});
const holding = (entries: readonly KeyEntry[], total = entries.length): Snapshot => ({
  ...aCluster().snapshot(),
  keys: { ok: true, value: { entries, total, revision: 80 } },
});
const args = { key: '/pg/' };

describe('get', () => {
  it.each<[string, Snapshot, Record<string, string | true>, string]>([
    ['one key', holding([entry('/pg/')]), {}, 'i prod · /pg/: 12 B'],
    ['no key', holding([]), {}, 'i prod · There is no key /pg/'],
    ['an empty prefix', holding([]), { prefix: true }, 'i prod · No key begins with /pg/'],
    ['a prefix', holding([entry('/pg/a'), entry('/pg/b')]), { prefix: true }, 'i prod · 2 keys under /pg/'],
    ['part of a prefix', holding([entry('/pg/a')], 41), { prefix: true }, 'i prod · 1 of 41 keys under /pg/'],
    [
      'a denied key',
      { ...aCluster().snapshot(), keys: { ok: false, fault: { code: 'permission_denied', detail: '' } } },
      {},
      '✘ prod · /pg/ cannot be read: etcd denies the right to ask this',
    ],
  ])('says in one line: %s', (_, snapshot, options, line) => {
    expect(firstLine(tell(get, snapshot, { args, options }))).toBe(line);
  });

  it('asks for values, and for the right to see them, only when told to', () => {
    const [plainly, openly] = [aRequest('get', { args }), aRequest('get', { args, options: { 'show-value': true } })];
    expect([get.permission(plainly), get.permission(openly)]).toEqual(['read', 'values']);
    expect(get.needs(plainly)).toMatchObject({ parts: [], keys: { key: '/pg/', values: false, limit: 20 } });
    expect(get.needs(openly)).toMatchObject({ keys: { values: true } });
  });

  it('shows no value that was not asked for, though it were there', () => {
    expect(tell(get, holding([entry('/pg/', 'secret')]), { args })).not.toContain('secret');
  });

  it('cuts long values and shows binary ones by their size', () => {
    const options = { 'show-value': true, prefix: true } as const;
    const text = tell(get, holding([entry('/pg/a', 'x'.repeat(500)), entry('/pg/b', 'a\u0000b')]), { args, options });
    expect(text).toContain(`${'x'.repeat(200)} …`);
    expect(text).not.toContain('x'.repeat(201));
    expect(text).toMatch(/\/pg\/b +12 B +binary/);
  });

  it.each(['0', '101', 'x', '1.5'])('refuses a limit of %s', limit => {
    expect(tell(get, holding([]), { args, options: { limit } })).toBe('limit_out_of_range');
  });
});
