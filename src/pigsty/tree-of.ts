import { z } from 'zod';
import { type InventoryProblem, problem } from '../core/pigsty/problems.ts';
import { type Group, type InventoryTree, type Value, type Vars, vaulted } from '../core/pigsty/tree.ts';
import { fail, type Result, succeed } from '../core/result.ts';

const map = z.record(z.string(), z.unknown());
const file = z.object({ all: z.unknown() });

/** Groups within groups deeper than anybody writes them. */
const DEEPEST = 16;

type Host = Group['hosts'][number];

/** The shape of an inventory: what is no group, host or variable is left alone; what should be a map and is none is told. */
export function treeOf(raw: unknown): Result<InventoryTree, readonly InventoryProblem[]> {
  const all = file.safeParse(raw);
  if (!all.success || all.data.all === undefined) return fail([problem('all', 'no_all')]);
  const problems: InventoryProblem[] = [];
  const mapAt = (value: unknown, path: string): Readonly<Record<string, unknown>> => {
    if (value === undefined || value === null) return {};
    const read = map.safeParse(value);
    if (read.success && value !== vaulted) return read.data;
    problems.push(problem(path, 'no_map'));
    return {};
  };
  const groups: Group[] = [];
  /** Every host of the groups that stand here: those of its children are a group's own, too. */
  const walk = (children: unknown, path: string, outer: Vars, depth: number): readonly Host[] =>
    Object.entries(mapAt(children, path)).flatMap(([name, content]) => {
      const at = `${path}.${name}`;
      const group = mapAt(content, at);
      const vars = { ...outer, ...varsIn(mapAt(group.vars, `${at}.vars`)) };
      const own = Object.entries(mapAt(group.hosts, `${at}.hosts`)).map(([address, host]): Host => {
        const place = `${at}.hosts.${address}`;
        return { address, path: place, vars: varsIn(mapAt(host, place)) };
      });
      const inner = depth < DEEPEST ? walk(group.children, `${at}.children`, vars, depth + 1) : [];
      const hosts = [...own, ...inner];
      groups.push({ name, path: at, vars, hosts });
      return hosts;
    });
  const top = mapAt(all.data.all, 'all');
  const vars = varsIn(mapAt(top.vars, 'all.vars'));
  walk(top.children, 'all.children', {}, 0);
  return problems.length > 0 ? fail(problems) : succeed({ vars, groups: byName(groups) });
}

/** Ansible knows a group by its name, wherever it is mentioned; and a host by its address. */
function byName(groups: readonly Group[]): readonly Group[] {
  const merged = new Map<string, Group>();
  for (const group of groups) {
    const known = merged.get(group.name);
    const vars = { ...known?.vars, ...group.vars };
    merged.set(group.name, { ...(known ?? group), vars, hosts: byAddress([...(known?.hosts ?? []), ...group.hosts]) });
  }
  return [...merged.values()];
}

function byAddress(hosts: readonly Host[]): readonly Host[] {
  const merged = new Map<string, Host>();
  for (const host of hosts) {
    const known = merged.get(host.address) ?? host;
    merged.set(host.address, { ...known, vars: { ...known.vars, ...host.vars } });
  }
  return [...merged.values()];
}

const varsIn = (raw: Readonly<Record<string, unknown>>): Vars =>
  Object.fromEntries(Object.entries(raw).flatMap(([name, value]) => (isValue(value) ? [[name, value] as const] : [])));

const isValue = (value: unknown): value is Value =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === vaulted;
