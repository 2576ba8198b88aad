import type { Deed } from '../core/deeds.ts';
import type { Element, Tone } from '../core/document.ts';
import type { Done, ReportFacts } from '../core/facts/report.ts';
import type { Change } from '../core/health/change.ts';
import { code, codeText, duration, inner, list, say, type Text, time, verbatim } from '../core/message.ts';
import type { PastIncident } from '../core/watch/incident.ts';

export type Item = Extract<Element, { type: 'list' }>['items'][number];

/** So many of them, and how many there are before. */
export const firstOf = (items: readonly Item[], most: number): readonly Item[] =>
  items.length <= most ? items : [...items.slice(0, most), { text: say('trend.more', { count: items.length - most }) }];

export const changeItem = ({ code: what, tone, params }: Change): Item => ({
  text: { key: `change.${what}`, params },
  tone,
});

export function incidentItem({ title, openedAt, endedAt, worst, by }: PastIncident, now: number): Item {
  const told = { title: inner(title), at: time(openedAt), lasted: duration((endedAt ?? now) - openedAt) };
  const text = endedAt === null ? say('report.incident.open', told) : say('report.incident', told);
  const seen =
    by === null
      ? say('report.incident.unseen', { text: inner(text) })
      : say('report.incident.seen', { text: inner(text), by });
  return { text: seen, tone: endedAt === null ? worst : 'good' };
}

/** Changes and deeds, the newest first. */
export const doneItems = ({ done, deeds }: Pick<ReportFacts, 'done' | 'deeds'>): readonly Item[] =>
  [
    ...(done ?? []).map(each => ({ at: each.at, item: { text: doneText(each), tone: tones[each.state] } })),
    ...deeds.map(each => ({ at: each.at, item: { text: deedText(each), tone: 'info' as const } })),
  ]
    .toSorted((one, other) => other.at - one.at)
    .map(({ item }) => item);

const tones: Readonly<Record<Done['state'], Tone>> = {
  awaiting_approval: 'warning',
  queued: 'info',
  running: 'info',
  succeeded: 'good',
  failed: 'bad',
  refused: 'info',
  denied: 'info',
  expired: 'info',
  cancelled: 'info',
  stale: 'warning',
};

function doneText({ line, by, approvers, state, at, id }: Done): Text {
  const what = {
    line: inner(codeText(line)),
    by,
    at: time(at),
    id: code(id),
    state: inner(say(`report.state.${state}`)),
  };
  return approvers.length === 0
    ? say('report.did', what)
    : say('report.did_approved', { ...what, approvers: list(approvers.map(verbatim)) });
}

function deedText({ what, by, at, reason, until, everywhere }: Deed): Text {
  const about = { by, at: time(at) };
  const deed =
    what === 'alert-silenced' && until !== null
      ? say('report.deed.silenced_until', { ...about, until: time(until) })
      : what === 'freeze' && everywhere
        ? say('report.deed.freeze_all', about)
        : say(deedKeys[what], about);
  return reason === null ? deed : say('report.deed.because', { deed: inner(deed), reason });
}

const deedKeys = {
  freeze: 'report.deed.freeze',
  unfreeze: 'report.deed.unfreeze',
  'alert-acknowledged': 'report.deed.acknowledged',
  'alert-silenced': 'report.deed.silenced',
  'alert-unsilenced': 'report.deed.unsilenced',
} as const;
