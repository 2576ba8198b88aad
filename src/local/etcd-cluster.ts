import { join } from 'node:path';
import { type LabCertificates, writeLabCertificates } from './certificates.ts';
import { type Account, type EtcdApi, enableAuth, etcdApi } from './etcd-api.ts';
import { type EtcdMember, etcdMember, type StartableMember } from './etcd-member.ts';
import type { LocalProgram } from './owned-process.ts';
import { freePorts } from './ports.ts';
import { until } from './until.ts';

export type EtcdClusterOptions = {
  readonly binary: LocalProgram;
  /** Another program for some members, for mixed versions. */
  readonly binaryOf?: (member: string) => LocalProgram;
  /** 1, 3 or 5 make sense. */
  readonly members: number;
  /** Data, logs and certificates are kept below it; the caller removes it. */
  readonly directory: string;
  /** TLS for clients and peers; certificates are made in `directory`/pki, or given. */
  readonly tls?: { readonly clientCertificates: boolean; readonly certificates?: LabCertificates };
  readonly auth?: { readonly rootPassword: string; readonly users?: readonly Account[] };
  readonly quotaBytes?: number;
  /** etcd-1 takes it and the next for peers, etcd-2 the port ten above, and so on. Without it, free ports are drawn. */
  readonly basePort?: number;
  readonly extraFlags?: readonly string[];
};

export type EtcdCluster = {
  /** Client URLs of all members, dead ones too. */
  readonly endpoints: readonly string[];
  readonly members: readonly EtcdMember[];
  readonly certificates: LabCertificates | undefined;
  /** A few calls over etcd's JSON gateway, as root where auth is on. */
  readonly api: EtcdApi;
  /** A member of that name, known to nobody yet: register its peer URL by whatever way is under test, then `join`. */
  readonly prepareMember: (name: string) => Promise<EtcdMember & { readonly join: () => Promise<void> }>;
  /** Registers and starts a member; a learner unless told otherwise. Waits until it answers, not until it is in sync. */
  readonly addMember: (name: string, options?: { readonly learner?: boolean }) => Promise<EtcdMember>;
  /** Ends every member at once; the data stays. etcd is made to be killed, and leaders looking for an heir among the leaving would take seconds. */
  readonly stop: () => Promise<void>;
};

/** Starts a cluster and waits until every member says it is healthy. On failure nothing is left running. */
export async function startEtcdCluster(options: EtcdClusterOptions): Promise<EtcdCluster> {
  const certificates = await certificatesOf(options);
  const clientTls = certificates && { ca: certificates.ca, ...certificates.client };
  const create = async (name: string, clientPort: number, peerPort: number) =>
    etcdMember({
      name,
      program: options.binaryOf?.(name) ?? options.binary,
      directory: options.directory,
      clientPort,
      peerPort,
      secure: certificates !== undefined,
      clientTls,
      flags: flagsOf(options, certificates),
    });

  const ports = await portsOf(options);
  const members: StartableMember[] = [];
  for (const [index, [client, peer]] of ports.entries()) members.push(await create(`etcd-${index + 1}`, client, peer));
  const stop = async () => {
    await Promise.all(members.map(member => member.kill()));
  };
  const api = etcdApi({
    urls: () => members.filter(member => member.running).map(member => member.clientUrl),
    tls: clientTls,
    password: options.auth?.rootPassword,
  });

  try {
    const initial = members.map(member => `${member.name}=${member.peerUrl}`).join(',');
    await Promise.all(members.map(member => member.start(initial, 'new')));
    await allHealthy(members);
    if (options.auth) await enableAuth(api, options.auth.rootPassword, options.auth.users ?? []);
  } catch (error) {
    await stop();
    throw error;
  }

  const prepareMember = async (name: string) => {
    const [client = 0, peer = 0] = await freePorts(2);
    const member = await create(name, client, peer);
    members.push(member);
    const join = async () =>
      member.start(`${await api.initialCluster(member.peerUrl)},${name}=${member.peerUrl}`, 'existing');
    return Object.assign(member, { join });
  };

  return {
    get endpoints() {
      return members.map(member => member.clientUrl);
    },
    members,
    certificates,
    api,
    prepareMember,
    addMember: async (name, { learner = true } = {}) => {
      const member = await prepareMember(name);
      await api.registerMember(member.peerUrl, learner);
      await member.join();
      return member;
    },
    stop,
  };
}

async function allHealthy(members: readonly EtcdMember[]): Promise<void> {
  const everyone = async () =>
    (await Promise.all(members.map(member => member.healthy()))).every(Boolean) ? true : undefined;
  await until(everyone, { what: `${members.map(member => member.name).join(', ')} to be healthy`, withinMs: 30_000 });
}

async function certificatesOf({ tls, directory }: EtcdClusterOptions): Promise<LabCertificates | undefined> {
  if (tls === undefined) return undefined;
  return tls.certificates ?? (await writeLabCertificates(join(directory, 'pki'), new Date()));
}

async function portsOf({ basePort, members }: EtcdClusterOptions): Promise<readonly (readonly [number, number])[]> {
  const indices = Array.from({ length: members }, (_, index) => index);
  if (basePort !== undefined) return indices.map(index => [basePort + 10 * index, basePort + 10 * index + 1]);
  const ports = await freePorts(2 * members);
  return indices.map(index => [ports[2 * index] ?? 0, ports[2 * index + 1] ?? 0]);
}

function flagsOf(options: EtcdClusterOptions, certificates: LabCertificates | undefined): readonly string[] {
  // bcrypt's default cost makes each login take 60 ms of computation, which is its purpose, but not here.
  const flags = ['--initial-cluster-token=lab', '--bcrypt-cost=4'];
  if (options.quotaBytes !== undefined) flags.push(`--quota-backend-bytes=${options.quotaBytes}`);
  if (certificates === undefined) return [...flags, ...(options.extraFlags ?? [])];
  const { ca, server } = certificates;
  flags.push(`--cert-file=${server.certificate}`, `--key-file=${server.key}`);
  flags.push(`--peer-cert-file=${server.certificate}`, `--peer-key-file=${server.key}`);
  flags.push(`--peer-trusted-ca-file=${ca}`, '--peer-client-cert-auth');
  // A trusted CA alone already makes etcd demand client certificates.
  if (options.tls?.clientCertificates) flags.push(`--trusted-ca-file=${ca}`, '--client-cert-auth');
  return [...flags, ...(options.extraFlags ?? [])];
}
