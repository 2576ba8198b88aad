import type { Text } from './message.ts';

/** Something that can be chosen: what is put into the command, and what a person reads. */
export type Choice = { readonly value: string; readonly label: Text };

/** One argument that is asked for. Without choices it has to be typed. */
export type Question = { readonly name: string; readonly label: Text; readonly choices: readonly Choice[] };

/** What goes with a form from the question to the answer. It decides nothing: what is submitted is judged like what is typed. */
export type FormTicket = {
  /** The command's words. */
  readonly command: string;
  readonly args: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | true>>;
  readonly cluster: string | null;
  /** Where the command was typed, and where it is answered. */
  readonly channel: string;
};
