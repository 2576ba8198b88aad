/** What the server tells the page and the page asks of it: plain JSON, free of Node and of the DOM. */

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly isBot: boolean;
  /** Why Slack would let this person do less: `guest`, `deactivated`, `other workspace`. */
  readonly standing: string | null;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly isPrivate: boolean;
  readonly isDirect: boolean;
  readonly hasBot: boolean;
}

export interface World {
  readonly version: string;
  readonly team: string;
  readonly bot: { readonly id: string; readonly name: string; readonly command: string };
  readonly people: readonly Person[];
  readonly groups: readonly { readonly id: string; readonly handle: string }[];
}

export interface Attached {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly size: number;
  readonly alt: string;
  readonly url: string;
  readonly isImage: boolean;
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly isApp: boolean;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly threadTs: string | null;
  readonly broadcast: boolean;
  readonly isEdited: boolean;
  readonly isEphemeral: boolean;
  readonly isGone: boolean;
  /** `event_payload` of the message's metadata. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly files: readonly Attached[];
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  /** Milliseconds from the command to this answer, where the two could be matched. */
  readonly tookMs: number | null;
}

export interface View {
  readonly id: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly errors: Readonly<Record<string, string>>;
}

export interface Call {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly way: 'to-slack' | 'to-app';
  readonly title: string;
  readonly detail: string;
  readonly ok: boolean;
  /** Milliseconds until the answer or the acknowledgement; null while there is none. */
  readonly tookMs: number | null;
}

export interface SlackState {
  readonly connections: number;
  readonly isOut: boolean;
  readonly calls: readonly Call[];
}

/** `prepared`: it has a name and addresses, and its process was never started. */
export const memberStates = ['running', 'frozen', 'stopped', 'starting', 'prepared'] as const;
export type MemberState = (typeof memberStates)[number];

export interface Member {
  readonly name: string;
  readonly url: string;
  /** Where the other members reach it: what `member add` is to be given. */
  readonly peerUrl: string;
  readonly state: MemberState;
}

export interface Cluster {
  readonly name: string;
  readonly members: readonly Member[];
  /** What the last button is doing, or why it failed. */
  readonly note: string;
  readonly isBusy: boolean;
}

/** A command on its way: from the key press to the answer. */
export interface Run {
  readonly id: number;
  readonly channel: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly ackMs: number | null;
  readonly answerMs: number | null;
  readonly problem: string | null;
}

export type Entry =
  | { readonly kind: 'world'; readonly key: string; readonly value: World }
  | { readonly kind: 'channels'; readonly key: string; readonly value: readonly Channel[] }
  | { readonly kind: 'message'; readonly key: string; readonly value: Message }
  | { readonly kind: 'view'; readonly key: string; readonly value: View }
  | { readonly kind: 'home'; readonly key: string; readonly value: readonly unknown[] }
  | { readonly kind: 'slack'; readonly key: string; readonly value: SlackState }
  | { readonly kind: 'cluster'; readonly key: string; readonly value: Cluster }
  | { readonly kind: 'runs'; readonly key: string; readonly value: readonly Run[] };

/** One event of the stream: entries to set and keys to forget. The first one of a connection is complete. */
export interface Patch {
  readonly isFirst: boolean;
  readonly set: readonly Entry[];
  readonly gone: readonly string[];
}

/** What a person chose or wrote: an option's value, an id, a date, a text; a list where several may be chosen. */
export type Choice = string | readonly string[];

/** By `block_id.action_id`. */
export type Values = Readonly<Record<string, Choice>>;

/** Where a button stands. */
export type Place =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'view'; readonly id: string }
  | { readonly kind: 'home' };

export const slackFaults = ['refresh', 'outage', 'rate-limit', 'duplicate', 'no-charts'] as const;
export type SlackFault = (typeof slackFaults)[number];

export const memberActions = ['stop', 'freeze', 'thaw', 'restart', 'start'] as const;
export type MemberAction = (typeof memberActions)[number];

/** What each POST takes; `as` is the acting person's id. */
export interface Asks {
  readonly type: {
    readonly as: string;
    readonly channel: string;
    readonly text: string;
    readonly threadTs: string | null;
  };
  readonly click: {
    readonly as: string;
    readonly place: Place;
    readonly blockId: string;
    readonly actionId: string;
    readonly choice: Choice | null;
    readonly values: Values;
  };
  readonly submit: { readonly as: string; readonly view: string; readonly values: Values };
  readonly 'close-view': { readonly as: string; readonly view: string };
  readonly 'open-home': { readonly as: string };
  readonly 'slack-fault': { readonly fault: SlackFault };
  readonly 'cluster-fault':
    | { readonly action: MemberAction; readonly member: string }
    | { readonly action: 'fill-quota' }
    | { readonly action: 'prepare-member' };
}

/** The answer to every POST. */
export interface Reply {
  readonly ok: boolean;
  /** What to tell the person: a refusal of the stand-in, an app that did not answer. */
  readonly problem: string | null;
}
