import { describe, expect, it } from 'vitest';
import { accessOf, keysOf, passwordOf } from '../../src/core/auth-words.ts';
import { aRequest } from '../a-request.ts';

const keys = (args: Record<string, string>, options: Record<string, true> = {}) => keysOf({ args, options });

describe('the keys of a permission, as etcdctl reads them', () => {
  it.each([
    [{ key: '/a' }, {}, { span: 'key', key: '/a' }],
    [{ key: '/a', end: '/k' }, {}, { span: 'range', key: '/a', end: '/k' }],
    [{ key: '/a' }, { prefix: true }, { span: 'prefix', key: '/a' }],
    [{ key: '' }, { prefix: true }, { span: 'prefix', key: '' }],
    [{ key: '/a' }, { 'from-key': true }, { span: 'from', key: '/a' }],
    // To etcd a range up to the next prefix is that prefix, and reads back as one.
    [{ key: '/app/', end: '/app0' }, {}, { span: 'prefix', key: '/app/' }],
    [{ key: 'é', end: 'ê' }, {}, { span: 'prefix', key: 'é' }],
  ] as const)('%o %o', (args, options, expected) => {
    expect(keys(args, options)).toEqual(expected);
  });

  it.each([
    [{ key: '/a', end: '/b' }, { prefix: true }, 'keys_two_ways'],
    [{ key: '/a' }, { prefix: true, 'from-key': true }, 'keys_two_ways'],
    [{ key: '' }, {}, 'keys_empty'],
    [{ key: '' }, { 'from-key': true }, 'keys_empty'],
    [{ key: '/b', end: '/a' }, {}, 'keys_empty'],
    [{ key: '/b', end: '/b' }, {}, 'keys_empty'],
  ] as const)('%o %o is refused as %s', (args, options, refused) => {
    expect(keys(args, options)).toMatchObject({ refused });
  });
});

it.each(['read', 'write', 'readwrite', 'READ'])('takes %s for an access', typed => {
  expect(accessOf({ args: { access: typed } })).toBe(typed.toLowerCase());
});

it('takes nothing else for an access', () => {
  expect(accessOf({ args: { access: 'rw' } })).toMatchObject({ refused: 'not_an_access' });
});

describe('where a password comes from', () => {
  const place = { kind: 'channel', channel: 'C1', thread: null } as const;

  it('is the bot, unless somebody wants to type it', () => {
    expect(passwordOf(aRequest('user add', { place }))).toMatchObject({ source: { from: 'generated' } });
    const typed = aRequest('user add', { place, options: { ask: true }, sealed: 'x' });
    expect(passwordOf(typed)).toMatchObject({ source: { from: 'typed', sealed: 'x' } });
  });

  it('is never a terminal, and never a form that nobody filled in', () => {
    expect(passwordOf(aRequest('user add', { place: { kind: 'terminal' } }))).toMatchObject({
      refused: 'password_needs_slack',
    });
    expect(passwordOf(aRequest('user add', { place, options: { ask: true } }))).toMatchObject({
      refused: 'ask_needs_form',
    });
  });
});
