import { askEtcd, type ClientTls, field } from './etcd-gateway.ts';
import { until } from './until.ts';

/** A user, with the key prefixes it may read and write; none: it may do nothing. */
export type Account = {
  readonly name: string;
  readonly password: string;
  readonly prefixes?: readonly string[];
};

/** What building and filling a cluster takes; the product itself has a client of its own. */
export type EtcdApi = {
  /** Calls `/v3/<path>` on a running member; throws an Error with etcd's words. 64-bit numbers are decimal strings, bytes base64. */
  readonly call: (path: string, body: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly put: (key: string, value: string, lease?: string) => Promise<void>;
  /** Returns the lease's decimal id. */
  readonly grantLease: (seconds: number) => Promise<string>;
  /** Retries for the first five seconds of a cluster, in which etcd refuses every change ("unhealthy cluster"). */
  readonly registerMember: (peerUrl: string, learner: boolean) => Promise<void>;
  /** `name=peerUrl,...` of the registered members, without the one of that peer URL. */
  readonly initialCluster: (withoutPeerUrl: string) => Promise<string>;
};

export type EtcdApiOptions = {
  readonly urls: () => readonly string[];
  readonly tls: ClientTls | undefined;
  /** root's password, once auth is on. */
  readonly password: string | undefined;
};

/** What members say to a call without a valid token; 3.4 takes the common name of its own certificate for the user. */
const NEEDS_LOGIN = /user name is empty|invalid auth token|permission denied/;

export function etcdApi({ urls, tls, password }: EtcdApiOptions): EtcdApi {
  let token: string | undefined;
  const send = (path: string, body: Readonly<Record<string, unknown>>) => {
    const [url] = urls();
    if (url === undefined) throw new Error('no member of the cluster runs');
    return askEtcd({ url: `${url}/v3/${path}`, tls, ...(token === undefined ? {} : { token }) }, body);
  };
  const logIn = async () => {
    token = undefined;
    token = field(await send('auth/authenticate', { name: 'root', password }), 'token');
  };
  const call = async (path: string, body: Readonly<Record<string, unknown>>) => {
    try {
      return await send(path, body);
    } catch (error) {
      if (password === undefined || !(error instanceof Error) || !NEEDS_LOGIN.test(error.message)) throw error;
      await logIn();
      return send(path, body);
    }
  };

  return {
    call,
    put: async (key, value, lease) => {
      await call('kv/put', { key: base64(key), value: base64(value), ...(lease === undefined ? {} : { lease }) });
    },
    grantLease: async seconds => field(await call('lease/grant', { TTL: String(seconds) }), 'ID') ?? '0',
    registerMember: async (peerUrl, learner) => {
      const add = async () => {
        await call('cluster/member/add', { peerURLs: [peerUrl], isLearner: learner });
        return true;
      };
      await until(add, { what: `etcd to accept ${peerUrl}`, withinMs: 15_000, everyMs: 250 });
    },
    initialCluster: async withoutPeerUrl => {
      const members = membersIn(await call('cluster/member/list', {}));
      const others = members.filter(member => member.peerUrl !== withoutPeerUrl);
      return others.map(member => `${member.name}=${member.peerUrl}`).join(',');
    },
  };
}

/** Creates root and the accounts, each with a role of its own name, and turns authentication on. */
export async function enableAuth(api: EtcdApi, rootPassword: string, accounts: readonly Account[]): Promise<void> {
  await api.call('auth/role/add', { name: 'root' });
  await api.call('auth/user/add', { name: 'root', password: rootPassword });
  await api.call('auth/user/grant', { user: 'root', role: 'root' });
  for (const { name, password, prefixes = [] } of accounts) {
    await api.call('auth/role/add', { name });
    for (const prefix of prefixes) {
      const perm = { permType: 'READWRITE', key: base64(prefix), range_end: prefixEnd(prefix) };
      await api.call('auth/role/grant', { name, perm });
    }
    await api.call('auth/user/add', { name, password });
    await api.call('auth/user/grant', { user: name, role: name });
  }
  await api.call('auth/enable', {});
}

type RegisteredMember = { readonly name: string; readonly peerUrl: string };

function membersIn(answer: unknown): readonly RegisteredMember[] {
  if (typeof answer !== 'object' || answer === null || !('members' in answer) || !Array.isArray(answer.members))
    return [];
  return answer.members.map((member: { name?: string; peerURLs?: readonly string[] }) => ({
    name: member.name ?? '',
    peerUrl: member.peerURLs?.[0] ?? '',
  }));
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** The end of the range that holds every key with the prefix: its last byte plus one (etcd clientv3, GetPrefixRangeEnd). */
function prefixEnd(prefix: string): string {
  const end = Buffer.from(prefix);
  end[end.length - 1] = (end[end.length - 1] ?? 0) + 1;
  return end.toString('base64');
}
