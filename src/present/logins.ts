import type { Document, Element, Tone } from '../core/document.ts';
import type { AuthFacts } from '../core/facts/auth.ts';
import { code, inner, say, type Text } from '../core/message.ts';
import type { PasswordCheck } from '../core/password-check.ts';
import { presentFault } from './faults.ts';
import { presentFindings } from './findings.ts';

/** What is to be seen to among users and roles, and what was tried of passwords. */
export function presentLogins({ findings = [], compared, passwords }: AuthFacts): Document {
  return [
    ...(findings.length > 0 ? presentFindings(findings) : [paragraph(say('logins.well'))]),
    ...(compared === false ? [paragraph(say('logins.not_compared'))] : []),
    ...(passwords === undefined ? [] : triesOf(passwords)),
  ];
}

function triesOf(passwords: NonNullable<AuthFacts['passwords']>): Document {
  if (!passwords.ok) {
    return [paragraph(say('logins.tried.unreadable', { phrase: inner(presentFault(passwords.fault)) }))];
  }
  const { etcd, patroni } = passwords.value;
  const items = [...(etcd ?? []).map(userItem), ...patroni.map(restItem)];
  const heading: Element = { type: 'heading', text: say('logins.heading.tried') };
  return [
    heading,
    ...(etcd === null ? [paragraph(say('logins.tried.off'))] : []),
    items.length > 0 ? { type: 'list', items } : paragraph(say('logins.tried.none')),
  ];
}

type Item = { readonly text: Text; readonly tone: Tone };

function userItem({ user, tried, taken }: NonNullable<PasswordCheck['etcd']>[number]): Item {
  const verdict = inner(taken === null ? say('logins.unsaid') : say(taken ? 'logins.taken' : 'logins.not_taken'));
  return {
    text: say(`logins.tried.user.${tried}`, { user: code(user), verdict }),
    tone: taken === null ? 'info' : taken ? 'bad' : 'good',
  };
}

const restWords = {
  refused: { key: 'logins.not_taken', tone: 'good' },
  default: { key: 'logins.taken', tone: 'bad' },
  open: { key: 'logins.open', tone: 'bad' },
  unknown: { key: 'logins.unsaid', tone: 'info' },
} as const;

function restItem({ cluster, verdict }: PasswordCheck['patroni'][number]): Item {
  const { key, tone } = restWords[verdict];
  return { text: say('logins.tried.rest', { cluster: code(cluster), verdict: inner(say(key)) }), tone };
}

const paragraph = (text: Text): Element => ({ type: 'paragraph', text });
