import { describe, expect, it } from 'vitest';
import { certs } from '../../commands/certs.ts';
import { status } from '../../commands/status.ts';
import type { Certificate, Certificates, Served, ServedPort } from '../../src/core/certificates.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import { aCluster } from '../a-cluster.ts';
import { firstLine, tell } from '../tell.ts';

const now = aCluster().snapshot().takenAt;
const DAY = 24 * 60 * 60 * 1000;

const certificate = (days: number, given: Partial<Certificate> = {}): Certificate => ({
  subject: 'O=pigsty, CN=etcd-1',
  issuer: 'CN=pigsty-ca',
  fingerprint: `${days}`,
  validFrom: now - 10 * DAY,
  validTo: now + days * DAY + 1_000,
  keyType: 'RSA 4096',
  names: ['etcd-1', '10.0.0.1'],
  ...given,
});
type Tls = Extract<Served, { readonly kind: 'tls' }>;
const tls = (days: number, given: Partial<Tls> = {}): Tls => ({
  kind: 'tls',
  protocol: 'TLSv1.3',
  chain: [certificate(days)],
  trust: 'signed',
  named: true,
  ...given,
});
const client = (served: Served): ServedPort => ({
  address: 'https://10.0.0.1:2379',
  port: 'client',
  member: 'etcd-1',
  served,
});
const peer = (served: Served): ServedPort => ({ ...client(served), address: 'https://10.0.0.1:2380', port: 'peer' });
const own = { certificate: certificate(400, { subject: 'CN=bot' }), trust: 'signed' } as const;
const ca = certificate(4000, { subject: 'CN=pigsty-ca' });

const serving = (ports: readonly ServedPort[], given: Partial<Certificates> = {}): Snapshot => ({
  ...aCluster().snapshot(),
  certificates: { ok: true, value: { takenAt: now, ports, client: own, authority: [ca], ...given } },
});

describe('certs', () => {
  it.each<[string, Snapshot, string]>([
    [
      'all in order',
      serving([client(tls(90)), peer(tls(80))]),
      '✔ prod · 2 ports serve certificates in order; the first ends in 80 days',
    ],
    ['one ends in a month', serving([client(tls(29))]), '! prod · 1 thing to see to among the certificates'],
    ['one ends in a week', serving([client(tls(6))]), '✘ prod · 1 thing to see to among the certificates'],
    [
      'plain http',
      serving([client({ kind: 'plain' }), peer({ kind: 'plain' })]),
      '! prod · Plain http: 2 ports speak without TLS, whoever listens reads along',
    ],
    [
      'one that is silent',
      serving([client(tls(90)), peer({ kind: 'unread', code: 'deadline', detail: '' })]),
      '! prod · Not every port could be looked at: etcd-1, peer port',
    ],
    [
      'all silent',
      serving([client({ kind: 'unread', code: 'refused', detail: '' })]),
      '✘ prod · No port serves a certificate that could be read',
    ],
  ])('says in one line: %s', (_, snapshot, line) => {
    expect(firstLine(tell(certs, snapshot))).toBe(line);
  });

  it('shows each port, each chain, and the addresses that are not named', () => {
    const text = tell(certs, serving([client(tls(90)), peer(tls(80, { named: false }))]));
    expect(text).toMatch(/etcd-1, client port +✔? ?signed by the configured CA +90 days +yes +TLSv1.3 +RSA 4096/);
    expect(text).toContain('etcd-1, client port: O=pigsty, CN=etcd-1 ← CN=pigsty-ca');
    expect(text).toContain('asked at https://10.0.0.1:2380, good for etcd-1 and 10.0.0.1');
  });

  it.each<[string, Snapshot, string]>([
    ['nothing', serving([client(tls(90))]), 'Nothing is missing'],
    ['https', serving([client({ kind: 'plain' })]), 'ask by https'],
    ['the same CA', serving([client(tls(90, { trust: 'foreign' }))]), 'signed by another CA'],
    ['the right names', serving([client(tls(90, { named: false }))]), 'does not name the address'],
    ['time', serving([client(tls(-2, { trust: 'expired' }))]), 'the certificate is over'],
    ['a look', serving([client({ kind: 'unread', code: 'refused', detail: '' })]), 'could not be looked at'],
    ['a client certificate', serving([client(tls(90))], { client: null }), 'No client certificate to try with'],
    [
      'a client certificate of that CA',
      serving([client(tls(90))], { client: { ...own, trust: 'foreign' } }),
      'is of another CA',
    ],
    ['a CA to compare with', serving([client(tls(90))], { authority: [] }), 'set tls.ca of this cluster'],
  ])('tells a Pigsty what is missing: %s', (_, snapshot, words) => {
    expect(tell(certs, snapshot)).toContain(words);
  });

  it('says nothing of peers to a Pigsty', () => {
    expect(tell(certs, serving([client(tls(90)), peer(tls(90, { trust: 'foreign' }))]))).toContain(
      'Nothing is missing',
    );
  });
});

describe('status', () => {
  it.each<[string, Snapshot, string | null]>([
    ['a certificate in order', serving([client(tls(30))]), null],
    [
      'a certificate that ends in 29 days',
      serving([client(tls(29))]),
      'Certificate ends in 29 days: etcd-1, client port',
    ],
    ['a certificate of hours', serving([client(tls(0))]), 'Certificate ends in less than a day'],
    ['a certificate that is over', serving([peer(tls(-1))]), 'Certificate over, or not yet begun: etcd-1, peer port'],
    [
      'a client certificate that ends',
      serving([], { client: { ...own, certificate: certificate(3) } }),
      'Certificate ends in 3 days: the client certificate of the bot',
    ],
    ['an authority that ends', serving([], { authority: [certificate(12)] }), 'ends in 12 days: the configured CA'],
    [
      'another name',
      serving([peer(tls(90, { named: false }))]),
      'Certificate for another name or address: etcd-1, peer',
    ],
    ['another CA', serving([client(tls(90, { trust: 'foreign' }))]), 'Certificate of another CA: etcd-1, client port'],
    ['an authority of the peers alone', serving([peer(tls(90, { trust: 'foreign' }))]), null],
  ])('warns of %s', (_, snapshot, words) => {
    const text = tell(status, snapshot);
    if (words === null) expect(text).not.toContain('Certificate');
    else expect(text).toContain(words);
  });

  it('says once that a member is of another CA', () => {
    const barred = aCluster().failing('etcd-1', 'tls_untrusted').snapshot();
    const { certificates } = serving([client(tls(90, { trust: 'foreign' }))]);
    const text = tell(status, { ...barred, ...(certificates && { certificates }) });
    expect(text).toContain('not signed by the configured CA');
    expect(text).not.toContain('Certificate of another CA');
  });
});
