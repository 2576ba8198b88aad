import type { Difference } from '../pigsty/differences.ts';
import type { PigstyState } from '../pigsty/inventory.ts';
import type { Known } from '../targets.ts';

/** An inventory beside the live cluster. */
export type InventoryFacts = {
  readonly kind: 'inventory';
  readonly cluster: string;
  readonly takenAt: number;
  readonly pigsty: PigstyState;
  /** Null where the member list could not be read. */
  readonly members: readonly Known[] | null;
  readonly differences: readonly Difference[];
};
