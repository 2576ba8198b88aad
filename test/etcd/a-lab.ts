import { readFileSync } from 'node:fs';
import type { Survey } from '../../src/core/cluster.ts';
import type { Log } from '../../src/core/ports.ts';
import type { ClusterSettings } from '../../src/core/settings.ts';
import type { LabCertificates } from '../../src/local/certificates.ts';
import { type EtcdCluster, type EtcdClusterOptions, startEtcdCluster } from '../../src/local/etcd-cluster.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { etcdVersion, type TestedEtcdVersion } from '../../src/setup/etcd-versions.ts';

export const versions: readonly TestedEtcdVersion[] = ['3.4.23', '3.5.16', '3.5.30'];

/** Sid moves on: the version that really runs is what the program says. */
export const program = (wanted: TestedEtcdVersion) => etcdVersion(wanted, { say: () => undefined });

export const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export const everything: Survey = {
  parts: ['status', 'members', 'alarms', 'probes', 'metrics', 'hashes', 'patroni'],
  keys: { key: '/', prefix: true, limit: 100, values: false },
};

export type Lab = { readonly cluster: EtcdCluster; readonly end: () => Promise<void> };

/** A cluster in a folder of its own; `end` stops it and removes the folder. */
export async function startLab(
  wanted: TestedEtcdVersion,
  options: Partial<Omit<EtcdClusterOptions, 'binary' | 'directory'>> = {},
): Promise<Lab> {
  const [{ etcd }, folder] = await Promise.all([program(wanted), scratchFolder('etcd-edge')]);
  try {
    const cluster = await startEtcdCluster({ binary: etcd, members: 3, directory: folder.path, ...options });
    const end = async () => {
      await Promise.all(cluster.members.map(member => member.kill()));
      await folder.remove();
    };
    return { cluster, end };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

/** Settings hold the content of PEM files, not their paths. */
export const pem = (path: string): string => readFileSync(path, 'utf8');

export const tlsOf = ({ ca, client }: LabCertificates) => ({
  ca: pem(ca),
  cert: pem(client.certificate),
  key: pem(client.key),
});

export function settingsOf(endpoints: readonly string[], given: Partial<ClusterSettings> = {}): ClusterSettings {
  return {
    name: 'lab',
    environment: 'development',
    endpoints,
    tls: null,
    auth: null,
    patroni: { namespace: '/service', username: null, password: null },
    pigsty: null,
    snapshots: null,
    deadlineMs: 2_000,
    ...given,
  };
}

export const within = (ms: number) => ({ deadline: Date.now() + ms });
