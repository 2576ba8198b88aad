import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** Paths of a certificate and its private key, both PEM. */
export type CertificateFiles = { readonly certificate: string; readonly key: string };

export type Issue = {
  /** etcd takes it for the name of the user where authentication is on. */
  readonly commonName?: string;
  /** Names and addresses the certificate is good for; none for a client. */
  readonly hosts?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
};

/** A certificate authority for one lab. */
export type Authority = {
  /** Path of its certificate. */
  readonly certificate: string;
  readonly issue: (fileName: string, what: Issue) => Promise<CertificateFiles>;
};

/** Everything that a cluster and its friends and strangers need. */
export type LabCertificates = {
  readonly ca: string;
  readonly server: CertificateFiles;
  /** A client without a common name: it says who it is by password, and may use the JSON gateway, which refuses common names. */
  readonly client: CertificateFiles;
  /** A client whose common name is `root`. */
  readonly rootClient: CertificateFiles;
  /** A client certificate that ended yesterday. */
  readonly expired: CertificateFiles;
  /** Another authority, which nobody trusts here, and a client of it. */
  readonly foreign: { readonly ca: string; readonly client: CertificateFiles };
};

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 24 * 60 * 60 * 1000;
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '::1'] as const;

/** Writes a full set of certificates into the directory. `now` is where validity is counted from. */
export async function writeLabCertificates(directory: string, now: Date): Promise<LabCertificates> {
  const authority = await createAuthority(directory, 'lab', now);
  const foreign = await createAuthority(directory, 'foreign', now);
  const ago = (days: number) => new Date(now.getTime() - days * DAY);
  return {
    ca: authority.certificate,
    server: await authority.issue('server', { commonName: 'etcd', hosts: LOCAL_HOSTS }),
    client: await authority.issue('client', {}),
    rootClient: await authority.issue('root-client', { commonName: 'root' }),
    expired: await authority.issue('expired', { notBefore: ago(3), notAfter: ago(1) }),
    foreign: { ca: foreign.certificate, client: await foreign.issue('foreign-client', {}) },
  };
}

/** Creates an authority whose certificate is written to `<directory>/<name>-ca.crt`; its key never leaves memory. */
export async function createAuthority(directory: string, name: string, now: Date): Promise<Authority> {
  await mkdir(directory, { recursive: true });
  const keys = await generateKeys();
  const validity = { notBefore: new Date(now.getTime() - 10 * DAY), notAfter: new Date(now.getTime() + 365 * DAY) };
  const own = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${name} authority`,
      keys,
      signingAlgorithm: ALGORITHM,
      ...validity,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto,
  );
  const certificate = join(directory, `${name}-ca.crt`);
  await writeFile(certificate, `${own.toString('pem')}\n`);
  return {
    certificate,
    issue: (fileName, what) => issue(join(directory, fileName), own, keys.privateKey, { ...validity, ...what }),
  };
}

async function issue(
  path: string,
  issuer: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  what: Issue & { readonly notBefore: Date; readonly notAfter: Date },
): Promise<CertificateFiles> {
  const keys = await generateKeys();
  const hosts = what.hosts ?? [];
  // A server's certificate is a client's too: etcd's members, and its HTTP gateway, call the server with it.
  const usages = [ExtendedKeyUsage.clientAuth, ...(hosts.length > 0 ? [ExtendedKeyUsage.serverAuth] : [])];
  const names = hosts.map(value => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value }));
  const certificate = await X509CertificateGenerator.create(
    {
      subject: what.commonName === undefined ? 'O=lab' : `O=lab,CN=${what.commonName}`,
      issuer: issuer.subject,
      publicKey: keys.publicKey,
      signingKey,
      signingAlgorithm: ALGORITHM,
      notBefore: what.notBefore,
      notAfter: what.notAfter,
      extensions: [
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension(usages),
        ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
      ],
    },
    webcrypto,
  );
  const files = { certificate: `${path}.crt`, key: `${path}.key` };
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  await writeFile(files.certificate, `${certificate.toString('pem')}\n`);
  await writeFile(files.key, `${key}\n`, { mode: 0o600 });
  return files;
}

async function generateKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}
