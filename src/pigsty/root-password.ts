import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ClusterSettings } from '../core/settings.ts';
import { readInventory } from './read-inventory.ts';

type Placed = Pick<ClusterSettings, 'name' | 'pigsty'>;

/** The password of etcd's root as the inventory of a cluster has it now, in plain; null where none can be read. For a login, and for nothing else. */
export const openRootPasswords =
  (clusters: readonly Placed[]) =>
  async (cluster: string): Promise<string | null> => {
    const { pigsty } = clusters.find(({ name }) => name === cluster) ?? { pigsty: null };
    if (pigsty === null) return null;
    const text = await readFile(resolve(pigsty.home, pigsty.inventory), 'utf8').catch(() => null);
    const read = text === null ? null : readInventory(text);
    return read?.ok ? read.value.secrets.rootPassword : null;
  };
