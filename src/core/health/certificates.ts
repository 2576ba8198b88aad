import { type Certificate, daysLeft, firstToEnd, type ServedPort } from '../certificates.ts';
import { list, type Param, say, type Text } from '../message.ts';
import { thresholdDefaults } from '../thresholds.ts';
import { find } from './finding.ts';
import type { Rule } from './rule.ts';
import type { ClusterState } from './state.ts';

type Ending = { readonly who: Text; readonly days: number; readonly begun: boolean };

export const certificateIsOver: Rule = state => {
  const over = endings(state).filter(({ days, begun }) => days < 0 || !begun);
  return over.length > 0 ? find('certificate_over', 'bad', { who: whoOf(over) }) : null;
};

export const certificateEnds: Rule = state => {
  const { certificateWarning, certificateCritical } = state.thresholds ?? thresholdDefaults;
  const ending = endings(state).filter(({ days, begun }) => begun && days >= 0 && days < certificateWarning);
  if (ending.length === 0) return null;
  const days = Math.min(...ending.map(each => each.days));
  return find('certificate_expires', days < certificateCritical ? 'bad' : 'warning', { who: whoOf(ending), days });
};

/** A client that checks names goes elsewhere; a peer that does is refused (etcd client/pkg/transport/listener_tls.go). */
export const certificateIsForAnother: Rule = state => {
  const other = portsOf(state).filter(
    port => port.served.kind === 'tls' && !port.served.named && !isTold(port, state, 'tls_name_mismatch'),
  );
  return other.length > 0 ? find('certificate_names', 'warning', { who: list(other.map(portText)) }) : null;
};

/** Only of clients' ports: peers may well have an authority of their own. */
export const certificateIsForeign: Rule = state => {
  const foreign = portsOf(state).filter(
    port =>
      port.port === 'client' &&
      port.served.kind === 'tls' &&
      port.served.trust === 'foreign' &&
      !isTold(port, state, 'tls_untrusted'),
  );
  return foreign.length > 0 ? find('certificate_foreign', 'warning', { who: list(foreign.map(portText)) }) : null;
};

/** Who a port belongs to: `etcd-1, client port`. */
export const portText = ({ member, address, port }: ServedPort): Text =>
  say(`certs.port.${port}`, { name: member ?? address });

const portsOf = ({ certificates }: ClusterState): readonly ServedPort[] => certificates?.ports ?? [];

/** A member that could not be asked for that very reason has its finding already. */
const isTold = (
  { port, address, member }: ServedPort,
  { members }: ClusterState,
  code: 'tls_untrusted' | 'tls_name_mismatch',
): boolean =>
  port === 'client' &&
  members.some(({ name, endpoint, fault }) => fault?.code === code && (name === member || endpoint === address));

function endings({ certificates, takenAt }: ClusterState): readonly Ending[] {
  if (certificates === null) return [];
  const ending = (who: Text, first: Certificate | null): readonly Ending[] =>
    first ? [{ who, days: daysLeft(first, takenAt), begun: first.validFrom <= takenAt }] : [];
  const { ports, client, authority } = certificates;
  return [
    ...ports.flatMap(port => (port.served.kind === 'tls' ? ending(portText(port), firstToEnd(port.served.chain)) : [])),
    ...(client ? ending(say('certs.own'), client.certificate) : []),
    ...ending(say('certs.authority'), firstToEnd(authority)),
  ];
}

const whoOf = (endings: readonly Ending[]): Param => list(endings.map(({ who }) => who));
