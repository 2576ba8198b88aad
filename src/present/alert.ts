import type { Announcement } from '../core/announcement.ts';
import type { Document, Element } from '../core/document.ts';
import { code, duration, inner, type Language, list, say, type Text, time, verbatim } from '../core/message.ts';
import type { Incident, Story, Symptom, Told } from '../core/watch/incident.ts';
import { alertNamesOf } from '../core/watch/patience.ts';

/** Where an alert is told: a channel that wants alerts of this cluster. */
export type AlertPlace = { readonly channel: string; readonly language: Language };

/** All clusters together, as the store names them. */
export const EVERYWHERE = '*';

/** The one message of an incident: what is wrong now, or that all is well again. */
export const alertMessage = (cluster: string, told: Told, { channel, language }: AlertPlace): Announcement => ({
  id: cardId(told.incident, channel),
  channel,
  thread: null,
  audience: { kind: 'channel' },
  language,
  metadata: { kind: 'alert', cluster, command: 'alert' },
  document: presentAlert(cluster, told),
});

/** What happened, in its thread. The first story is the message itself. */
export const alertReply = (cluster: string, told: Told, { channel, language }: AlertPlace): Announcement => ({
  id: `${cardId(told.incident, channel)}-${told.story.number}`,
  channel,
  thread: { of: cardId(told.incident, channel) },
  audience: { kind: 'channel' },
  language,
  metadata: { kind: 'alert', cluster, command: 'alert' },
  document: presentStory(told),
});

const cardId = ({ id }: Incident, channel: string): string => `alert-${id}-${channel}`;

export function presentAlert(cluster: string, { incident, story }: Told): Document {
  if (story.kind === 'resolved') return presentEnd(cluster, incident, story);
  const { firing, openedAt, acknowledged, worst } = incident;
  return [
    { type: 'verdict', tone: worst, text: headline(cluster, firing) },
    { type: 'list', items: firing.map(symptom => ({ text: whatToDo(symptom), tone: symptom.tone })) },
    {
      type: 'note',
      texts: [
        say('alert.since', { since: time(openedAt) }),
        ...(acknowledged ? [say('alert.acknowledged', { name: acknowledged.name, at: time(acknowledged.at) })] : []),
        ...(cluster === EVERYWHERE ? [] : [say('alert.next', { command: code(`/etcd status --cluster ${cluster}`) })]),
        ...knownAs(firing),
      ],
    },
  ];
}

const presentEnd = (cluster: string, { openedAt }: Incident, { at, symptoms }: Story): Document => [
  {
    type: 'verdict',
    tone: 'good',
    text: cluster === EVERYWHERE ? say('alert.outage.over') : say('alert.ended', { cluster }),
  },
  { type: 'list', items: symptoms.map(({ title }) => ({ text: say('alert.was', { title: inner(title) }) })) },
  {
    type: 'note',
    texts: [say('alert.lasted', { lasted: duration(at - openedAt), since: time(openedAt), until: time(at) })],
  },
];

function headline(cluster: string, firing: readonly Symptom[]): Text {
  const worst = firing.find(({ tone }) => tone === 'bad') ?? firing[0];
  if (worst === undefined) return say('alert.many', { cluster, count: 0 });
  if (cluster === EVERYWHERE) return worst.title;
  return firing.length > 1 && worst.tone !== 'bad'
    ? say('alert.many', { cluster, count: firing.length })
    : say('alert.began', { cluster, title: inner(worst.title) });
}

const whatToDo = ({ title, todo }: Symptom): Text =>
  todo === null ? title : say('alert.todo', { title: inner(title), todo: inner(todo) });

/** So that whoever has Prometheus' alert in hand knows that it is the same. */
function knownAs(firing: readonly Symptom[]): readonly Text[] {
  const names = [...new Set(firing.flatMap(({ code: known }) => alertNamesOf(known)))];
  return names.length > 0 ? [say('alert.stands', { names: list(names.map(verbatim)) })] : [];
}

function presentStory({ incident, story }: Told): Document {
  const { kind, symptoms, at } = story;
  const lines: readonly Element[] = [{ type: 'list', items: symptoms.map(symptom => lineOf(kind, symptom)) }];
  if (kind === 'resolved') {
    const lasted = duration(at - incident.openedAt);
    return [{ type: 'paragraph', text: say('alert.over', { lasted }) }];
  }
  if (kind !== 'reminder') return lines;
  return [{ type: 'paragraph', text: say('alert.reminder', { since: time(incident.openedAt) }) }, ...lines];
}

function lineOf(kind: Story['kind'], { title, todo, tone }: Symptom) {
  if (kind === 'eased') return { text: say('alert.gone', { title: inner(title) }), tone: 'good' } as const;
  if (kind === 'reminder') return { text: say('alert.still', { title: inner(title) }), tone };
  const text =
    todo === null
      ? say('alert.new_plain', { title: inner(title) })
      : say('alert.new', { title: inner(title), todo: inner(todo) });
  return { text, tone };
}
