import { describe, expect, it } from 'vitest';
import { say } from '../../../src/core/message.ts';
import { watchDefaults } from '../../../src/core/settings.ts';
import { type Course, unwatched } from '../../../src/core/watch/incident.ts';
import { restAfter } from '../../../src/core/watch/pace.ts';

const NOW = 1_000_000;
const SECOND = 1_000;
const course = (code: Course['code'], phase: Course['phase'], more: Partial<Course> = {}): Course => ({
  ...{ code, phase, tone: 'warning', who: [], title: say('finding.no_leader.title'), todo: null },
  ...{ since: NOW, lastSeen: NOW, sightings: 1 },
  ...more,
});
const rest = (courses: readonly Course[], everyMs = watchDefaults.everyMs, blindSince: number | null = null) =>
  restAfter({ ...unwatched, surveyedAt: NOW, courses, blindSince }, everyMs);

describe('how long a worker rests before it looks again', () => {
  it('is 15 seconds where nothing is said, and nothing is wrong', () => {
    expect(rest([])).toBe(15 * SECOND);
  });

  it.each<[string, number, readonly Course[]]>([
    ['something may be about to be told', 5, [course('process_down', 'pending')]],
    ['it waits for its time', 5, [course('unstarted', 'pending', { since: NOW - 9 * 60 * SECOND })]],
    ['it has waited for longer than its time', 15, [course('process_down', 'pending', { since: NOW - 61 * SECOND })]],
    ['something may be over', 5, [course('backup_none', 'clearing')]],
    ['something critical was told', 5, [course('no_space', 'firing', { tone: 'bad', since: 0 })]],
    ['what was told lasts', 15, [course('backup_none', 'firing'), course('certificate_expires', 'firing')]],
  ])('when %s is %i seconds', (_title, seconds, courses) => {
    expect(rest(courses)).toBe(seconds * SECOND);
  });

  it('is short while nobody answers, and never longer than it was asked for', () => {
    expect(rest([], 15 * SECOND, NOW)).toBe(5 * SECOND);
    expect(rest([course('process_down', 'pending')], SECOND)).toBe(SECOND);
    expect(rest([], 60 * SECOND)).toBe(60 * SECOND);
  });
});
