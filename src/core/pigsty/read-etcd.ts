import type { EtcdHost } from './inventory.ts';
import { type InventoryProblem, problem } from './problems.ts';
import {
  type Group,
  type InventoryTree,
  isTemplate,
  isVaulted,
  textIn,
  type Value,
  type Vars,
  wholeNumber,
} from './tree.ts';

type EtcdPart = {
  readonly group: string | null;
  readonly cluster: string;
  readonly hosts: readonly EtcdHost[];
  readonly problems: readonly InventoryProblem[];
  /** The variables of each host, as Ansible merges them. */
  readonly vars: readonly Vars[];
};

/** Playbooks say `hosts: etcd` (Pigsty's etcd.yml, etcd-rm.yml). */
const GROUP = 'etcd';
const ROOT = 'all.children';

/** The members of etcd that an inventory defines. */
export function readEtcd(tree: InventoryTree): EtcdPart {
  const groups = tree.groups.filter(isOfEtcd);
  const group = groups.find(({ name }) => name === GROUP) ?? groups[0];
  if (!group) {
    return { group: null, cluster: GROUP, hosts: [], vars: [], problems: [problem(`${ROOT}.${GROUP}`, 'no_group')] };
  }
  const vars = group.hosts.map(host => varsOf(host.address, group, tree));
  const cluster = textIn(vars[0]?.etcd_cluster ?? { ...tree.vars, ...group.vars }.etcd_cluster) ?? GROUP;
  const read = group.hosts.map((host, index) => readHost(host, vars[index] ?? {}, cluster));
  const hosts = read.map(({ host }) => host);
  return {
    group: group.name,
    cluster,
    hosts: hosts.toSorted((one, other) => (one.seq ?? Number.MAX_VALUE) - (other.seq ?? Number.MAX_VALUE)),
    vars,
    problems: [
      ...ofGroups(groups, group),
      ...(group.hosts.length === 0 ? [problem(`${group.path}.hosts`, 'empty_group')] : []),
      ...read.flatMap(({ problems }) => problems),
      ...duplicates(hosts),
    ],
  };
}

const isOfEtcd = ({ name, hosts }: Group): boolean =>
  name === GROUP || hosts.some(({ vars }) => vars.etcd_seq !== undefined);

/** The later wins: all, its groups from outside to inside, the host wherever it stands (Ansible's variable precedence). */
function varsOf(address: string, group: Group, { vars, groups }: InventoryTree): Vars {
  const own = groups.flatMap(({ hosts }) => hosts.filter(host => host.address === address).map(host => host.vars));
  return Object.assign({}, vars, group.vars, ...own);
}

function ofGroups(groups: readonly Group[], chosen: Group): readonly InventoryProblem[] {
  const others = groups.filter(({ name }) => name !== chosen.name);
  return [
    ...others.map(({ path, name }) => problem(path, 'several_groups', { name, chosen: chosen.name })),
    ...(chosen.name === GROUP ? [] : [problem(chosen.path, 'other_name', { name: chosen.name })]),
  ];
}

const ADDRESS = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
export const isAddress = (text: string): boolean => ADDRESS.test(text);

function readHost(
  { address, path }: Group['hosts'][number],
  vars: Vars,
  cluster: string,
): { readonly host: EtcdHost; readonly problems: readonly InventoryProblem[] } {
  const seq = wholeNumber(vars.etcd_seq);
  const port = portIn(vars.etcd_port, 2379);
  const peerPort = portIn(vars.etcd_peer_port, 2380);
  return {
    host: {
      address,
      path,
      seq,
      name: seq === null ? null : `${cluster}-${seq}`,
      clientUrl: `https://${address}:${port ?? 2379}`,
      peerUrl: `https://${address}:${peerPort ?? 2380}`,
    },
    problems: [
      ...(isAddress(address) ? [] : [problem(path, 'no_address', { address })]),
      ...(seq === null ? [problem(`${path}.etcd_seq`, seqProblem(vars.etcd_seq))] : []),
      ...(port === null ? [problem(`${path}.etcd_port`, 'no_port')] : []),
      ...(peerPort === null ? [problem(`${path}.etcd_peer_port`, 'no_port')] : []),
    ],
  };
}

function seqProblem(value: Value | undefined): 'missing_seq' | 'vaulted' | 'template' | 'bad_seq' {
  if (value === undefined) return 'missing_seq';
  if (isVaulted(value)) return 'vaulted';
  return isTemplate(value) ? 'template' : 'bad_seq';
}

function portIn(value: Value | undefined, usual: number): number | null {
  if (value === undefined) return usual;
  const port = wholeNumber(value);
  return port !== null && port > 0 && port < 65_536 ? port : null;
}

const duplicates = (hosts: readonly EtcdHost[]): readonly InventoryProblem[] =>
  hosts.flatMap((host, index) => {
    const first = hosts.findIndex(({ seq }) => seq !== null && seq === host.seq);
    return first < 0 || first === index
      ? []
      : [problem(`${host.path}.etcd_seq`, 'duplicate_seq', { seq: `${host.seq}`, other: hosts[first]?.address ?? '' })];
  });
