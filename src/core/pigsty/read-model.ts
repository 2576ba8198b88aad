import type { Inventory, InventorySecrets, PigstyPostgres } from './inventory.ts';
import { type InventoryProblem, problem } from './problems.ts';
import { readEtcd } from './read-etcd.ts';
import { isAtLeast, LOGINS_SINCE, readRelease } from './release.ts';
import {
  type Group,
  type InventoryTree,
  isTemplate,
  isVaulted,
  isYes,
  textIn,
  type Value,
  type Vars,
  wholeNumber,
} from './tree.ts';

/** Playbooks say `hosts: infra` (Pigsty's infra.yml). */
const INFRA = 'infra';

/** What an inventory says of etcd and of those that depend on it. Defaults are Pigsty's own. */
export function readModel(tree: InventoryTree): Inventory {
  const { group, cluster, hosts, vars, problems } = readEtcd(tree);
  return {
    version: textIn(tree.vars.version),
    group,
    infra: tree.groups.find(({ name }) => name === INFRA)?.name ?? null,
    cluster,
    hosts,
    safeguard: vars.some(({ etcd_safeguard: safeguard }) => isYes(safeguard)),
    postgres: tree.groups.flatMap(found => postgresOf(found, tree)),
    namespace: namespaceIn(tree.vars.pg_namespace),
    problems,
  };
}

/** `/pg`, without the slash at its end. */
const namespaceIn = (value: Value | undefined): string => `/${(textIn(value) ?? '/pg').replace(/^\/+|\/+$/g, '')}`;

/** The hosts of a group are one cluster, but for Citus: there each host may name its own. */
function postgresOf(group: Group, { vars }: InventoryTree): readonly PigstyPostgres[] {
  const hosts = group.hosts.map(host => ({ address: host.address, vars: { ...vars, ...group.vars, ...host.vars } }));
  const names = new Set(hosts.flatMap(host => textIn(host.vars.pg_cluster) ?? []));
  return [...names].map(name =>
    clusterOf(
      group.name,
      name,
      hosts.filter(host => textIn(host.vars.pg_cluster) === name),
    ),
  );
}

type Host = { readonly address: string; readonly vars: Vars };

function clusterOf(group: string, name: string, hosts: readonly Host[]): PigstyPostgres {
  const shared = hosts[0]?.vars ?? {};
  const [shard, number] = [textIn(shared.pg_shard), wholeNumber(shared.pg_group)];
  return {
    ...{ group, name },
    scope: shard !== null && number !== null ? `${shard}/${number}` : name,
    user: shard ?? name,
    members: hosts.map(host => {
      const seq = wholeNumber(host.vars.pg_seq);
      return { address: host.address, name: seq === null ? null : `${name}-${seq}`, role: textIn(host.vars.pg_role) };
    }),
    vip: isYes(shared.pg_vip_enabled) ? (textIn(shared.pg_vip_address) ?? '') : null,
  };
}

/** Pigsty's own passwords, in use wherever nobody has chosen others (roles/etcd and roles/pgsql, defaults/main.yml). */
const DEFAULTS = { root: 'Etcd.Root', patroni: 'Patroni.API' } as const;

/** Credentials by which a bot may log in. `problems`: those that are there and cannot be read. */
export function readSecrets(tree: InventoryTree): InventorySecrets {
  const { vars, group } = readEtcd(tree);
  const release = readRelease(textIn(tree.vars.version));
  const asks = release !== null && isAtLeast(release, LOGINS_SINCE);
  const root = secret('etcd_root_password', vars[0] ?? tree.vars, whereSet('etcd_root_password', tree, group));
  const patroni = secret('patroni_password', tree.vars, 'all.vars.patroni_password');
  return {
    rootPassword: root.value ?? (asks && root.problem === null ? DEFAULTS.root : null),
    patroniUsername: textIn(tree.vars.patroni_username) ?? 'postgres',
    patroniPassword: patroni.value ?? (patroni.problem === null ? DEFAULTS.patroni : null),
    problems: [root.problem, patroni.problem].flatMap(found => found ?? []),
  };
}

const whereSet = (name: string, { groups }: InventoryTree, chosen: string | null): string => {
  const group = groups.find(each => each.name === chosen && each.vars[name] !== undefined);
  return group ? `${group.path}.vars.${name}` : `all.vars.${name}`;
};

/** A password is taken as it is written, blanks and all. */
function secret(
  name: string,
  vars: Vars,
  path: string,
): { readonly value: string | null; readonly problem: InventoryProblem | null } {
  const value = vars[name];
  if (value === undefined || value === '') return { value: null, problem: null };
  if (isVaulted(value)) return { value: null, problem: problem(path, 'vaulted') };
  if (isTemplate(value)) return { value: null, problem: problem(path, 'template') };
  return { value: String(value), problem: null };
}
