import type { Announcement } from '../core/announcement.ts';
import type { Document } from '../core/document.ts';
import { code, duration, say, time } from '../core/message.ts';
import { PAUSE_NAG_MS, type PauseRecord } from '../core/patroni/pause.ts';
import type { CardPlace } from './card-message.ts';

/** Each time it is asked is a message of its own, so that it stands at the channel's end. */
export const pauseMessage = (cluster: string, record: PauseRecord, { channel, language }: CardPlace): Announcement => ({
  id: `pause-${cluster}-${record.postgres}-${record.at}-${record.nags}`,
  channel,
  thread: null,
  audience: { kind: 'channel' },
  language,
  metadata: { kind: 'alert', cluster, command: 'pg pause', operation: record.operation },
  document: presentForgotten(cluster, record),
});

/** A pause that lasts longer than it was meant to: who answers for it, since when, and how it ends. */
export function presentForgotten(cluster: string, { postgres, by, at, until, operation, nags }: PauseRecord): Document {
  const name = code(postgres);
  const resume = code(`/etcd pg resume ${postgres} --cluster ${cluster}`);
  const longer = code(`/etcd pg pause ${postgres} --for 2h --cluster ${cluster}`);
  return [
    { type: 'verdict', tone: 'bad', text: say('pause.forgotten', { cluster, name }) },
    {
      type: 'list',
      items: [
        { text: say('pause.owner', { owner: by.name, at: time(at), operation: code(operation) }) },
        ...(until === null ? [] : [{ text: say('pause.deadline', { until: time(until) }) }]),
        { text: say('pause.todo', { resume, longer }) },
      ],
    },
    { type: 'note', texts: [say('pause.again', { count: Math.max(1, nags), every: duration(PAUSE_NAG_MS) })] },
  ];
}
