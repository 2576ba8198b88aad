import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../../../src/core/message.ts';
import {
  type BegunIn,
  CROWD,
  crowdSymptom,
  crowdsOf,
  isAboutToBe,
  isToldForMany,
} from '../../../src/core/watch/crowd.ts';
import { type Course, type Incident, unwatched } from '../../../src/core/watch/incident.ts';

const MINUTE = 60_000;
const begun = (count: number, code: BegunIn['code'] = 'blind', since = (index: number) => index * 100) =>
  Array.from(
    { length: count },
    (_, index): BegunIn => ({ cluster: `c${index}`, code, tone: 'bad', since: since(index) }),
  );
const far = (index: number) => index * MINUTE;

describe('an outage of the way to the clusters', () => {
  it.each([
    [1, 1, far, 0],
    [1, 2, far, 0],
    [2, 2, far, 2],
    [2, 5, far, 0],
    [3, 5, far, 3],
    [99, 200, far, 0],
    [200, 200, far, 200],
    [4, 200, undefined, 0],
    [5, 200, undefined, 5],
    [99, 200, undefined, 99],
  ])('%i silent of %i: told of %i', (blind, watched, since, told) => {
    const crowds = crowdsOf(begun(blind, 'blind', since), watched, true);
    expect(crowds.flatMap(({ clusters }) => clusters)).toHaveLength(told);
    for (const crowd of crowds)
      expect(crowdSymptom(crowd, watched, null)).toMatchObject({ code: 'outage', tone: 'bad' });
  });
});

describe('the same trouble in many clusters', () => {
  it('is one of those that began within a minute, whoever had it before', () => {
    const since = (index: number) => (index < 2 ? 0 : 10 * MINUTE + index * 1_000);
    expect(crowdsOf(begun(CROWD + 2, 'no_space', since), 200, true)).toEqual([
      { code: 'no_space', tone: 'bad', clusters: Array.from({ length: CROWD }, (_, index) => `c${index + 2}`) },
    ]);
  });

  it('is none of different troubles, nor where everybody reads of one cluster alone', () => {
    const different = [...begun(4, 'no_space'), ...begun(4, 'process_down')];
    expect(crowdsOf(different, 8, true)).toEqual([]);
    expect(crowdsOf(begun(200, 'no_space'), 200, false)).toEqual([]);
  });

  it('names the worst first, and shows how it looks there', () => {
    const some = begun(6, 'quota_nearly_full').map(
      each => ({ ...each, tone: each.cluster === 'c4' ? 'bad' : 'warning' }) as const,
    );
    const [crowd] = crowdsOf(some, 200, true);
    expect(crowd).toMatchObject({ tone: 'bad', clusters: ['c4', 'c0', 'c1', 'c2', 'c3', 'c5'] });
    const symptom = crowd && crowdSymptom(crowd, 200, say('finding.no_leader.title'));
    expect(symptom).toMatchObject({
      code: 'quota_nearly_full',
      tone: 'bad',
      title: { params: { first: 'c4', count: 6 } },
    });
  });

  it('holds exactly those of whom some window of a minute holds enough', () => {
    const times = fc.array(fc.integer({ min: 0, max: 10 * MINUTE }), { maxLength: 30 });
    fc.assert(
      fc.property(times, all => {
        const given = begun(all.length, 'no_space', index => all[index] ?? 0);
        const expected = given.filter(({ since }) =>
          all.some(from => {
            const inside = all.filter(time => time >= from && time - from <= MINUTE).length;
            return from <= since && since - from <= MINUTE && inside >= CROWD;
          }),
        );
        const told = crowdsOf(given, 200, true).flatMap(({ clusters }) => clusters);
        expect(new Set(told)).toEqual(new Set(expected.map(({ cluster }) => cluster)));
      }),
    );
  });
});

describe('a cluster of which others are told together', () => {
  const course: Course = {
    ...{ code: 'no_space', tone: 'bad', who: [], title: say('finding.no_leader.title'), todo: null },
    ...{ phase: 'pending', since: 0, lastSeen: 0, sightings: 2 },
  };
  const crowds = [{ code: 'no_space', tone: 'bad', clusters: ['prod'] }] as const;
  const incident: Incident = {
    ...{ id: 'al-1', openedAt: 0, headline: null, worst: 'bad', acknowledged: null, toldAt: 0, replies: 1, offers: [] },
    ...{ firing: [{ ...course, who: ['prod'] }], concerned: [] },
  };
  it.each([
    ['waits for the word on all of them', 30_000, crowds, null, 30_000, true],
    ['waits no longer when nobody gives it', 60_000, crowds, null, 60_000, false],
    ['is told with them as long as they are', 10 * MINUTE, [], incident, 10 * MINUTE - 5_000, true],
    ['tells itself when nobody looks at all of them any more', 10 * MINUTE, [], incident, 9 * MINUTE, false],
    ['tells itself when there are few', 5_000, [], null, 5_000, false],
  ])('%s', (_title, at, now, open, surveyedAt, told) => {
    const everywhere = { ...unwatched, incident: open, surveyedAt };
    const isTold = (of: Course, cluster: string) =>
      isToldForMany(of, cluster, everywhere, at) || isAboutToBe(of, cluster, now, at);
    expect(isTold(course, 'prod')).toBe(told);
    expect(isTold(course, 'other')).toBe(false);
    expect(isTold({ ...course, code: 'corrupt' }, 'prod')).toBe(false);
  });
});
