import type { Snapshot } from '../../src/core/cluster.ts';
import type { ReadCommand } from '../../src/core/command.ts';
import type { InventoryFacts } from '../../src/core/facts/inventory.ts';
import { stateOf } from '../../src/core/health/state.ts';
import { inner, verbatim } from '../../src/core/message.ts';
import { differencesOf } from '../../src/core/pigsty/differences.ts';
import { type Refusal, refuse } from '../../src/core/refusal.ts';
import { knownMembers } from '../../src/core/targets.ts';

/** What playbooks go by, beside what is. */
export const playbookInventory: ReadCommand = {
  kind: 'read',
  words: ['playbook', 'inventory'],
  aliases: [['inventory']],
  summary: 'playbook.summary.inventory',
  args: [],
  options: [],
  examples: ['playbook inventory'],
  permission: () => 'read',
  needs: () => ({ parts: ['status', 'members', 'probes', 'pigsty'] }),
  view: (_, snapshot) => inventoryOf(snapshot),
};

function inventoryOf(snapshot: Snapshot): InventoryFacts | Refusal {
  const { cluster, takenAt, pigsty } = snapshot;
  if (pigsty === undefined) return refuse('no_pigsty');
  if (!pigsty.ok) return refuse('inventory_unreadable', { detail: inner(verbatim(pigsty.fault.detail)) });
  const members = snapshot.members.ok ? knownMembers(stateOf(snapshot).members) : null;
  const differences = members === null ? [] : differencesOf(pigsty.value.inventory, members);
  return { kind: 'inventory', cluster, takenAt, pigsty: pigsty.value, members, differences };
}
