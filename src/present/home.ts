import type { Document, Element } from '../core/document.ts';
import type { HomeFacts } from '../core/facts/home.ts';
import { code, inner, say, type Text, time } from '../core/message.ts';
import type { Operation } from '../core/operation.ts';
import { operationState } from './operations.ts';

type Item = Extract<Element, { type: 'list' }>['items'][number];

/** What waits for one person, what they asked for, and the clusters. Slack has no tables in this tab. */
export function presentHome({ name, now, pending, mine, clusters }: HomeFacts): Document {
  return [
    {
      type: 'verdict',
      tone: pending.length > 0 ? 'warning' : 'good',
      text: say('home.title', { name, count: pending.length }),
    },
    ...(pending.length > 0 ? part(say('home.pending'), pending.map(waiting)) : []),
    ...part(say('home.mine'), mine.length > 0 ? mine.map(asked) : [{ text: say('home.none') }]),
    ...part(say('home.clusters'), clusters.map(clusterItem)),
    { type: 'note', texts: [say('home.seen', { at: time(now) }), say('home.where', { help: code('/etcd help') })] },
  ];
}

const part = (title: Text, items: readonly Item[]): Document => [
  { type: 'heading', text: title },
  { type: 'list', items },
];

function waiting({ id, plan, requester, expiresAt, rule }: Operation): Item {
  const command = code(`/etcd approve ${id}${rule.typed ? ` ${plan.cluster}` : ''}`);
  const about = { line: code(plan.line), cluster: plan.cluster, name: requester.name };
  return { tone: 'warning', text: say('home.waiting', { ...about, until: time(expiresAt), command }) };
}

function asked(operation: Operation): Item {
  const { text, tone } = operationState(operation);
  const { line, cluster } = operation.plan;
  return { text: say('home.operation', { line: code(line), cluster, state: inner(text) }), ...(tone ? { tone } : {}) };
}

function clusterItem({ name, environment, open, frozen, channels }: HomeFacts['clusters'][number]): Item {
  const kind: Text = { key: `environment.${environment}`, params: {} };
  const text = say('home.cluster', { name, environment: inner(kind), open, channels });
  return frozen ? { tone: 'warning', text: say('home.cluster_frozen', { cluster: inner(text) }) } : { text };
}
