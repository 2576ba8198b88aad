import type { Document, Element } from '../core/document.ts';
import type { FreezeFacts, UnfreezeFacts } from '../core/facts/desk.ts';
import { code, say, type Text } from '../core/message.ts';

/** What is stopped, why, and how it ends. */
export function presentFreeze({ cluster, name, reason }: FreezeFacts): Document {
  const said = cluster === '*' ? say('freeze.all', { name }) : say('freeze.cluster', { name, cluster: code(cluster) });
  return [
    { type: 'verdict', tone: 'warning', text: said },
    ...(reason === '' ? [] : [paragraph(say('vote.reason', { reason }))]),
    paragraph(say('freeze.running')),
    { type: 'note', texts: [say('freeze.end', { command: code(unfreezeLine(cluster)) })] },
  ];
}

/** Who agreed, and whether that was enough. */
export function presentUnfreeze(facts: UnfreezeFacts): Document {
  const { cluster, name, agreed, over, all } = facts;
  if (!over) {
    const text =
      cluster === '*'
        ? say('unfreeze.agreed_all', { name, agreed })
        : say('unfreeze.agreed', { name, agreed, cluster: code(cluster) });
    const second = say('unfreeze.second', { command: code(unfreezeLine(cluster)) });
    return [{ type: 'verdict', tone: 'info', text }, paragraph(second)];
  }
  const text =
    cluster === '*' ? say('unfreeze.over_all', { name }) : say('unfreeze.over', { name, cluster: code(cluster) });
  const still = say('unfreeze.all_still', { command: code(unfreezeLine('*')) });
  return [{ type: 'verdict', tone: all ? 'warning' : 'good', text }, ...(all ? [paragraph(still)] : [])];
}

/** The command that agrees to go on. */
export const unfreezeLine = (cluster: string): string =>
  cluster === '*' ? '/etcd unfreeze --all' : `/etcd unfreeze --cluster ${cluster}`;

const paragraph = (text: Text): Element => ({ type: 'paragraph', text });
