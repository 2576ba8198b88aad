import type { Text } from './message.ts';
import type { Owner } from './ownership.ts';

export type Tone = 'good' | 'warning' | 'bad' | 'info';

export type Cell = { readonly text: Text; readonly tone?: Tone; readonly strong?: boolean };
export type Column = { readonly label: Text; readonly align?: 'left' | 'right'; readonly wrap?: boolean };

export type Button = {
  readonly action: string;
  readonly value: string;
  readonly label: Text;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: { readonly title: Text; readonly text: Text; readonly confirm: Text; readonly deny: Text };
};

/** What may stand in a section that folds, too: no plans, pictures and buttons. */
export type Part =
  /** The one line a sleepy person reads. */
  | { readonly type: 'verdict'; readonly tone: Tone; readonly text: Text }
  | { readonly type: 'heading'; readonly text: Text }
  | { readonly type: 'paragraph'; readonly text: Text }
  /** Calls people: `group` is the Slack id of a user group, as configured; never what a person or a machine said. */
  | { readonly type: 'call'; readonly group: string; readonly text: Text }
  /** Label and value pairs, short. */
  | {
      readonly type: 'fields';
      readonly fields: readonly { readonly label: Text; readonly value: Text; readonly tone?: Tone }[];
    }
  | { readonly type: 'list'; readonly items: readonly { readonly text: Text; readonly tone?: Tone }[] }
  | {
      readonly type: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Cell[])[];
      readonly caption?: Text;
    }
  /** Fixed-width text, shown as it is. */
  | { readonly type: 'code'; readonly text: string }
  /** Small print: age of the data, who asked. */
  | { readonly type: 'note'; readonly texts: readonly Text[] }
  | { readonly type: 'divider' };

/**
 * What a message says, free of where it is shown. Presenters make it from facts, the Slack and the terminal
 * renderers draw it; it crosses the queue between them, so it is plain JSON.
 */
export type Element =
  | Part
  /** A section that is closed until somebody wants to read it. Where nothing can be folded it stands open under its title. */
  | { readonly type: 'fold'; readonly title: Text; readonly parts: readonly Part[] }
  /** The steps of a plan, in order, with how far they are. */
  | {
      readonly type: 'steps';
      readonly steps: readonly {
        readonly state: 'pending' | 'running' | 'done' | 'failed' | 'unknown' | 'skipped';
        readonly text: Text;
        readonly note?: Text;
      }[];
    }
  /** Lines over time. Where it cannot be drawn, what it shows is said: title, and for every series from where to where. */
  | {
      readonly type: 'chart';
      readonly title: Text;
      readonly unit: 'bytes' | 'seconds' | 'count';
      /** Milliseconds since the epoch, ascending: one for each value. */
      readonly times: readonly number[];
      /** `limit`: not a measure, but what the others must not reach. */
      readonly series: readonly {
        readonly name: Text;
        readonly values: readonly (number | null)[];
        readonly limit?: true;
      }[];
      /** Where the first line is headed, as far as that can be foretold. */
      readonly ahead?: { readonly at: number; readonly value: number };
    }
  /** What fills something, as areas. It is only ever a picture: what matters of it stands in words beside it, and in `alt`. */
  | {
      readonly type: 'treemap';
      readonly title: Text;
      readonly alt: Text;
      readonly parts: readonly { readonly label: string; readonly bytes: number; readonly owner: Owner }[];
    }
  | { readonly type: 'actions'; readonly buttons: readonly Button[] };

export type Document = readonly Element[];

/** Anything but a section that folds. */
export type Open = Exclude<Element, { type: 'fold' }>;

/** With every section open. */
export const unfolded = (document: Document): readonly Open[] =>
  document.flatMap(element =>
    element.type === 'fold' ? [{ type: 'heading', text: element.title } as const, ...element.parts] : [element],
  );

/** What can be drawn as a picture. */
export type Pictured = Extract<Element, { type: 'chart' | 'treemap' }>;

export const isPictured = (element: Element): element is Pictured =>
  element.type === 'chart' || element.type === 'treemap';
