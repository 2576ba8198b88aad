import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  acknowledgeWithin,
  isNagDue,
  isOverdue,
  ownPause,
  type PauseRecord,
  restAddresses,
} from '../../../src/core/patroni/pause.ts';
import { aPostgres } from '../../a-postgres.ts';

const HOUR = 60 * 60_000;
const record: PauseRecord = {
  ...{ postgres: 'pg-test', operation: 'op-1', by: { user: 'U1', name: 'alice' }, at: 0, until: 4 * HOUR },
  ...{ before: 'running', nags: 0, naggedAt: null },
};

describe('who has seen a pause', () => {
  it.each([
    ['nobody yet', aPostgres('pg-test', 3), { seen: 0, of: 3, missing: ['pg-test-1', 'pg-test-2', 'pg-test-3'] }],
    [
      'two of three',
      aPostgres('pg-test', 3).member('pg-test-1', { paused: true }).member('pg-test-3', { paused: true }),
      { seen: 2, of: 3, missing: ['pg-test-2'] },
    ],
    ['all', aPostgres().each({ paused: true }), { seen: 2, of: 2, missing: [] }],
    [
      'whose key is gone is not asked',
      aPostgres().each({ paused: true }).gone('pg-test-2'),
      { seen: 1, of: 1, missing: [] },
    ],
    [
      'whose key is broken has not',
      aPostgres().each({ paused: true }).brokenMember('pg-test-2'),
      { seen: 1, of: 2, missing: ['pg-test-2'] },
    ],
    ['nobody is there', aPostgres('pg-test', 0), { seen: 0, of: 0, missing: [] }],
  ])('%s', (_, world, expected) => {
    expect(acknowledged(world.cluster(), true)).toEqual(expected);
  });

  it('is asked of its end the same way', () => {
    expect(acknowledged(aPostgres().member('pg-test-2', { paused: true }).cluster(), false).missing).toEqual([
      'pg-test-2',
    ]);
  });

  it.each([
    [{ loopWait: 10, retryTimeout: 10 }, 35_000],
    [{ ttl: 30, loopWait: 5, retryTimeout: 10 }, 25_000],
    [{ ttl: 20, loopWait: 1, retryTimeout: 3 }, 10_000],
    [{ ttl: null, loopWait: null, retryTimeout: null }, 35_000],
  ])('takes no longer than two loops and a retry: %o', (timing, ms) => {
    expect(acknowledgeWithin(aPostgres().config(timing).cluster())).toBe(ms);
  });
});

describe('whom a pause is asked of', () => {
  it('is the leader first, then the others, and only who tells an address', () => {
    const world = aPostgres('pg-test', 3).member('pg-test-3', { apiUrl: null });
    expect(restAddresses(world.cluster())).toEqual(['http://10.0.1.1:8008/patroni', 'http://10.0.1.2:8008/patroni']);
    const other = {
      ...world.cluster(),
      leader: { state: 'read', revision: '1', value: { name: 'pg-test-2', lease: null } },
    } as const;
    expect(restAddresses(other)[0]).toBe('http://10.0.1.2:8008/patroni');
    expect(restAddresses(aPostgres().keys({ leader: 'absent' }).cluster())).toHaveLength(2);
  });
});

describe('a pause that is remembered', () => {
  it('is the bot’s only where nobody had paused before', () => {
    const others: PauseRecord = { ...record, postgres: 'pg-other', before: 'paused' };
    const memory = { ours: [record, others], others: [] };
    expect(ownPause(memory, 'pg-test')).toBe(record);
    expect(ownPause(memory, 'pg-other')).toBeNull();
    expect(ownPause(memory, 'pg-none')).toBeNull();
  });

  it.each([
    ['before its deadline', record, 4 * HOUR - 1, false],
    ['at its deadline', record, 4 * HOUR, true],
    ['without a deadline', { ...record, until: null }, 400 * HOUR, false],
    ['of somebody else', { ...record, before: 'paused' as const }, 400 * HOUR, false],
  ])('is overdue %s: %#', (_, given, now, expected) => {
    expect(isOverdue(given, now)).toBe(expected);
  });

  it('is asked for at its deadline, and every hour after', () => {
    expect(isNagDue(record, 4 * HOUR)).toBe(true);
    const asked = { ...record, nags: 1, naggedAt: 4 * HOUR };
    expect(isNagDue(asked, 5 * HOUR - 1)).toBe(false);
    expect(isNagDue(asked, 5 * HOUR)).toBe(true);
  });
});
