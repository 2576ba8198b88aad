import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Certificate } from '../core/certificates.ts';

/** @throws what Node says of bytes that are no certificate. */
export function describeCertificate(bytes: Buffer): Certificate {
  const x509 = new X509Certificate(bytes);
  return {
    subject: oneLine(x509.subject),
    issuer: oneLine(x509.issuer),
    fingerprint: x509.fingerprint256,
    validFrom: Date.parse(x509.validFrom),
    validTo: Date.parse(x509.validTo),
    keyType: keyTypeOf(x509.publicKey),
    names: namesOf(x509.subjectAltName),
  };
}

/** The certificates of a PEM text, in their order. @throws what Node says of the first that is none. */
export function certificatesIn(pem: string): readonly Buffer[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map(block => Buffer.from(block));
}

/** Whether `bytes` is good for a host of a URL: an address in square brackets, an address, or a name. */
export function namesHost(bytes: Buffer, host: string): boolean {
  const x509 = new X509Certificate(bytes);
  const bare = host.replace(/^\[|\]$/g, '');
  return x509.checkIP(bare) !== undefined || x509.checkHost(bare, { subject: 'never' }) !== undefined;
}

/** Whether one of these authorities signed it, directly or by way of those between. */
export function isSignedBy(leaf: Buffer, authorities: readonly Buffer[], between: readonly Buffer[]): boolean {
  const x509 = new X509Certificate(leaf);
  const signs = (bytes: Buffer): boolean => {
    const signer = new X509Certificate(bytes);
    return x509.checkIssued(signer) && x509.verify(signer.publicKey);
  };
  if (authorities.some(signs)) return true;
  return between.some(
    signer =>
      signs(signer) &&
      isSignedBy(
        signer,
        authorities,
        between.filter(other => other !== signer),
      ),
  );
}

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

function keyTypeOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  const { namedCurve, modulusLength } = asymmetricKeyDetails ?? {};
  if (namedCurve !== undefined) return `EC ${CURVES[namedCurve] ?? namedCurve}`;
  const name = (asymmetricKeyType ?? 'unknown').toUpperCase();
  return modulusLength === undefined ? name : `${name} ${modulusLength}`;
}

/** Node writes one attribute per line: `O=pigsty\nCN=etcd-1`. */
const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ');

/** `DNS:localhost, IP Address:127.0.0.1`; a name with a comma comes in quotes. */
function namesOf(text: string | undefined): readonly string[] {
  const parts = (text ?? '').match(/(?:DNS|IP Address|URI|email):(?:"[^"]*"|[^,]*)/g) ?? [];
  return parts.map(part => part.replace(/^[^:]+:"?/, '').replace(/"$/, ''));
}
