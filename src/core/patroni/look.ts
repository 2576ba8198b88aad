import type { PatroniMember, PostgresCluster, PostgresState, Reach } from './cluster.ts';

/** The members whose key can be read. */
export const readableMembers = ({ members }: PostgresCluster): readonly PatroniMember[] =>
  members.flatMap(member => (member.state === 'read' ? [member.value] : []));

export const memberOf = (cluster: PostgresCluster, name: string): PatroniMember | null =>
  readableMembers(cluster).find(member => member.name === name) ?? null;

/** Who holds the leader key; null when nobody does or the key cannot be read. */
export const leaderOf = ({ leader }: PostgresCluster): string | null =>
  leader.state === 'read' ? leader.value.name : null;

/**
 * The REST address of every member, by name: as the failsafe key has it, which is what a primary asks; else as the member says.
 */
export function addressesOf(cluster: PostgresCluster): ReadonlyMap<string, string> {
  const told = readableMembers(cluster).flatMap(({ name, apiUrl }) =>
    apiUrl === null ? [] : [[name, apiUrl] as const],
  );
  const asked = cluster.failsafe.state === 'read' ? Object.entries(cluster.failsafe.value) : [];
  return new Map([...told, ...asked]);
}

/**
 * Whether a member answers. Where no address of the whole cluster answers, its leader included, it is the way from here that is shut, and nothing
 * is said about anybody.
 */
export function reachOf(cluster: PostgresCluster, { reach }: Pick<PostgresState, 'reach'>): (name: string) => Reach {
  const addresses = addressesOf(cluster);
  const of = (name: string): Reach => {
    const address = addresses.get(name);
    return address === undefined || !Object.hasOwn(reach, address) ? 'unasked' : (reach[address] ?? 'unasked');
  };
  const open = [...addresses.keys()].some(name => of(name) === 'answers');
  return name => (open ? of(name) : 'unasked');
}
