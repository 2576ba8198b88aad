import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../src/core/guard.ts';
import { maintenance } from '../../src/core/guards/maintenance.ts';
import { isOpenAt, type MaintenanceWindow, nextOpening, type Weekday } from '../../src/core/maintenance.ts';
import { aCluster } from '../a-cluster.ts';
import { anOperation } from '../an-operation.ts';

const at = (text: string): number => Date.parse(text);
const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

const window = (from: string, to: string, days: readonly Weekday[] = [], timezone = 'UTC'): MaintenanceWindow => ({
  ...{ from: minutes(from), to: minutes(to), days, timezone },
});
const nights = window('22:00', '02:00', [6]);

describe('a maintenance window', () => {
  it.each([
    ['every day', window('01:00', '03:00'), '2026-11-22T01:00Z', true],
    ['every day, a minute before', window('01:00', '03:00'), '2026-11-22T00:59Z', false],
    ['every day, at its end', window('01:00', '03:00'), '2026-11-22T03:00Z', false],
    ['on a Sunday, on a Sunday', window('01:00', '03:00', [0]), '2026-11-22T02:00Z', true],
    ['on a Sunday, on a Monday', window('01:00', '03:00', [0]), '2026-11-23T02:00Z', false],
    ['over midnight, before it', nights, '2026-11-21T23:59Z', true],
    ['over midnight, behind it', nights, '2026-11-22T01:59Z', true],
    ['over midnight, the night after', nights, '2026-11-22T23:00Z', false],
    ['over midnight, the morning of its own day', nights, '2026-11-21T01:00Z', false],
    ['in Shanghai', window('09:00', '10:00', [1], 'Asia/Shanghai'), '2026-11-23T01:30Z', true],
    [
      'in Shanghai, when it is nine in Greenwich',
      window('09:00', '10:00', [], 'Asia/Shanghai'),
      '2026-11-23T09:30Z',
      false,
    ],
    ['until midnight', window('22:00', '00:00'), '2026-11-23T23:59Z', true],
  ])('%s is open as its clock says', (_, given, moment, open) => {
    expect(isOpenAt([given], at(moment))).toBe(open);
  });

  it.each([
    ['later today', window('04:00', '05:00'), '2026-11-22T03:10Z', '2026-11-22T04:00Z'],
    ['tomorrow', window('01:00', '02:00'), '2026-11-22T03:10Z', '2026-11-23T01:00Z'],
    ['in a week, when it has just closed', window('01:00', '03:00', [0]), '2026-11-22T03:10Z', '2026-11-29T01:00Z'],
    [
      'behind the change to winter time',
      window('04:00', '05:00', [0], 'Europe/Berlin'),
      '2026-10-24T12:00Z',
      '2026-10-25T03:00Z',
    ],
    [
      'behind the change to summer time',
      window('04:00', '05:00', [0], 'Europe/Berlin'),
      '2026-03-28T12:00Z',
      '2026-03-29T02:00Z',
    ],
  ])('opens %s', (_, given, after, opening) => {
    expect(nextOpening([given], at(after))).toBe(at(opening));
  });

  it('is the earliest of several', () => {
    const both = [window('20:00', '21:00'), window('04:00', '05:00')];
    expect(nextOpening(both, at('2026-11-22T03:10Z'))).toBe(at('2026-11-22T04:00Z'));
    expect(nextOpening([], 0)).toBeNull();
  });

  it('opens in the future, within eight days, and is open then', () => {
    const zone = fc.constantFrom('UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'America/Phoenix');
    const anyDays = fc.uniqueArray(fc.constantFrom<Weekday>(0, 1, 2, 3, 4, 5, 6));
    const time = fc.integer({ min: 0, max: 1439 });
    const moment = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-01-01T00:00Z') });
    fc.assert(
      fc.property(anyDays, time, time, zone, moment, (days, from, to, timezone, after) => {
        fc.pre(from !== to);
        const windows = [{ days, from, to, timezone }];
        const next = nextOpening(windows, after) ?? 0;
        expect(next).toBeGreaterThan(after);
        expect(next - after).toBeLessThanOrEqual(8 * 86_400_000);
        expect(isOpenAt(windows, next)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the guard of maintenance windows', () => {
  const snapshot = aCluster().snapshot();
  const { plan } = anOperation('move-leader etcd-2', snapshot);
  const now = at('2026-11-22T03:10Z');
  const around: Surroundings = { now, phase: 'planning', freeze: null, busyWith: null, progress: new Map() };
  const judged = (more: Partial<Surroundings>) => maintenance.judge({ plan, snapshot, around: { ...around, ...more } });

  it.each([
    ['none is configured', {}, 'skipped'],
    ['one is open', { maintenance: [window('03:00', '04:00')] }, 'passed'],
    ['none is open', { maintenance: [window('04:00', '05:00')] }, 'refused'],
    ['none is open, in an emergency', { maintenance: [window('04:00', '05:00')], breakGlass: true }, 'passed'],
  ])('where %s: %s', (_, more, outcome) => {
    expect(judged(more).outcome).toBe(outcome);
  });

  it('is not waited for by PostgreSQL, which gets its failover back', () => {
    const resumes = { ...plan, steps: [{ kind: 'resume-postgres', postgres: 'pg-a' } as const] };
    const closed = { ...around, maintenance: [window('04:00', '05:00')] };
    expect(maintenance.judge({ plan: resumes, snapshot, around: closed }).outcome).toBe('passed');
  });

  it('says when the next one opens', () => {
    const { because } = judged({ maintenance: [window('04:00', '05:00')] });
    expect(because).toMatchObject({ params: { next: { type: 'time', value: at('2026-11-22T04:00Z') } } });
  });
});
