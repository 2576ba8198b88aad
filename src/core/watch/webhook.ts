import { createHash } from 'node:crypto';
import type { Text } from '../message.ts';
import type { Incident, Symptom, Told } from './incident.ts';
import { alertNamesOf } from './patience.ts';
import { whySymptom } from './symptoms.ts';
import { isCluster, WATCHDOG } from './watched-names.ts';

/** One alert, as Alertmanager tells it to a webhook (prometheus.io/docs/alerting/latest/configuration, webhook_config, version 4). */
export type WebhookAlert = {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
};

export type WebhookMessage = {
  readonly version: '4';
  readonly groupKey: string;
  readonly truncatedAlerts: number;
  readonly status: 'firing' | 'resolved';
  readonly receiver: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly externalURL: string;
  readonly alerts: readonly WebhookAlert[];
};

/** What Go writes for a time that is none. */
const NEVER = '0001-01-01T00:00:00Z';

/** A story in the words of Alertmanager: what goes on is firing, what is gone is resolved. */
export function webhookMessage(
  cluster: string,
  { incident, story }: Told,
  tell: (text: Text) => string,
): WebhookMessage {
  const isOver = story.kind === 'resolved';
  const gone = isOver || story.kind === 'eased' ? story.symptoms : [];
  const left = isOver ? [] : incident.firing;
  const at = new Date(story.at).toISOString();
  return {
    version: '4',
    groupKey: `{}:{${isCluster(cluster) ? `cluster="${cluster}", ` : ''}incident="${incident.id}"}`,
    truncatedAlerts: 0,
    status: isOver ? 'resolved' : 'firing',
    receiver: 'etcd-chatops',
    groupLabels: isCluster(cluster) ? { cluster } : {},
    commonLabels: { ...labelsOf(cluster), incident: incident.id },
    commonAnnotations: {},
    externalURL: '',
    alerts: [
      ...left.map(symptom => alertOf(cluster, incident, symptom, null, tell)),
      ...gone.map(symptom => alertOf(cluster, incident, symptom, at, tell)),
    ],
  };
}

/** What concerns no single cluster has no such label: of the way to all of them, or of the bot itself. */
const labelsOf = (cluster: string): Readonly<Record<string, string>> =>
  isCluster(cluster) ? { cluster, job: 'etcd' } : { job: cluster === WATCHDOG ? 'etcd-chatops' : 'etcd' };

function alertOf(
  cluster: string,
  incident: Incident,
  { code, tone, title, todo, since }: Symptom,
  endsAt: string | null,
  tell: (text: Text) => string,
): WebhookAlert {
  const names = alertNamesOf(code);
  const why = whySymptom(code);
  return {
    status: endsAt === null ? 'firing' : 'resolved',
    labels: {
      alertname: `EtcdChatops${code.replace(/(^|_)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase())}`,
      ...{ ...labelsOf(cluster), code, incident: incident.id },
      severity: tone === 'bad' ? 'critical' : 'warning',
    },
    annotations: {
      summary: tell(title),
      ...(todo === null ? {} : { description: tell(todo) }),
      ...(why === null ? {} : { why: tell(why) }),
      ...(names.length > 0 ? { stands_for: names.join(', ') } : {}),
    },
    startsAt: new Date(since ?? incident.openedAt).toISOString(),
    endsAt: endsAt ?? NEVER,
    generatorURL: '',
    fingerprint: createHash('sha256').update(`${cluster} ${code}`).digest('hex').slice(0, 16),
  };
}
