import { join } from 'node:path';
import type { Inventory } from '../core/pigsty/inventory.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { type ReadFile, tryRead } from './named-files.ts';
import type { OutlineCluster } from './outline.ts';
import type { Problem } from './problem.ts';

type Tls = NonNullable<ClusterSettings['tls']>;
type Place = { readonly path: string; readonly cluster: Pick<OutlineCluster, 'tls'> };

/** What the file names is read by whoever reads named files: null here. */
export type FoundPki = { readonly tls: Tls; readonly problems: readonly Problem[] };

/** Pigsty's own authority, and a client certificate of it: an etcd with a trusted CA wants one (etcd client/pkg/transport/listener.go). */
export function findPki(place: Place, inventory: Inventory, home: string, readFile: ReadFile): FoundPki {
  const { ca, cert } = place.cluster.tls ?? {};
  const authority = ca ? null : findAuthority(place.path, home, readFile);
  const client = cert ? null : findClient(place.path, inventory, home, readFile);
  return {
    tls: { ca: authority?.ca ?? null, cert: client?.cert ?? null, key: client?.key ?? null },
    problems: [...(authority?.problems ?? []), ...(client?.problems ?? [])],
  };
}

function findAuthority(path: string, home: string, readFile: ReadFile) {
  const file = join(home, 'files/pki/ca/ca.crt');
  const read = tryRead(file, readFile);
  if ('content' in read && CERTIFICATE.test(read.content)) return { ca: read.content, problems: [] };
  const why = 'reason' in read ? read.reason : 'holds no certificate';
  const message = `is missing, and Pigsty's own ${why}: ${file}; copy it there, or name another`;
  return { ca: null, problems: [{ path: `${path}.tls.ca`, message }] };
}

type Client = { readonly cert: string | null; readonly key: string | null; readonly problems: readonly Problem[] };

/** Made for the bot by Pigsty's cert.yml; what the admin node has of a member; what an infra node has. The first that is whole. */
function findClient(path: string, { hosts }: Inventory, home: string, readFile: ReadFile): Client {
  const bases = [
    join(home, 'files/pki/misc/etcd-chatops'),
    ...hosts.flatMap(({ name }) => (name === null ? [] : [join(home, 'files/pki/etcd', name)])),
    '/etc/pki/infra',
  ];
  const tried: string[] = [];
  for (const base of bases) {
    const [cert, key] = [tryRead(`${base}.crt`, readFile), tryRead(`${base}.key`, readFile)];
    if ('content' in cert && 'content' in key && CERTIFICATE.test(cert.content) && KEY.test(key.content)) {
      return { cert: cert.content, key: key.content, problems: [] };
    }
    const reason = 'reason' in cert ? `${base}.crt ${cert.reason}` : `${base}.key ${reasonOf(key)}`;
    tried.push(reason);
  }
  const make = `make one with "./cert.yml -e cn=etcd-chatops" in ${home}`;
  const message = `is missing, with tls.key, and none was found (${tried.join('; ')}): ${make}, or name both`;
  return { cert: null, key: null, problems: [{ path: `${path}.tls.cert`, message }] };
}

const reasonOf = (read: ReturnType<typeof tryRead>): string => ('reason' in read ? read.reason : 'is not in PEM form');

const CERTIFICATE = /-----BEGIN CERTIFICATE-----/;
const KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
