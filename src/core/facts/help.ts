import type { MessageKey } from '../message.ts';

export type HelpFacts = {
  readonly kind: 'help';
  /** All commands, or the one that was asked about. */
  readonly commands: readonly {
    /** `get KEY`: without options, for a list. */
    readonly short: string;
    readonly usage: string;
    readonly aliases: readonly string[];
    readonly summary: MessageKey;
    readonly options: readonly { readonly usage: string; readonly summary: MessageKey }[];
    readonly examples: readonly string[];
  }[];
  /** The words asked about, `member list` or only `member`; null: everything. */
  readonly about: string | null;
};
