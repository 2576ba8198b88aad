import type { MessageKey } from '../message.ts';

export type HelpFacts = {
  readonly kind: 'help';
  /** All commands, or the one that was asked about. */
  readonly commands: readonly {
    readonly usage: string;
    readonly aliases: readonly string[];
    readonly summary: MessageKey;
    readonly options: readonly { readonly usage: string; readonly summary: MessageKey }[];
    readonly examples: readonly string[];
  }[];
  readonly about: string | null;
};
