import type { Sealed } from './auth.ts';
import type { Document } from './document.ts';
import type { Language } from './message.ts';

export const messageKinds = ['answer', 'refusal', 'plan', 'outcome', 'report', 'alert'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** The payload of every message's Slack metadata, `event_type: "etcd_chatops"`. */
export type MessageMetadata = {
  readonly kind: MessageKind;
  readonly cluster: string;
  readonly command: string;
  readonly operation?: string;
  readonly state?: string;
  readonly code?: string;
};

/** Something to show. The same `id` again is an edit of the same message; the newest content wins. */
export type Announcement = {
  readonly id: string;
  readonly channel: string;
  /** The ts of the thread's first message, or the announcement whose message it is: the reply waits until that one is posted. */
  readonly thread: string | null | { readonly of: string };
  /** Everybody in the channel, or one person (ephemeral: best effort, never edited). */
  readonly audience: { readonly kind: 'channel' } | { readonly kind: 'person'; readonly user: string };
  readonly language: Language;
  readonly metadata: MessageMetadata;
  readonly document: Document;
  /** A password for the one person of the audience. It is opened right before it goes to Slack, and shown below the document. */
  readonly secret?: { readonly sealed: Sealed; readonly cluster: string; readonly user: string };
  /** A file put beside it: UTF-8 text, packed by gzip, as base64. Small: it lies in the store until it is delivered. */
  readonly attachment?: { readonly name: string; readonly packed: string };
};

/** An announcement whose place is known: what Slack can take. */
export type Addressed = Announcement & { readonly thread: string | null };
