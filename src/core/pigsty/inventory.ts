import type { InventoryProblem } from './problems.ts';
import type { EtcdTemplate } from './template.ts';

/** A host of the etcd group. `seq` and `name` are null where the inventory does not give a number that can be one. */
export type EtcdHost = {
  readonly address: string;
  readonly path: string;
  readonly seq: number | null;
  /** `<etcd_cluster>-<etcd_seq>`: the name of the member. */
  readonly name: string | null;
  readonly clientUrl: string;
  readonly peerUrl: string;
};

/** A PostgreSQL cluster of the inventory. */
export type PigstyPostgres = {
  /** What playbooks are limited to. */
  readonly group: string;
  readonly name: string;
  /** What Patroni calls it in etcd: its name, or shard and group of Citus, `shop/0`. */
  readonly scope: string;
  /** Its user and role in etcd: the Citus shard where there is one (roles/pgsql/tasks/etcd.yml). */
  readonly user: string;
  readonly members: readonly { readonly address: string; readonly name: string | null; readonly role: string | null }[];
  /** Held by vip-manager, which drops it when etcd is away; null without one. */
  readonly vip: string | null;
};

/** What a Pigsty inventory says, without any secret. */
export type Inventory = {
  /** `v4.5.0`, as written; null where it is not. */
  readonly version: string | null;
  /** The group with the members of etcd; playbooks want it to be `etcd`. Null where there is none. */
  readonly group: string | null;
  /** `infra`, of the nodes with patronictl; null where there is none. */
  readonly infra: string | null;
  /** `etcd_cluster`. */
  readonly cluster: string;
  /** By number. */
  readonly hosts: readonly EtcdHost[];
  /** `etcd_safeguard` of any of the hosts: `etcd-rm.yml` does nothing then. */
  readonly safeguard: boolean;
  readonly postgres: readonly PigstyPostgres[];
  /** Where Patroni keeps its keys: `/pg`. */
  readonly namespace: string;
  readonly problems: readonly InventoryProblem[];
};

/** Credentials that an inventory holds; null where it holds none that can be read. They stay where settings are read. */
export type InventorySecrets = {
  readonly rootPassword: string | null;
  readonly patroniUsername: string;
  readonly patroniPassword: string | null;
  readonly problems: readonly InventoryProblem[];
};

/** What is known of Pigsty's folder on the worker. */
export type PigstyState = {
  /** Absolute path: where playbooks are run. */
  readonly home: string;
  /** The inventory's path, as configured. */
  readonly file: string;
  readonly inventory: Inventory;
  /** What etcd's configuration is made of, and whether it turns on auto compaction; null where it cannot be read. */
  readonly template: EtcdTemplate | null;
  /** Whether the password of etcd's root stands there encrypted, or as a template: then it cannot be tried. */
  readonly hidesRoot: boolean;
  /** The tags of `etcd.yml`, as Ansible lists them; null where it does not, or nobody asked. */
  readonly tags: readonly string[] | null;
};

/** Where an inventory is known by heart: it may be shown, and decided by. */
export const usableHosts = ({
  hosts,
}: Inventory): readonly (EtcdHost & { readonly name: string; readonly seq: number })[] =>
  hosts.flatMap(host => (host.name === null || host.seq === null ? [] : [{ ...host, name: host.name, seq: host.seq }]));
