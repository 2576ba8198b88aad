import type { Fault, FaultCode, Reading } from '../cluster.ts';
import { inner, say, type Text } from '../message.ts';

const barring: readonly FaultCode[] = [
  'tls_untrusted',
  'tls_name_mismatch',
  'tls_client_certificate',
  'tls_failed',
  'auth_required',
  'auth_failed',
  'permission_denied',
  'unimplemented',
];
const answering: readonly FaultCode[] = [
  'no_leader',
  'no_quorum',
  'learner',
  'no_space',
  'corrupt',
  'compacted',
  'future_revision',
  'too_large',
];

/** The server (or its TLS) spoke to us and refused: our access is at fault, not the member. */
export const bars = (fault: Fault): boolean => barring.includes(fault.code);

/** Only a running member gives such an answer. */
export const answers = (fault: Fault): boolean => answering.includes(fault.code);

/**
 * A read that reached the key space. etcd checks rights after the read index is confirmed (v3_server.go, Range), so a
 * refused right proves the read as etcdctl's `endpoint health` takes it too.
 */
export const served = (reading: Reading<number>): boolean =>
  reading.ok || reading.fault.code === 'permission_denied' || reading.fault.code === 'auth_required';

export const faultOf = (reading: Reading<unknown>): Fault | null =>
  reading.ok || reading.fault.code === 'not_asked' ? null : reading.fault;

/** `etcd-3 does not answer in time`: a name and the phrase of its fault. */
export const troubleOf = (name: string, fault: Fault | null): Text =>
  say('fault.sentence', { name, phrase: inner(phraseOf(fault)) });

export const phraseOf = (fault: Fault | null): Text =>
  fault ? { key: `fault.${fault.code}`, params: {} } : say('fault.unknown');
