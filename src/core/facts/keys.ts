import type { Fault } from '../cluster.ts';

/** `hidden`: not asked for. `binary`: no text, so only its size is shown. `cut`: only the beginning is shown. */
export type ShownValue =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean };

export type KeyFacts = {
  readonly key: string;
  readonly bytes: number;
  readonly version: number;
  readonly modRevision: number;
  readonly lease: string | null;
  readonly value: ShownValue;
};

export type KeysFacts = {
  readonly kind: 'keys';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  readonly key: string;
  readonly prefix: boolean;
  readonly fault: Fault | null;
  readonly entries: readonly KeyFacts[];
  /** How many keys there are, shown or not. */
  readonly total: number;
  readonly revision: number | null;
};
