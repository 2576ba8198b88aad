import type { Document, Element } from '../core/document.ts';
import type { CancelFacts, VoteFacts } from '../core/facts/desk.ts';
import { code, say, type Text } from '../core/message.ts';

/** Who approved or denied, why, and what happens now: what stands in the card's thread. */
export function presentVote(facts: VoteFacts): Document {
  const said = facts.reason === null ? [] : [paragraph(say('vote.reason', { reason: facts.reason }))];
  if (facts.verdict === 'deny') return [verdictOf('info', denied(facts)), ...said, anew(facts)];
  return [verdictOf('good', approved(facts)), ...said, paragraph(next(facts))];
}

/** Who took it back, or stopped it. */
export function presentCancel({ name, line, cluster, state, ...facts }: CancelFacts): Document {
  const about = { name, command: code(line), cluster: code(cluster) };
  if (state === 'running') {
    return [verdictOf('warning', say('cancel.running', about)), paragraph(say('cancel.after_step'))];
  }
  return [verdictOf('info', say('cancel.cancelled', about)), again({ line, cluster, ...facts })];
}

const approved = ({ name, line, cluster, approvals, required }: VoteFacts): Text => {
  const about = { name, command: code(line), cluster: code(cluster) };
  return required > 1 ? say('vote.approved_of', { ...about, approvals, required }) : say('vote.approved', about);
};

const denied = ({ name, line, cluster, changes }: VoteFacts): Text =>
  say(changes ? 'vote.changes' : 'vote.denied', { name, command: code(line), cluster: code(cluster) });

/** Who is asked for changes gets the line to edit. */
const anew = ({ changes, ...about }: VoteFacts): Element =>
  changes ? paragraph(say('vote.edit', { command: commandOf(about) })) : again(about);

function next({ state, approvals, required, late }: VoteFacts): Text {
  if (state === 'awaiting_approval') return say('vote.more', { missing: required - approvals });
  return say(late ? 'vote.late' : 'vote.runs');
}

type About = { readonly line: string; readonly cluster: string };

const commandOf = ({ line, cluster }: About) => code(`/etcd ${line} --cluster ${cluster}`);

const again = (about: About): Element => ({
  type: 'note',
  texts: [say('vote.again', { command: commandOf(about) })],
});

const paragraph = (text: Text): Element => ({ type: 'paragraph', text });
const verdictOf = (tone: 'good' | 'info' | 'warning', text: Text): Element => ({ type: 'verdict', tone, text });
