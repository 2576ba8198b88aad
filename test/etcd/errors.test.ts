import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultCode, faultCodes } from '../../src/core/cluster.ts';
import { isAuthOff, isLoginVerdict, isStaleToken, toFault } from '../../src/etcd/errors.ts';

const fromGrpc = (code: number, details: string): Error =>
  Object.assign(new Error(`${code} SOMETHING: ${details}`), { code, details });
const fromNode = (code: string, message: string): Error => Object.assign(new Error(message), { code });
const unconnected = (reason: string): Error =>
  fromGrpc(14, `No connection established. Last error: ${reason}. Resolution note: `);
const alert = (words: string): string =>
  `80ECAD39907F0000:error:0A000412:SSL routines:ssl3_read_bytes:${words}:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1601:SSL alert number 42\n`;

/** Every text was heard from a real server or library; those that a test can provoke are provoked in `faults.test.ts` and `access.test.ts`, too. */
const heard: readonly (readonly [code: FaultCode, error: unknown, detail?: string])[] = [
  ['deadline', fromGrpc(4, 'Deadline exceeded after 1.500s,LB pick: 0.001s,remote_addr=127.0.0.1:2379')],
  ['deadline', fromGrpc(4, 'Deadline exceeded')],
  ['deadline', new DOMException('The operation was aborted due to timeout', 'TimeoutError')],
  ['cancelled', fromGrpc(1, 'Cancelled on client')],
  ['cancelled', fromGrpc(1, 'Call cancelled')],
  ['cancelled', new DOMException('This operation was aborted', 'AbortError')],
  ['refused', unconnected('Error: connect ECONNREFUSED 127.0.0.1:1'), 'connect ECONNREFUSED 127.0.0.1:1'],
  ['refused', fromNode('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1')],
  ['unreachable', unconnected('null')],
  ['unreachable', unconnected('Error: connect EHOSTUNREACH 10.0.0.1:2379')],
  ['unreachable', fromGrpc(14, 'Name resolution failed for target dns:nosuch.invalid:2379')],
  ['unreachable', fromNode('ENOTFOUND', 'getaddrinfo ENOTFOUND nosuch.invalid')],
  ['unreachable', fromGrpc(14, 'Connection dropped')],
  ['unreachable', fromGrpc(14, 'read ECONNRESET')],
  ['unreachable', fromNode('ECONNRESET', 'socket hang up')],
  [
    'tls_untrusted',
    unconnected('Error: unable to verify the first certificate'),
    'unable to verify the first certificate',
  ],
  ['tls_untrusted', fromNode('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate')],
  ['tls_untrusted', unconnected('Error: self-signed certificate in certificate chain')],
  ['tls_untrusted', unconnected('Error: unable to get local issuer certificate')],
  ['tls_untrusted', unconnected('Error: certificate has expired')],
  [
    'tls_name_mismatch',
    unconnected("Error: Hostname/IP does not match certificate's altnames: IP: 127.0.0.2 is not in the cert's list: "),
  ],
  ['tls_client_certificate', unconnected(alert('sslv3 alert bad certificate')), 'sslv3 alert bad certificate'],
  ['tls_client_certificate', unconnected(alert('tlsv13 alert certificate required'))],
  ['tls_client_certificate', unconnected(alert('tlsv1 alert unknown ca'))],
  ['tls_client_certificate', unconnected(alert('sslv3 alert certificate expired'))],
  ['tls_client_certificate', fromNode('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', alert('sslv3 alert bad certificate'))],
  [
    'tls_failed',
    unconnected('Error: Client network socket disconnected before secure TLS connection was established'),
    'Client network socket disconnected before secure TLS connection was established',
  ],
  ['tls_failed', unconnected('Failed to connect (2026-11-22T19:13:45.531Z)')],
  ['tls_failed', unconnected('Error: read ECONNRESET')],
  ['tls_failed', unconnected(alert('wrong version number'))],
  ['tls_failed', fromNode('ENOENT', "ENOENT: no such file or directory, open '/nope/ca.crt'")],
  [
    'tls_failed',
    fromNode('ERR_OSSL_PEM_NO_START_LINE', 'error:0480006C:PEM routines::no start line'),
    'ERR_OSSL_PEM_NO_START_LINE: no start line',
  ],
  [
    'tls_failed',
    fromNode('ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'error:05800074:x509 certificate routines::key values mismatch'),
  ],
  ['tls_failed', new Error('Certificate chain must be given with accompanying private key')],
  ['auth_required', fromGrpc(3, 'etcdserver: user name is empty')],
  ['auth_required', fromGrpc(2, 'auth: user name is empty')],
  ['auth_failed', fromGrpc(3, 'etcdserver: authentication failed, invalid user ID or password')],
  ['auth_failed', fromGrpc(16, 'etcdserver: invalid auth token')],
  ['auth_failed', fromGrpc(2, 'auth: invalid auth token')],
  ['auth_failed', fromGrpc(2, 'auth: user not found')],
  ['auth_failed', fromGrpc(3, 'etcdserver: revision of auth store is old')],
  ['permission_denied', fromGrpc(7, 'etcdserver: permission denied')],
  ['permission_denied', fromGrpc(2, 'auth: permission denied')],
  ['no_leader', fromGrpc(14, 'etcdserver: no leader')],
  ['no_leader', fromGrpc(14, 'etcdserver: leader changed')],
  ['no_quorum', fromGrpc(14, 'etcdserver: request timed out')],
  ['no_quorum', fromGrpc(14, 'etcdserver: request timed out, possibly due to connection lost')],
  ['no_quorum', fromGrpc(4, 'context deadline exceeded')],
  ['no_quorum', fromGrpc(2, 'context deadline exceeded')],
  ['learner', fromGrpc(14, 'etcdserver: rpc not supported for learner')],
  ['learner', fromGrpc(9, 'etcdserver: rpc not supported for learner')],
  ['no_space', fromGrpc(8, 'etcdserver: mvcc: database space exceeded')],
  ['corrupt', fromGrpc(15, 'etcdserver: corrupt cluster')],
  ['compacted', fromGrpc(11, 'etcdserver: mvcc: required revision has been compacted')],
  ['future_revision', fromGrpc(11, 'etcdserver: mvcc: required revision is a future revision')],
  ['too_large', fromGrpc(8, 'Received message larger than max (6000161 vs 4194304)')],
  ['too_large', fromGrpc(3, 'etcdserver: request is too large')],
  ['unimplemented', fromGrpc(12, 'unknown method AuthStatus for service etcdserverpb.Auth')],
  ['unimplemented', fromGrpc(12, 'Received HTTP status code 404')],
  ['not_in_sync', fromGrpc(9, 'etcdserver: can only promote a learner member which is in sync with leader')],
  ['not_a_learner', fromGrpc(9, 'etcdserver: can only promote a learner member')],
  ['no_such_member', fromGrpc(5, 'etcdserver: member not found')],
  ['peer_url_taken', fromGrpc(9, 'etcdserver: Peer URLs already exists')],
  ['peer_url_taken', fromGrpc(9, 'etcdserver: member ID already exist')],
  ['user_exists', fromGrpc(9, 'etcdserver: user name already exists')],
  ['unhealthy_cluster', fromGrpc(14, 'etcdserver: unhealthy cluster')],
  ['too_few_started', fromGrpc(2, 'etcdserver: re-configuration failed due to not enough started members')],
  ['too_many_learners', fromGrpc(9, 'etcdserver: too many learner members in cluster')],
  ['not_leader', fromGrpc(9, 'etcdserver: not leader'), 'etcdserver: not leader'],
  ['bad_transferee', fromGrpc(9, 'etcdserver: bad leader transferee')],
  ['no_data', new Error('Prometheus has 0 targets for 10.0.0.1:2379 among 4 of etcd')],
  ['unknown', fromGrpc(9, 'etcdserver: something new'), 'etcdserver: something new'],
  ['unknown', new Error('something new')],
];

describe('the words of etcd, gRPC, Node and OpenSSL', () => {
  it.each(heard)('mean %s: %s', (code, error, detail) => {
    const fault = toFault(error);
    expect(fault.code).toBe(code);
    if (detail !== undefined) expect(fault.detail).toBe(detail);
  });

  it("reach every fault code but those that are not etcd's: nothing was asked, a password was in the way, or it is about a pause", () => {
    const reached = new Set(heard.map(([code]) => code));
    const ours = ['not_asked', 'password_lost', 'nobody_to_show', 'password_not_taken', 'password_untold'];
    const pauses = ['conflict', 'no_config', 'not_ours'];
    expect(faultCodes.filter(code => !reached.has(code)).toSorted()).toEqual([...ours, ...pauses].toSorted());
  });

  it('become one short line, whatever was thrown', () => {
    const thrown = fc.oneof(
      fc.anything(),
      fc.string({ unit: 'binary' }).map(text => new Error(text)),
      fc.string().map(text => fromGrpc(2, text)),
    );
    fc.assert(
      fc.property(thrown, error => {
        const { code, detail } = toFault(error);
        expect(faultCodes).toContain(code);
        expect(detail.length).toBeLessThanOrEqual(300);
        expect(detail).not.toMatch(/[\p{Cc}]/u);
      }),
    );
  });

  it('lose the credentials of a URL', () => {
    expect(toFault(new Error('cannot reach https://root:geheim@10.1.0.11:2379 now')).detail).toBe(
      'cannot reach https://10.1.0.11:2379 now',
    );
  });
});

describe('a token', () => {
  it.each([
    fromGrpc(16, 'etcdserver: invalid auth token'),
    fromGrpc(2, 'auth: invalid auth token'),
    fromGrpc(3, 'etcdserver: user name is empty'),
    fromGrpc(3, 'etcdserver: revision of auth store is old'),
  ])('is stale when etcd says: %s', error => {
    expect(isStaleToken(error)).toBe(true);
  });

  it('is not stale because its user may not do something', () => {
    expect(isStaleToken(fromGrpc(7, 'etcdserver: permission denied'))).toBe(false);
  });

  it('is not needed where authentication is off, and no other member is asked then', () => {
    const error = fromGrpc(9, 'etcdserver: authentication is not enabled');
    expect([isAuthOff(error), isLoginVerdict(error)]).toEqual([true, true]);
  });
});
