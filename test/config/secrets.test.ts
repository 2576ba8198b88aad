import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { formatProblems } from '../../src/config/problem.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9"'\\:{}#&*!|>%@`, -]{6,24}$/).map(text => `Zq${text}7x`);

describe('a problem', () => {
  it('never holds a secret, however broken the file', () => {
    const wrong = fc.record({
      name: fc.constantFrom('prod', 'PROD', 7, null),
      endpoints: fc.constantFrom([], 'x', ['http://a:1', 'nonsense'], undefined),
      tls: fc.constantFrom(undefined, 'x', { ca: 'a', chain: 'b' }),
    });
    fc.assert(
      fc.property(secret, secret, secret, wrong, fc.nat(400), (one, two, three, broken, cut) => {
        const whole = stringify({
          redis: { url: `redis:/${one}@host:99999`, password: one },
          clusters: [
            {
              ...broken,
              auth: { username: 'root', password: [two], passwordFile: 'x', token: two },
              patroni: { username: 'postgres', password: { value: two } },
              snapshots: { s3: { secretAccessKey: three, token: three }, directory: 5 },
            },
          ],
        });
        const env = {
          SLACK_BOT_TOKEN: one,
          SLACK_APP_TOKEN: two,
          SLACK_SIGNING_SECRET: three,
          REDIS_URL: `redis://:${three} @host`,
          SLACK_API_URL: `http://x:${one}@host`,
          LOG_LEVEL: two,
          PORT: three,
        };
        for (const text of [whole, whole.slice(0, cut), `${whole.slice(0, cut)}\n\t- ]`]) {
          const result = readSettings(env, () => text, 'all', readInventory);
          const told = result.ok ? '' : formatProblems(result.error);
          for (const value of [one, two, three]) expect(told).not.toContain(value);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('formatProblems', () => {
  it('writes one problem a line', () => {
    expect(formatProblems([{ path: 'PORT', message: 'is wrong' }])).toBe('One setting needs care:\n  PORT  is wrong');
    expect(
      formatProblems([
        { path: 'PORT', message: 'is wrong' },
        { path: 'clusters[0].name', message: 'is missing' },
      ]),
    ).toBe('2 settings need care:\n  PORT              is wrong\n  clusters[0].name  is missing');
  });
});
