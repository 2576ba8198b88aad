/** What Patroni keeps below `<namespace>/<scope>/` (patroni/dcs/__init__.py, AbstractDCS). */
const PATRONI_KEYS = /^(initialize|config|leader|status|history|failover|sync|failsafe|members\/.+|optime\/leader)$/;

/** A key of Patroni's: the PostgreSQL cluster, with a Citus group `shop/0`, and what of it: `members/pg-1`. */
export type PatroniKeyName = { readonly name: string; readonly rest: string };

/** `/service`, `service/` and `/service/` are one namespace. */
export function namespacePrefix(namespace: string): string {
  const inner = namespace.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

/** Null for keys of others. `prefix` as `namespacePrefix` makes it. */
export function patroniKeyName(prefix: string, key: string): PatroniKeyName | null {
  const [, name, rest] = /^([^/]+(?:\/\d+)?)\/(.+)$/.exec(key.startsWith(prefix) ? key.slice(prefix.length) : '') ?? [];
  return name !== undefined && rest !== undefined && PATRONI_KEYS.test(rest) ? { name, rest } : null;
}
