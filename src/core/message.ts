import type { en } from './text/en.ts';

export type Language = 'en' | 'zh';

/**
 * A value inside a sentence. Renderers, not rules, decide how it looks: `bytes` are IEC units, `duration` milliseconds,
 * `time` milliseconds since the epoch in the viewer's zone, `day` the same where only the day is meant, `ratio` 0..1 shown as percent, `code` a name somebody typed
 * or a machine gave (shown verbatim, never parsed as markup), `list` joined as the language joins.
 */
export type Param =
  | string
  | number
  | { readonly type: 'bytes' | 'duration' | 'time' | 'day' | 'ratio'; readonly value: number }
  | { readonly type: 'code'; readonly value: string }
  | { readonly type: 'text'; readonly value: Text }
  | { readonly type: 'list'; readonly value: readonly Text[] };

export type Text =
  | { readonly key: MessageKey; readonly params: Readonly<Record<string, Param>> }
  /** Verbatim text of a machine or a person. */
  | { readonly verbatim: string; readonly code?: boolean };

type Catalogue = typeof en;
export type MessageKey = keyof Catalogue & string;

/** The parameter names of an ICU message: what follows a brace. Plural branches always hold a `#` or a space, so they are told apart. */
type NamesIn<T extends string> = T extends `${string}{${infer Rest}`
  ? Rest extends `${infer Name},${infer Tail}`
    ? Name extends `${string}}${string}`
      ? NameBeforeBrace<Rest>
      : OnlyName<Name> | NamesIn<Tail>
    : NameBeforeBrace<Rest>
  : never;
type NameBeforeBrace<T extends string> = T extends `${infer Name}}${infer Tail}`
  ? OnlyName<Name> | NamesIn<Tail>
  : never;
type OnlyName<T extends string> = T extends '' | `${string}#${string}` | `${string} ${string}` | `${string}{${string}`
  ? never
  : T;

export type ParamsOf<K extends MessageKey> = { readonly [N in NamesIn<Catalogue[K]>]: Param };

/** A sentence of the catalogue with its parameters: `say('quorum.summary', { voters: 3, quorum: 2 })`. */
export function say<K extends MessageKey>(
  key: K,
  ...[params]: keyof ParamsOf<K> extends never ? [] : [params: ParamsOf<K>]
): Text {
  return { key, params: params ?? {} };
}

export const verbatim = (text: string): Text => ({ verbatim: text });
export const code = (value: string): Param => ({ type: 'code', value });
export const codeText = (text: string): Text => ({ verbatim: text, code: true });
export const bytes = (value: number): Param => ({ type: 'bytes', value });
export const duration = (ms: number): Param => ({ type: 'duration', value: ms });
export const time = (at: number): Param => ({ type: 'time', value: at });
export const day = (at: number): Param => ({ type: 'day', value: at });
export const ratio = (value: number): Param => ({ type: 'ratio', value });
export const list = (value: readonly Text[]): Param => ({ type: 'list', value });
export const inner = (value: Text): Param => ({ type: 'text', value });

/** A piece of a rendered sentence. Everything is plain text: a renderer escapes or types it, nothing in it is markup. */
export type Segment =
  | { readonly type: 'plain'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  /** `day`: the hour says nothing. */
  | { readonly type: 'time'; readonly at: number; readonly text: string; readonly day?: true };

/** Turns a text into a sentence of a language. The adapter is `src/text`. */
export type Speak = (text: Text, language: Language) => readonly Segment[];

export const plain = (segments: readonly Segment[]): string => segments.map(segment => segment.text).join('');
