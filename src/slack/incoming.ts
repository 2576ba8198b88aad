/** Who we are in Slack, as `auth.test` says. */
export type Self = { readonly team: string; readonly enterprise: string | null; readonly botUserId: string };

/** Who did it. */
export type Person = {
  readonly user: string;
  /** The person's own workspace, not the channel's. */
  readonly team: string;
  readonly enterprise: string | null;
  /** Of another workspace than ours: Slack Connect. */
  readonly foreign: boolean;
};

export type Command = Person & {
  readonly kind: 'command';
  readonly command: string;
  /** As Slack sends it: links and mentions in angle brackets, `& < >` escaped. */
  readonly text: string;
  readonly channel: string;
  readonly channelName: string;
  readonly triggerId: string;
  readonly responseUrl: string | null;
};

export type Mention = Person & {
  readonly kind: 'mention';
  /** Without the mention of the bot; otherwise as Slack sends it. */
  readonly text: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly ts: string;
  readonly eventId: string;
};

export type Click = Person & {
  readonly kind: 'click';
  readonly actionId: string;
  readonly value: string;
  readonly blockId: string;
  readonly channel: string;
  readonly messageTs: string;
  readonly thread: string | null;
  readonly triggerId: string;
  readonly actionTs: string;
  readonly responseUrl: string | null;
};

export type Submission = Person & {
  readonly kind: 'submission';
  readonly callbackId: string;
  /** Text inputs and single selections by block id and action id; null where nothing was given. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  readonly privateMetadata: string;
  readonly viewId: string;
  readonly hash: string;
};

export type Closed = Person & {
  readonly kind: 'closed';
  readonly callbackId: string;
  readonly viewId: string;
  readonly privateMetadata: string;
};
export type HomeOpened = Person & { readonly kind: 'homeOpened'; readonly eventId: string };
export type Unsupported = { readonly kind: 'unsupported'; readonly why: string };

export type Incoming = Command | Mention | Click | Submission | Closed | HomeOpened | Unsupported;

/** Names one delivery for good: the same again is a duplicate or a replay. Null for what may be handled twice. */
export function deliveryId(incoming: Incoming): string | null {
  switch (incoming.kind) {
    case 'command':
      return `command:${incoming.triggerId}`;
    case 'mention':
      return `event:${incoming.eventId}`;
    case 'click':
      return `click:${incoming.actionTs}:${incoming.user}:${incoming.actionId}`;
    case 'submission':
      return `submission:${incoming.viewId}:${incoming.hash}`;
    case 'closed':
    case 'homeOpened':
    case 'unsupported':
      return null;
  }
}

export const channelOf = (incoming: Incoming): string | null => ('channel' in incoming ? incoming.channel : null);
