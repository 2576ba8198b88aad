/** Where Redis is, parsed. Host names and ports of several nodes stand in the order given. */
export type RedisAddress = {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly tls: boolean;
  readonly username: string | null;
  readonly password: string | null;
  readonly database: number;
  /** The name under which the sentinels know the primary. */
  readonly master: string | null;
};

const SCHEME = /^redis(?<tls>s)?(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<credentials>[^/@]*)@)?(?<rest>.*)$/;

/**
 * Reads `redis://`, `rediss://`, `redis+sentinel://h:p,h:p/master[/db]` and `redis+cluster://h:p,h:p`.
 * @throws RangeError for anything else. The configuration is checked before, so that is our bug; the text never holds the URL,
 * which may hold a password.
 */
export function parseRedisUrl(url: string): RedisAddress {
  const found = SCHEME.exec(url)?.groups;
  if (!found) throw new RangeError('not a Redis URL');
  const kind = found.kind === 'sentinel' || found.kind === 'cluster' ? found.kind : 'single';
  const [hosts = '', ...path] = (found.rest ?? '').replace(/\/$/, '').split('/');
  const [master, database] = kind === 'sentinel' ? path : [null, path[0]];
  if (kind === 'sentinel' && !master)
    throw new RangeError('a Sentinel URL names the master: redis+sentinel://host:26379/master');
  return {
    kind,
    nodes: hosts.split(',').map(node => nodeOf(node, kind === 'sentinel' ? 26_379 : 6_379)),
    tls: found.tls === 's',
    ...credentialsOf(found.credentials ?? ''),
    database: numberOf(database ?? '0'),
    master: master ?? null,
  };
}

function nodeOf(text: string, defaultPort: number): { host: string; port: number } {
  const found = /^(?:\[(?<v6>[0-9A-Fa-f:.]+)\]|(?<name>[^:[\]]+))(?::(?<port>\d+))?$/.exec(text)?.groups;
  const host = found?.v6 ?? found?.name;
  if (host === undefined) throw new RangeError('a Redis URL names a host');
  return { host, port: found?.port === undefined ? defaultPort : numberOf(found.port) };
}

function credentialsOf(text: string): { username: string | null; password: string | null } {
  const colon = text.indexOf(':');
  const [username, password] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  return { username: decodeURIComponent(username) || null, password: decodeURIComponent(password) || null };
}

function numberOf(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new RangeError('ports and databases of a Redis URL are numbers');
  return Number(text);
}
