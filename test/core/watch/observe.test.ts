import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../../../src/core/message.ts';
import { watchDefaults } from '../../../src/core/settings.ts';
import { type Symptom, unwatched, type Watched } from '../../../src/core/watch/incident.ts';
import { allJudged, observe } from '../../../src/core/watch/observe.ts';
import { restAfter } from '../../../src/core/watch/pace.ts';

const SECOND = 1_000;
const EVERY = 15 * SECOND;

const symptom = (code: Symptom['code'], tone: Symptom['tone'] = 'warning', who: readonly string[] = []): Symptom => ({
  code,
  tone,
  who,
  title: say('finding.no_leader.title'),
  todo: null,
});
const down = (...who: readonly string[]) => symptom('process_down', 'warning', who);
const lost = symptom('quorum_lost', 'bad');

/** What is told over time: a survey every 15 seconds, or as often as said. */
function watching(surveys: readonly (readonly Symptom[])[], every = EVERY, start: Watched = unwatched) {
  let ids = 0;
  const end = surveys.reduce(
    (watched, symptoms, index) =>
      observe(watched, { at: index * every, symptoms, ...allJudged }, watchDefaults, () => `al-${++ids}`),
    start,
  );
  return { end, told: end.untold.map(({ incident, story }) => `${incident.id} ${story.kind}`), ids };
}
const times = (count: number, ...symptoms: readonly Symptom[]) => Array.from({ length: count }, () => symptoms);
const well = (count: number) => times(count);

describe('what is told of a cluster', () => {
  it('is nothing while it is well, or troubled for one survey only', () => {
    expect(watching([...well(3), [down('etcd-1')], ...well(3)]).told).toEqual([]);
  });

  it('is an incident from the second survey on, and its end once it has stayed away', () => {
    const { told, end } = watching([...times(2, down('etcd-1')), ...well(2 + watchDefaults.clearMs / EVERY)]);
    expect(told).toEqual(['al-1 began', 'al-1 resolved']);
    expect(end.incident).toBeNull();
  });

  it('is remembered when it is over, with who was on it, and no more than twenty', () => {
    const once = [...times(2, lost), ...well(2 + watchDefaults.clearMs / EVERY)];
    const { end } = watching([...once, ...times(2, down('etcd-1'))]);
    expect(end.past).toMatchObject([{ id: 'al-1', worst: 'bad', by: null, openedAt: 0 }]);
    expect(end.past[0]?.endedAt).toBeGreaterThan(0);
    expect(watching(Array.from({ length: 25 }, () => once).flat()).end.past).toHaveLength(20);
  });

  it('is one incident for a member that restarts every 20 seconds for 10 minutes', () => {
    const surveys = Array.from({ length: 120 }, (_, index) =>
      Math.floor((index * 5) / 20) % 2 === 0 ? [down('etcd-2')] : [],
    );
    expect(watching([...surveys, ...well(20)], 5 * SECOND).told).toEqual(['al-1 began', 'al-1 resolved']);
  });

  describe('of a member that restarts every 20 seconds for 10 minutes, however long it is away each time', () => {
    const PERIOD = 20 * SECOND;
    const CYCLES = 30;
    /** Milliseconds of each cycle from which the member is there again. */
    const aways = (min: number, max: number) =>
      fc.array(fc.integer({ min, max }), { minLength: CYCLES, maxLength: CYCLES });
    /** As a worker rests: up to a tenth less than it should. */
    const rests = fc.array(fc.integer({ min: 900, max: 1_000 }), { minLength: 1, maxLength: 40 });
    const flapping = (away: readonly number[], jitter: readonly number[]) => {
      let watched: Watched = unwatched;
      let ids = 0;
      for (let at = 0, n = 0; at < (CYCLES + 15) * PERIOD; n += 1) {
        const isAway = at % PERIOD < (away[Math.floor(at / PERIOD)] ?? 0);
        const seen = { at, symptoms: isAway ? [down('etcd-2')] : [], ...allJudged };
        watched = observe(watched, seen, watchDefaults, () => `al-${++ids}`);
        const rest = restAfter(watched, EVERY);
        at += Math.round((rest * (jitter[n % jitter.length] ?? 1_000)) / 1_000);
      }
      return watched.untold.map(({ incident, story }) => `${incident.id} ${story.kind}`);
    };

    it('is one incident with one end and no word in between, where two surveys can see it', () => {
      const told = ['al-1 began', 'al-1 resolved'];
      fc.assert(
        fc.property(aways(5_500, 20_000), rests, (away, jitter) => {
          expect(flapping(away, jitter)).toEqual(told);
        }),
      );
    });

    it('is nothing where no two surveys in a row can see it', () => {
      fc.assert(
        fc.property(aways(0, 4_000), rests, (away, jitter) => {
          expect(flapping(away, jitter)).toEqual([]);
        }),
      );
    });
  });

  it('goes on in the same incident when more breaks, and when some of it mends', () => {
    const { told } = watching([
      ...times(3, down('etcd-1')),
      ...times(2, down('etcd-1', 'etcd-2'), lost),
      ...times(6, down('etcd-1')),
      ...well(6),
    ]);
    expect(told).toEqual(['al-1 began', 'al-1 began', 'al-1 began', 'al-1 eased', 'al-1 resolved']);
  });

  it('is said again when nobody acknowledges it, and not when somebody has', () => {
    const hours = (watchDefaults.remindMs * 2.5) / EVERY;
    expect(watching(times(hours, lost)).told).toEqual(['al-1 began', 'al-1 reminder', 'al-1 reminder']);
    const { end } = watching(times(3, lost));
    const acknowledged = { by: 'U1', name: 'alice', at: 0 };
    const seen: Watched = { ...end, untold: [], incident: end.incident && { ...end.incident, acknowledged } };
    expect(watching(times(hours, lost), EVERY, seen).told).toEqual([]);
    expect(watching(times(3, lost), EVERY, seen).end.incident?.acknowledged).toEqual(acknowledged);
  });

  it('takes an acknowledgement back when it becomes worse', () => {
    const { end } = watching(times(3, down('etcd-1')));
    const acknowledged = { by: 'U1', name: 'alice', at: 0 };
    const seen: Watched = { ...end, untold: [], incident: end.incident && { ...end.incident, acknowledged } };
    const worse = watching(times(3, down('etcd-1'), lost), EVERY, seen);
    expect(worse.told).toEqual(['al-1 began']);
    expect(worse.end.incident).toMatchObject({ worst: 'bad', acknowledged: null });
  });

  it('is nothing new during a silence, and its rest afterwards', () => {
    const silence = { by: 'U1', name: 'alice', reason: 'works', at: 0, until: 20 * EVERY };
    const { told } = watching(times(25, lost), EVERY, { ...unwatched, silence });
    expect(told).toEqual(['al-1 began']);
    const { end } = watching(times(3, lost));
    const over = watching(well(10), EVERY, { ...end, untold: [], silence });
    expect(over.told).toEqual(['al-1 resolved']);
  });

  it('is never a state of the configuration', () => {
    expect(watching(times(100, symptom('even_voters'), symptom('single_member'))).told).toEqual([]);
  });

  describe('while nobody answers, or a member says nothing', () => {
    const blind = symptom('blind', 'bad');
    const slow = symptom('fsync_slow', 'warning', ['etcd-1']);
    type Survey = {
      readonly seen: readonly Symptom[];
      readonly isBlind?: boolean;
      readonly unknown?: readonly Symptom[];
    };
    const following = (surveys: readonly Survey[], every = EVERY) => {
      let watched: Watched = unwatched;
      return surveys.map(({ seen, isBlind = false, unknown = [] }, index) => {
        const before = watched.untold.length;
        const unjudged = ({ code }: Symptom) => unknown.some(each => each.code === code);
        const observed = { ...allJudged, at: index * every, symptoms: seen, blind: isBlind, unjudged };
        watched = observe(watched, observed, watchDefaults, () => 'al-1');
        return { watched, told: watched.untold.slice(before).map(({ story }) => story) };
      });
    };
    const repeat = (count: number, survey: Survey) => Array.from({ length: count }, () => survey);
    const kinds = (steps: ReturnType<typeof following>) =>
      steps.flatMap(({ told }) =>
        told.map(({ kind, symptoms }) => [kind, ...symptoms.map(({ code }) => code)].join(' ')),
      );

    it('what was wrong is not over', () => {
      const away = repeat(40, { seen: [blind], isBlind: true });
      const steps = following([...repeat(3, { seen: [lost] }), ...away]);
      expect(kinds(steps)).toEqual(['began quorum_lost', 'began blind']);
      expect(steps.at(-1)?.watched.incident?.firing.map(({ code }) => code)).toEqual(['blind', 'quorum_lost']);
    });

    it('it is over only when it could be seen to be away for all of its time', () => {
      const steps = following([
        ...repeat(3, { seen: [slow, lost] }),
        ...repeat(40, { seen: [lost], unknown: [slow] }),
        ...repeat(4, { seen: [lost] }),
        ...repeat(1, { seen: [lost] }),
      ]);
      expect(kinds(steps.slice(0, -2))).toEqual(['began fsync_slow quorum_lost']);
      expect(kinds(steps)).toEqual(['began fsync_slow quorum_lost', 'eased fsync_slow']);
    });

    it('nothing begins that was only suspected', () => {
      const expiring = symptom('certificate_expires', 'bad');
      const steps = following([...repeat(3, { seen: [expiring] }), ...repeat(40, { seen: [], unknown: [expiring] })]);
      expect(kinds(steps)).toEqual([]);
      expect(steps.at(-1)?.watched.courses).toMatchObject([{ phase: 'pending', sightings: 3 }]);
    });

    it('nothing is ever told to be gone', () => {
      const some = fc.subarray([down('etcd-1'), slow, lost]);
      const survey = fc.record({ isBlind: fc.boolean(), seen: some, unknown: some });
      const surveys = fc.array(
        survey.map(({ isBlind, seen, unknown }) => (isBlind ? { isBlind, seen: [blind] } : { isBlind, seen, unknown })),
        { maxLength: 80 },
      );
      fc.assert(
        fc.property(surveys, fc.constantFrom(5, 15, 40, 90), (all, seconds) => {
          following(all, seconds * SECOND).forEach(({ told }, index) => {
            const gone = told.filter(({ kind }) => kind === 'eased' || kind === 'resolved');
            const { isBlind = false, unknown = [] }: Survey = all[index] ?? { seen: [] };
            const codes = gone.flatMap(({ symptoms }) => symptoms.map(({ code }) => code));
            if (isBlind) expect(gone).toEqual([]);
            for (const { code } of unknown) expect(codes).not.toContain(code);
          });
        }),
      );
    });
  });

  it('never ends what did not begin, never begins twice, and numbers its replies without a gap', () => {
    const any = fc.array(fc.subarray([down('etcd-1'), down('etcd-2'), lost, symptom('corrupt', 'bad')]), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(any, fc.constantFrom(2, 5, 15, 40), (surveys, seconds) => {
        const { end } = watching(surveys, seconds * SECOND);
        const open = new Map<string, number>();
        for (const { incident, story } of end.untold) {
          const last = open.get(incident.id) ?? 0;
          expect(story.number).toBe(last + 1);
          if (last === 0) expect(story.kind).toBe('began');
          open.set(incident.id, story.kind === 'resolved' ? Number.POSITIVE_INFINITY : story.number);
        }
        const unresolved = [...open.values()].filter(Number.isFinite).length;
        expect(unresolved).toBe(end.incident === null ? 0 : 1);
      }),
    );
  });
});
