import { dirname, resolve } from 'node:path';
import type { Inventory, InventorySecrets } from '../core/pigsty/inventory.ts';
import { type InventoryProblem, plainProblem } from '../core/pigsty/problems.ts';
import type { Result } from '../core/result.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { findPki } from './from-pki.ts';
import { type ReadFile, tryRead } from './named-files.ts';
import type { Outline, OutlineCluster } from './outline.ts';
import type { Problem } from './problem.ts';

/** Reads the text of an inventory: the adapter is `src/pigsty`. */
export type ReadInventory = (
  text: string,
) => Result<{ readonly inventory: Inventory; readonly secrets: InventorySecrets }, readonly InventoryProblem[]>;

/** What a cluster gets from its inventory where the file says nothing. */
export type Derived = Pick<ClusterSettings, 'endpoints' | 'tls' | 'auth'> & {
  readonly patroni: NonNullable<ClusterSettings['patroni']>;
};

export type FromInventories = {
  /** By the path of the cluster: `clusters[0]`. */
  readonly derived: ReadonlyMap<string, Derived>;
  readonly problems: readonly Problem[];
};

type Place = {
  readonly path: string;
  readonly cluster: OutlineCluster;
  readonly home: string;
  readonly file: string;
};

/** A cluster without endpoints has what its Pigsty inventory says; whatever stands in the file as well wins. */
export function readInventories(
  { clusters }: Outline,
  configFile: string,
  readFile: ReadFile,
  readInventory: ReadInventory,
): FromInventories {
  const derived = new Map<string, Derived>();
  const problems: Problem[] = [];
  for (const [index, cluster] of clusters.entries()) {
    const home = cluster?.pigsty?.home;
    if (!cluster || cluster.endpoints !== undefined || !home) continue;
    const folder = resolve(dirname(configFile), home);
    const file = resolve(folder, cluster.pigsty?.inventory ?? 'pigsty.yml');
    const read = derive({ path: `clusters[${index}]`, cluster, home: folder, file }, readFile, readInventory);
    problems.push(...read.problems);
    if (read.value) derived.set(`clusters[${index}]`, read.value);
  }
  return { derived, problems };
}

type Deriving = { readonly value: Derived | null; readonly problems: readonly Problem[] };

function derive(place: Place, readFile: ReadFile, readInventory: ReadInventory): Deriving {
  const { path, home, file } = place;
  const text = tryRead(file, readFile);
  if ('reason' in text) {
    const message = `names an inventory that ${text.reason}: ${file}; without it, endpoints are missing`;
    return { value: null, problems: [{ path: `${path}.pigsty.inventory`, message }] };
  }
  const read = readInventory(text.content);
  if (!read.ok) return { value: null, problems: inFile(read.error, file) };
  const { inventory, secrets } = read.value;
  const wanted = secrets.problems.filter(problem => isWanted(problem, place));
  const pki = findPki(place, inventory, home, readFile);
  const problems = [...inFile([...inventory.problems, ...wanted], file), ...pki.problems];
  return { value: problems.length > 0 ? null : { ...settingsOf(inventory, secrets), tls: pki.tls }, problems };
}

/** A password that cannot be read is no problem where another one is given. */
function isWanted({ path }: InventoryProblem, { cluster: { auth, patroni } }: Place): boolean {
  return path.endsWith('patroni_password')
    ? (patroni?.password ?? patroni?.passwordFile) === undefined
    : auth === undefined;
}

const settingsOf = (inventory: Inventory, secrets: InventorySecrets): Omit<Derived, 'tls'> => ({
  endpoints: inventory.hosts.map(({ clientUrl }) => clientUrl),
  auth: secrets.rootPassword === null ? null : { username: 'root', password: secrets.rootPassword },
  patroni: {
    namespace: inventory.namespace,
    username: secrets.patroniUsername,
    password: secrets.patroniPassword,
  },
});

const inFile = (problems: readonly InventoryProblem[], file: string): readonly Problem[] =>
  problems.map(problem => ({
    path: problem.path === '' ? file : `${file}: ${problem.path}`,
    message: plainProblem(problem),
  }));
