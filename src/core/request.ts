import type { Sealed } from './auth.ts';
import type { Language } from './message.ts';

/** Who asks. Slack people are team and user id; their name is for showing only. */
export type Actor =
  | { readonly kind: 'slack'; readonly team: string; readonly user: string; readonly name: string }
  | { readonly kind: 'terminal'; readonly login: string; readonly user: string | null; readonly name: string }
  | { readonly kind: 'schedule'; readonly name: string };

/** Where the answer goes. `thread` is the ts of the thread's first message. */
export type Place =
  | { readonly kind: 'channel'; readonly channel: string; readonly thread: string | null }
  | { readonly kind: 'terminal' };

/** A parsed command. Options without a value are `true`. */
export type Request = {
  readonly id: string;
  /** The command's words, joined by a blank: `member list`. */
  readonly command: string;
  readonly args: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | true>>;
  /** A password that was typed into a form, sealed to the workers. */
  readonly sealed?: Sealed;
  /** Null for commands that concern no cluster. */
  readonly cluster: string | null;
  readonly actor: Actor;
  readonly place: Place;
  readonly language: Language;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
};
