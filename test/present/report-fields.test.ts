import { describe, expect, it } from 'vitest';
import type { Certificate, Certificates } from '../../src/core/certificates.ts';
import { statusOf } from '../../src/core/facts/status.ts';
import { nextToEnd } from '../../src/present/report-fields.ts';
import { aCluster } from '../a-cluster.ts';

const DAY = 86_400_000;
const ending = (days: number): Certificate => ({
  ...{ subject: 'CN=etcd', issuer: 'CN=ca', fingerprint: `${days}`, validFrom: 0, validTo: days * DAY },
  ...{ keyType: 'EC P-256', names: [] },
});
const served = (...chain: readonly Certificate[]): Certificates['ports'] => [
  {
    ...{ address: '10.0.0.1:2379', port: 'client', member: 'etcd-1' },
    served: { kind: 'tls', protocol: 'TLSv1.3', chain, trust: 'signed', named: true },
  },
];
const own = (days: number): Certificates['client'] => ({ certificate: ending(days), trust: 'signed' });

describe('the certificate that ends first', () => {
  it.each<[string, Partial<Certificates>, string]>([
    ['of a member', { ports: served(ending(5)), client: own(9), authority: [ending(99)] }, 'certs.port.client'],
    ['of the bot', { ports: served(ending(9)), client: own(5), authority: [ending(99)] }, 'report.own_certificate'],
    ['of the authority', { ports: served(ending(9)), client: own(9), authority: [ending(5)] }, 'certs.authority'],
    [
      'of the authority, served too',
      { ports: served(ending(9), ending(5)), authority: [ending(5)] },
      'certs.authority',
    ],
  ])('is named: %s', (_, given, key) => {
    const certificates = { takenAt: 0, ports: [], client: null, authority: [], ...given };
    const next = nextToEnd({ ...statusOf(aCluster().snapshot()), certificates });
    expect(next?.who).toMatchObject({ key });
    expect(next?.first.validTo).toBe(5 * DAY);
  });
});
