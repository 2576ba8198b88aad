import type { Tone } from '../document.ts';
import type { MessageKey, Param, ParamsOf } from '../message.ts';

/** Codes are the catalogue's own keys: `finding.<code>.title` and `.todo` exist for each. */
export type FindingCode = MessageKey extends infer K ? (K extends `finding.${infer C}.title` ? C : never) : never;

type ParamsOfFinding<C extends FindingCode> = ParamsOf<Extract<MessageKey, `finding.${C}.title`>> &
  ParamsOf<Extract<MessageKey, `finding.${C}.todo`>>;

/** What is wrong or worth doing. The code names the fact; title and what to do stand in the catalogue. */
export type Finding = {
  readonly code: FindingCode;
  readonly tone: Exclude<Tone, 'good'>;
  readonly params: Readonly<Record<string, Param>>;
};

export function find<C extends FindingCode>(code: C, tone: Finding['tone'], params: ParamsOfFinding<C>): Finding {
  return { code, tone, params: { ...params } };
}

const weights = { bad: 0, warning: 1, info: 2 } as const;

export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((one, other) => weights[one.tone] - weights[other.tone]);
