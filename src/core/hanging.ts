import type { Pictured } from './document.ts';

/** Draws what Slack does not. Null where nothing can be drawn: then words have to do. Never rejects. */
export type Drawing = { readonly draw: (element: Pictured) => Promise<Uint8Array | null> };

/** A picture that Slack has: its file, and since when, milliseconds since the epoch. */
export type Hung = { readonly file: string; readonly at: number };

/** Which pictures Slack has already, by what they show, so that a message that is delivered again does not bring its picture again. */
export type Hangings = {
  readonly of: (key: string) => Promise<Hung | null>;
  readonly keep: (key: string, hung: Hung) => Promise<void>;
};
