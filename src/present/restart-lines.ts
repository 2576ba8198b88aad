import type { Document } from '../core/document.ts';
import { code, say, type Text } from '../core/message.ts';
import type { StepRecord } from '../core/operation.ts';
import type { Plan, Step } from '../core/plan.ts';

type ByHand = Extract<Step, { kind: 'await-restart' }>;

/** What somebody types on the host of a member, ready to be copied: whose turn it is, or what is to come. */
export function presentRestart({ steps }: Pick<Plan, 'steps'>, records: readonly StepRecord[]): Document {
  const left = steps.flatMap((step, index) =>
    step.kind === 'await-restart' && records[index]?.state !== 'done' ? [{ step, state: records[index]?.state }] : [],
  );
  const now = left.find(({ state }) => state === 'running');
  const next = now ?? left[0];
  if (next === undefined) return [];
  return [
    { type: 'paragraph', text: now ? turnOf(now.step) : say('card.restart.ahead') },
    { type: 'code', text: next.step.lines.join('\n') },
  ];
}

const turnOf = ({ member, address }: ByHand): Text =>
  say('card.restart', { name: code(member.name), address: code(address) });
