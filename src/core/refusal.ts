import type { MessageKey, Param, ParamsOf, Text } from './message.ts';

/** Codes are the catalogue's own keys: `refusal.<code>.message`, `.why` and `.todo` exist for each. */
export type RefusalCode = MessageKey extends infer K ? (K extends `refusal.${infer C}.message` ? C : never) : never;

type PartsOf<C extends RefusalCode> = Extract<
  MessageKey,
  `refusal.${C}.message` | `refusal.${C}.why` | `refusal.${C}.todo`
>;
type UnionToIntersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
export type RefusalParams<C extends RefusalCode> = UnionToIntersection<
  PartsOf<C> extends infer K ? (K extends MessageKey ? ParamsOf<K> : never) : never
>;

/** A "no" with its reason. It travels as code and parameters; only renderers write the sentences. */
export type Refusal = { readonly refused: RefusalCode; readonly params: Readonly<Record<string, Param>> };

export function refuse<C extends RefusalCode>(
  code: C,
  ...[params]: keyof RefusalParams<C> extends never ? [] : [params: RefusalParams<C>]
): Refusal {
  return { refused: code, params: params ?? {} };
}

export const isRefusal = (value: object): value is Refusal => 'refused' in value;

/** The three sentences of a refusal: what, why, what to do. */
export function sentencesOf({ refused, params }: Refusal): {
  readonly message: Text;
  readonly why: Text;
  readonly todo: Text;
} {
  return {
    message: { key: `refusal.${refused}.message`, params },
    why: { key: `refusal.${refused}.why`, params },
    todo: { key: `refusal.${refused}.todo`, params },
  };
}
