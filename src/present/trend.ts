import type { Document, Element, Tone } from '../core/document.ts';
import type { TrendFacts } from '../core/facts/trend.ts';
import { bytes, day, duration, type Param, ratio, say, type Text, time } from '../core/message.ts';
import type { Forecast } from '../core/trend/forecast.ts';
import { quantity } from './note.ts';

/** The one sentence that matters, then the picture. */
export function presentTrend(facts: TrendFacts): Document {
  const { cluster, span } = facts;
  if (span === null) {
    return [
      { type: 'verdict', tone: 'info', text: say('trend.nothing', { cluster }) },
      { type: 'note', texts: [say('trend.remembered')] },
    ];
  }
  return [
    verdictOf(facts),
    ...fieldsOf(facts),
    ...chartOf(facts),
    ...leadersOf(facts),
    { type: 'note', texts: [say('trend.span', { from: time(span.from), to: time(span.to), surveys: span.surveys })] },
  ];
}

function verdictOf(facts: TrendFacts): Element {
  const { cluster, subject, leaders } = facts;
  switch (subject) {
    case 'quota':
      return facts.forecast === null
        ? { type: 'verdict', tone: 'info', text: say('trend.quota_unknown', { cluster }) }
        : { type: 'verdict', ...forecastText(facts.forecast, cluster, facts.span?.to ?? 0) };
    case 'latency':
      return { type: 'verdict', tone: 'info', text: say('trend.latency', { cluster }) };
    case 'revisions':
      return { type: 'verdict', tone: 'info', text: say('trend.revisions', { cluster }) };
    case 'leader':
      return {
        type: 'verdict',
        tone: leaders.length > 0 ? 'info' : 'good',
        text: say('trend.leader', { cluster, count: leaders.length }),
      };
  }
}

const DAY = 24 * 60 * 60_000;
/** Within this time somebody has to do something: days. */
const SOON_DAYS = 14;
const NOW_DAYS = 3;

/** Of what comes in more than two days nobody can tell the hour. */
export const foretold =
  (now: number) =>
  (at: number): Param =>
    at - now < 2 * DAY ? time(at) : day(at);

/** What is foretold of a database, and how good that is. */
export function forecastText(
  told: Forecast,
  cluster: string,
  now: number,
): { readonly tone: Tone; readonly text: Text } {
  switch (told.kind) {
    case 'reaches': {
      const days = (told.at - now) / DAY;
      const tone = days < NOW_DAYS ? 'bad' : days < SOON_DAYS ? 'warning' : 'good';
      const when = foretold(now);
      const known = { cluster, at: when(told.at), earliest: when(told.earliest), perDay: bytes(told.slope * DAY) };
      return told.latest === null
        ? { tone, text: say('trend.full_at_least', known) }
        : { tone, text: say('trend.full', { ...known, latest: when(told.latest) }) };
    }
    case 'far':
      return {
        tone: 'good',
        text: say('trend.far', { cluster, perDay: bytes(told.slope * DAY), beyond: foretold(now)(told.beyond) }),
      };
    case 'steady':
      return { tone: 'good', text: say('trend.steady', { cluster }) };
    case 'erratic':
      return told.soonest === null
        ? { tone: 'warning', text: say('trend.erratic', { cluster }) }
        : { tone: 'warning', text: say('trend.erratic_soonest', { cluster, soonest: foretold(now)(told.soonest) }) };
    case 'short':
      return { tone: 'info', text: say('trend.short', { cluster, span: duration(told.spanMs) }) };
    case 'reached':
      return { tone: 'bad', text: say('trend.reached', { cluster }) };
  }
}

function fieldsOf({ subject, fileNow, inUseNow, quota, fragmentation }: TrendFacts): Document {
  if (subject !== 'quota' || fileNow === null) return [];
  return [
    {
      type: 'fields',
      fields: [
        { label: say('trend.file'), value: quantity(bytes(fileNow)) },
        ...(inUseNow === null ? [] : [{ label: say('trend.in_use'), value: quantity(bytes(inUseNow)) }]),
        ...(quota === null
          ? []
          : [
              { label: say('trend.limit'), value: quantity(bytes(quota)) },
              { label: say('trend.used'), value: quantity(ratio(fileNow / quota)) },
            ]),
        ...(fragmentation === null
          ? []
          : [{ label: say('status.fragmentation'), value: fragmentationText(fragmentation) }]),
      ],
    },
  ];
}

/** How much of the file is empty, what a defragmentation would give back, and how that was at first. */
function fragmentationText({ member, share, emptyBytes, before }: NonNullable<TrendFacts['fragmentation']>): Text {
  const now = { name: member, share: ratio(share), empty: bytes(emptyBytes) };
  return before === null
    ? say('trend.fragmented', now)
    : say('trend.fragmented_since', { ...now, before: ratio(before) });
}

type Chart = Extract<Element, { type: 'chart' }>;

const units = { quota: 'bytes', latency: 'seconds', revisions: 'count', leader: 'count' } as const;
const titles = {
  quota: 'trend.title.quota',
  latency: 'trend.title.latency',
  revisions: 'trend.title.revisions',
  leader: 'trend.title.leader',
} as const;

/** The limit is drawn only where it is near: else it flattens what is below it. */
export function chartOf(facts: TrendFacts): Document {
  const { subject, times, lines } = facts;
  const highest = Math.max(
    0,
    ...lines.filter(({ of }) => of !== 'limit').flatMap(({ values }) => values.filter(isKnown)),
  );
  const drawn = lines.filter(({ of, values }) => of !== 'limit' || (values[0] ?? 0) < highest * 4);
  if (!drawn.some(({ values }) => values.some(isKnown))) return [];
  const series = drawn.map(({ of, values }) => ({
    name: say(`trend.${of}`),
    values,
    ...(of === 'limit' ? { limit: true as const } : {}),
  }));
  return [{ type: 'chart', title: say(titles[subject]), unit: units[subject], times, series, ...aheadOf(facts) }];
}

/** How the file goes on: up to the quota, where that is no further off than twice what is known; else for half of that. */
function aheadOf({ span, forecast, fileNow, quota }: TrendFacts): Pick<Chart, 'ahead'> {
  if (span === null || fileNow === null || quota === null) return {};
  if (forecast?.kind !== 'reaches' && forecast?.kind !== 'far') return {};
  const known = span.to - span.from;
  const isNear = forecast.kind === 'reaches' && forecast.at <= span.to + 2 * known;
  const at = Math.round(isNear ? forecast.at : span.to + known / 2);
  // Straight to where it is foretold to end: what is drawn and what is said agree.
  const slope = forecast.kind === 'reaches' ? (quota - fileNow) / (forecast.at - span.to) : forecast.slope;
  const value = Math.round(Math.min(quota, fileNow + slope * (at - span.to)));
  return at > span.to && value >= fileNow ? { ahead: { at, value } } : {};
}

const isKnown = (value: number | null): value is number => value !== null;

const MOST = 15;

function leadersOf({ leaders }: TrendFacts): Document {
  if (leaders.length === 0) return [];
  const shown = leaders.slice(-MOST).toReversed();
  const left = leaders.length - shown.length;
  return [
    {
      type: 'list',
      items: [
        ...shown.map(({ at, from, to }) => ({ text: say('trend.took_over', { at: time(at), from, to }) })),
        ...(left > 0 ? [{ text: say('trend.more', { count: left }) }] : []),
      ],
    },
  ];
}
