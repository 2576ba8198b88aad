import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRedisUrl } from '../../src/store/redis-url.ts';

const plain = { tls: false, username: null, password: null, database: 0, master: null };
const node = (host: string, port: number) => ({ host, port });

describe('a Redis URL', () => {
  it.each([
    ['redis://127.0.0.1', { ...plain, kind: 'single', nodes: [node('127.0.0.1', 6379)] }],
    ['redis://h:7000/3', { ...plain, kind: 'single', nodes: [node('h', 7000)], database: 3 }],
    ['rediss://:p%40ss@h', { ...plain, kind: 'single', nodes: [node('h', 6379)], tls: true, password: 'p@ss' }],
    [
      'redis://u:p:q@[::1]:7000',
      { ...plain, kind: 'single', nodes: [node('::1', 7000)], username: 'u', password: 'p:q' },
    ],
    [
      'redis+sentinel://a:1,b/main',
      { ...plain, kind: 'sentinel', nodes: [node('a', 1), node('b', 26_379)], master: 'main' },
    ],
    [
      'rediss+sentinel://:p@a/main/2',
      { ...plain, kind: 'sentinel', nodes: [node('a', 26_379)], tls: true, password: 'p', master: 'main', database: 2 },
    ],
    ['redis+cluster://a:1,b:2', { ...plain, kind: 'cluster', nodes: [node('a', 1), node('b', 2)] }],
    ['redis+cluster://u:p@a/', { ...plain, kind: 'cluster', nodes: [node('a', 6379)], username: 'u', password: 'p' }],
  ])('%s is read', (url, address) => {
    expect(parseRedisUrl(url)).toEqual(address);
  });

  it.each(['', 'http://h', 'redis://', 'redis+sentinel://h:1', 'redis://h:x', 'redis+cluster://a,,b', 'redis://h/x'])(
    '%s is none',
    url => {
      expect(() => parseRedisUrl(url)).toThrow(RangeError);
    },
  );

  it('never has its password in an error', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{8,12}$/), fc.string(), (password, rest) => {
        try {
          parseRedisUrl(`redis://u:${password}@${rest}`);
        } catch (error) {
          expect(String(error)).not.toContain(password);
        }
      }),
    );
  });
});
