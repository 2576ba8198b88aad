import { type Certificate, type Certificates, daysLeft, firstToEnd, type ServedPort } from '../core/certificates.ts';
import type { Cell, Document, Element, Tone } from '../core/document.ts';
import type { CertsFacts } from '../core/facts/certs.ts';
import { portText } from '../core/health/certificates.ts';
import { phraseOf } from '../core/health/fault.ts';
import { code, codeText, inner, list, say, type Text, verbatim } from '../core/message.ts';
import { presentFault } from './faults.ts';
import { presentFindings } from './findings.ts';
import { dash, noteOf, quantity } from './note.ts';

/** Slack's tables end at 100 rows with the heading (docs.slack.dev/reference/block-kit/blocks/table-block). */
const MOST_ROWS = 99;
const MOST_NAMES = 12;

/** The verdict, what to do, what every port serves, whose chains they are, and what a Pigsty would miss. */
export function presentCerts(facts: CertsFacts): Document {
  const { cluster, certificates, findings, lacks, takenAt } = facts;
  if (!certificates.ok) {
    const phrase = inner(presentFault(certificates.fault));
    return [{ type: 'verdict', tone: 'bad', text: say('certs.unreadable', { cluster, phrase }) }, noteOf(facts)];
  }
  const seen = certificates.value;
  return [
    verdictOf(facts, seen),
    ...presentFindings(findings),
    ...(seen.ports.length > 0 ? [portTable(seen, takenAt)] : []),
    ...listed(say('certs.heading.own'), ownOf(seen, takenAt)),
    ...listed(say('certs.heading.chains'), chainsOf(seen)),
    ...listed(say('certs.heading.names'), namesOf(seen)),
    ...listed(say('certs.heading.fit'), lacks && lacks.length > 0 ? lacks : [say('certs.fit.nothing')]),
    noteOf(facts),
  ];
}

function verdictOf({ cluster, findings, takenAt }: CertsFacts, { ports }: Certificates): Element {
  const verdict = (tone: Tone, text: Text): Element => ({ type: 'verdict', tone, text });
  const served = ports.flatMap(port => (port.served.kind === 'tls' ? [port.served] : []));
  const plain = ports.filter(port => port.served.kind === 'plain');
  const unread = ports.filter(port => port.served.kind === 'unread');
  const worst = findings[0];
  if (worst) return verdict(worst.tone, say('certs.verdict.findings', { cluster, count: findings.length }));
  if (served.length === 0) {
    return plain.length > 0
      ? verdict('warning', say('certs.verdict.plain', { cluster, count: plain.length }))
      : verdict('bad', say('certs.verdict.silent', { cluster }));
  }
  if (unread.length > 0) {
    return verdict('warning', say('certs.verdict.partly', { cluster, who: list(unread.map(portText)) }));
  }
  const first = firstToEnd(served.flatMap(({ chain }) => chain));
  const days = first ? daysLeft(first, takenAt) : 0;
  return verdict('good', say('certs.verdict.good', { cluster, count: served.length, days }));
}

function portTable({ ports }: Certificates, now: number): Element {
  return {
    type: 'table',
    columns: [
      { label: say('certs.column.port'), wrap: true },
      { label: say('certs.column.serves'), wrap: true },
      { label: say('certs.column.left'), align: 'right' },
      { label: say('certs.column.named') },
      { label: say('certs.column.tls') },
      { label: say('certs.column.key') },
      { label: say('certs.column.address'), wrap: true },
    ],
    rows: ports
      .slice(0, MOST_ROWS)
      .map(port => [{ text: portText(port) }, ...cellsOf(port, now), { text: codeText(port.address) }]),
  };
}

const trustTones = { signed: 'good', foreign: 'warning', expired: 'bad', unchecked: 'info' } as const;

function cellsOf({ served }: ServedPort, now: number): readonly Cell[] {
  const empty: readonly Cell[] = [{ text: dash }, { text: dash }, { text: dash }, { text: dash }];
  if (served.kind === 'plain') return [{ text: say('certs.plain'), tone: 'warning' }, ...empty];
  if (served.kind === 'unread') {
    return [{ text: say('certs.unread', { phrase: inner(phraseOf(served)) }), tone: 'bad' }, ...empty];
  }
  const { chain, trust, named, protocol } = served;
  const first = firstToEnd(chain);
  return [
    { text: say(`certs.trust.${trust}`), tone: trustTones[trust] },
    { text: first ? say('certs.days', { days: daysLeft(first, now) }) : dash },
    named ? { text: say('certs.yes') } : { text: say('certs.no'), tone: 'bad' },
    { text: verbatim(protocol) },
    { text: verbatim(chain[0]?.keyType ?? '–') },
  ];
}

function ownOf({ client, authority }: Certificates, now: number): readonly Text[] {
  const told = (who: Text, certificate: Certificate, trust: Text): Text =>
    say('certs.own.line', {
      who: inner(who),
      subject: code(certificate.subject || '–'),
      days: daysLeft(certificate, now),
      key: certificate.keyType,
      trust: inner(trust),
    });
  return [
    client ? told(say('certs.own'), client.certificate, say(`certs.trust.${client.trust}`)) : say('certs.own.none'),
    ...(authority.length === 0 ? [say('certs.authority.none')] : []),
    ...authority.map(each => told(say('certs.authority'), each, say('certs.trust.itself'))),
  ];
}

/** One line for each leaf, with all ports that serve it: `etcd-1 …: CN=etcd ← CN=authority`. */
function chainsOf({ ports }: Certificates): readonly Text[] {
  const chains = new Map<string, { readonly who: Text[]; readonly chain: readonly Certificate[] }>();
  for (const port of ports) {
    if (port.served.kind !== 'tls') continue;
    const { chain } = port.served;
    const known = chains.get(chain[0]?.fingerprint ?? '') ?? { who: [], chain };
    known.who.push(portText(port));
    chains.set(chain[0]?.fingerprint ?? '', known);
  }
  return [...chains.values()].map(({ who, chain }) => {
    const last = chain.at(-1);
    const names = chain.map(({ subject }) => subject);
    const ends = last && last.issuer !== last.subject ? [...names, last.issuer] : names;
    return say('certs.chain', { who: list(who), chain: code(ends.join(' ← ')) });
  });
}

/** Of ports that are asked by an address which their certificate does not name. */
const namesOf = ({ ports }: Certificates): readonly Text[] =>
  ports.flatMap(port => {
    if (port.served.kind !== 'tls' || port.served.named) return [];
    const names = (port.served.chain[0]?.names ?? []).slice(0, MOST_NAMES).map(codeText);
    const good = names.length > 0 ? quantity(list(names)) : say('certs.names.none');
    return [say('certs.names', { who: inner(portText(port)), address: code(port.address), names: inner(good) })];
  });

const listed = (heading: Text, items: readonly Text[]): Document =>
  items.length === 0
    ? []
    : [
        { type: 'heading', text: heading },
        { type: 'list', items: items.map(text => ({ text })) },
      ];
