import type { Announcement } from '../core/announcement.ts';
import type { Document, Element } from '../core/document.ts';
import { hearsOf } from '../core/hears-of.ts';
import { duration, inner, type Language, list, say, type Text, time, verbatim } from '../core/message.ts';
import type { Settings } from '../core/settings.ts';
import type { Incident, Silence, Story, Symptom, Told } from '../core/watch/incident.ts';
import { alertNamesOf } from '../core/watch/patience.ts';
import { whySymptom } from '../core/watch/symptoms.ts';
import { EVERYWHERE, isCluster, WATCHDOG } from '../core/watch/watched-names.ts';
import { askButton } from './ask-button.ts';
import { offerButtons } from './offers.ts';

/** Where an alert is told. */
export type AlertPlace = { readonly channel: string; readonly language: Language; readonly escalate: string | null };

/**
 * The channels that hear of a cluster, or of many at once where some of these concern them. That nobody looks any more, or makes reports, concerns
 * those that wait for a report, too.
 */
export const alertPlaces = (
  cluster: string,
  channels: Settings['channels'],
  concerned: readonly string[] = [cluster],
): readonly AlertPlace[] =>
  channels
    .filter(channel =>
      cluster === WATCHDOG
        ? channel.alerts || channel.reports !== null
        : channel.alerts && (isCluster(cluster) ? [cluster] : concerned).some(name => hearsOf(channel, name)),
    )
    .map(({ id, language, escalate = null }) => ({ channel: id, language, escalate }));

/** An incident as it is to be shown; `end` when it is over. */
export type ShownIncident = {
  readonly incident: Incident;
  readonly silence: Silence | null;
  readonly end: Story | null;
};

/** The one message of an incident: what is wrong now, or that all is well again. */
export const alertMessage = (
  cluster: string,
  shown: ShownIncident,
  { channel, language, escalate }: AlertPlace,
): Announcement => ({
  id: cardId(shown.incident, channel),
  channel,
  thread: null,
  audience: { kind: 'channel' },
  language,
  metadata: { kind: 'alert', cluster, command: 'alert', state: shown.end === null ? 'firing' : 'resolved' },
  document: presentAlert(cluster, shown, escalate),
});

/** What happened, in its thread. The first story is the message itself. */
const alertReply = (
  cluster: string,
  { incident, story }: Told,
  { channel, language, escalate }: AlertPlace,
): Announcement => ({
  id: `${cardId(incident, channel)}-${story.number}`,
  channel,
  thread: { of: cardId(incident, channel) },
  audience: { kind: 'channel' },
  language,
  metadata: { kind: 'alert', cluster, command: 'alert' },
  document: presentStory(incident, story, escalate),
});

/** All messages of a story, in every channel that wants them: the incident as it is now, and what happened in its thread. */
export const alertMessages = (
  cluster: string,
  told: Told,
  silence: Silence | null,
  channels: Settings['channels'],
): readonly Announcement[] => {
  const { incident, story } = told;
  const end = story.kind === 'resolved' ? story : null;
  return alertPlaces(cluster, channels, incident.concerned).flatMap(place => [
    alertMessage(cluster, { incident, silence, end }, place),
    ...(story.number > 1 ? [alertReply(cluster, told, place)] : []),
  ]);
};

const cardId = ({ id }: Incident, channel: string): string => `alert-${id}-${channel}`;

export function presentAlert(
  cluster: string,
  { incident, silence, end }: ShownIncident,
  escalate: string | null = null,
): Document {
  if (end !== null) return presentEnd(cluster, incident, end);
  const { firing, openedAt, acknowledged, worst, headline } = incident;
  return [
    {
      type: 'verdict',
      tone: worst,
      text: headline ? say('alert.began', { cluster, title: inner(headline) }) : titleOf(cluster, firing),
    },
    ...(silence === null && firing.some(isBad) ? callFor(incident, escalate) : []),
    { type: 'list', items: firing.map(symptom => ({ text: whatToDo(symptom), tone: symptom.tone })) },
    {
      type: 'note',
      texts: [
        say('alert.since', { since: time(openedAt) }),
        ...(acknowledged ? [say('alert.acknowledged', { name: acknowledged.name, at: time(acknowledged.at) })] : []),
        ...(silence ? [silencedText(silence)] : []),
        ...whyOfWorst(firing),
        ...knownAs(firing),
      ],
    },
    ...(isCluster(cluster) ? [buttonsOf(cluster, incident, silence)] : []),
  ];
}

const isBad = ({ tone }: Symptom): boolean => tone === 'bad';

/** Slack notifies of a new message, never of one that changes: so a call stands in what is posted when it becomes bad, and in reminders. */
const callFor = ({ acknowledged }: Incident, group: string | null): readonly Element[] =>
  group === null || acknowledged !== null ? [] : [{ type: 'call', group, text: say('alert.call') }];

export const silencedText = ({ name, until, reason }: Silence): Text =>
  say('alert.silenced', { name, until: time(until), reason });

/** Each says its command as if it were typed, by whoever presses it and may. */
const buttonsOf = (cluster: string, { acknowledged, offers }: Incident, silence: Silence | null): Element => ({
  type: 'actions',
  buttons: [
    ...offerButtons(cluster, offers),
    ...(acknowledged === null
      ? [askButton('here', `acknowledge --cluster ${cluster}`, say('alert.button.acknowledge'), 'primary')]
      : []),
    silence === null
      ? askButton('here', `silence --cluster ${cluster}`, say('alert.button.silence'))
      : askButton('here', `unsilence --cluster ${cluster}`, say('alert.button.unsilence')),
    askButton('here', `status --cluster ${cluster}`, say('alert.button.status')),
  ],
});

const presentEnd = (cluster: string, { openedAt }: Incident, { at, symptoms }: Story): Document => [
  {
    type: 'verdict',
    tone: 'good',
    text: endOf(cluster, symptoms),
  },
  { type: 'list', items: symptoms.map(({ title }) => ({ text: say('alert.was', { title: inner(title) }) })) },
  {
    type: 'note',
    texts: [say('alert.lasted', { lasted: duration(at - openedAt), since: time(openedAt), until: time(at) })],
  },
];

function endOf(cluster: string, was: readonly Symptom[]): Text {
  if (cluster === EVERYWHERE)
    return was.some(({ code }) => code === 'outage') ? say('alert.outage.over') : say('alert.crowd.over');
  if (cluster !== WATCHDOG) return say('alert.ended', { cluster });
  return was.some(({ code }) => code === 'unwatched') ? say('alert.unwatched.over') : say('alert.reports_missing.over');
}

function titleOf(cluster: string, firing: readonly Symptom[]): Text {
  const worst = firing.find(({ tone }) => tone === 'bad') ?? firing[0];
  if (worst === undefined) return say('alert.many', { cluster, count: 0 });
  if (!isCluster(cluster)) return worst.title;
  return firing.length > 1 && worst.tone !== 'bad'
    ? say('alert.many', { cluster, count: firing.length })
    : say('alert.began', { cluster, title: inner(worst.title) });
}

const whatToDo = ({ title, todo }: Symptom): Text =>
  todo === null ? title : say('alert.todo', { title: inner(title), todo: inner(todo) });

/** Of the worst alone: of more nobody reads it, and each says it in the thread. */
function whyOfWorst(firing: readonly Symptom[]): readonly Text[] {
  const worst = firing.find(isBad) ?? firing[0];
  const why = worst === undefined ? null : whySymptom(worst.code);
  return why === null ? [] : [say('alert.why', { why: inner(why) })];
}

/** So that whoever has Prometheus' alert in hand knows that it is the same. */
function knownAs(firing: readonly Symptom[]): readonly Text[] {
  const names = [...new Set(firing.flatMap(({ code: known }) => alertNamesOf(known)))];
  return names.length > 0 ? [say('alert.stands', { names: list(names.map(verbatim)) })] : [];
}

function presentStory(incident: Incident, story: Story, escalate: string | null): Document {
  const { kind, symptoms, at } = story;
  const lines: readonly Element[] = [{ type: 'list', items: symptoms.map(symptom => lineOf(kind, symptom)) }];
  if (kind === 'resolved') {
    const lasted = duration(at - incident.openedAt);
    return [{ type: 'paragraph', text: say('alert.over', { lasted }) }];
  }
  const call = symptoms.some(isBad) && kind !== 'eased' ? callFor(incident, escalate) : [];
  if (kind !== 'reminder') return [...call, ...lines];
  return [...call, { type: 'paragraph', text: say('alert.reminder', { since: time(incident.openedAt) }) }, ...lines];
}

function lineOf(kind: Story['kind'], { code, title, todo, tone }: Symptom) {
  if (kind === 'eased') return { text: say('alert.gone', { title: inner(title) }), tone: 'good' } as const;
  if (kind === 'reminder') return { text: say('alert.still', { title: inner(title) }), tone };
  const why = whySymptom(code);
  const text =
    todo === null
      ? say('alert.new_plain', { title: inner(title) })
      : say('alert.new', { title: inner(title), why: why === null ? '' : inner(why), todo: inner(todo) });
  return { text, tone };
}
