import type { Tone } from '../core/document.ts';
import { inner, say, type Text } from '../core/message.ts';
import type { Operation } from '../core/operation.ts';

type Field = { readonly label: Text; readonly value: Text; readonly tone?: Tone };

const tierTones: readonly (Tone | undefined)[] = [undefined, undefined, 'warning', 'bad'];

/** A rolling change has a reason for each member; the rest can be read from its steps. */
const TOLD_REASONS = 3;

/** How much a plan can do, and why. */
export function riskField({ tier, tierReasons }: Pick<Operation, 'tier' | 'tierReasons'>): Field {
  const more = tierReasons.length - TOLD_REASONS;
  const told = [...tierReasons.slice(0, TOLD_REASONS), ...(more > 0 ? [say('card.risk.more', { count: more })] : [])];
  const name: Text = { key: `card.tier.${tier}`, params: {} };
  const value = told.reduce((one, other) => say('card.risk.and', { one: inner(one), other: inner(other) }), name);
  const tone = tierTones[tier];
  return { label: say('card.risk'), value, ...(tone ? { tone } : {}) };
}
