import type { Block } from '@slack/types';
import type { Fields } from './fields.ts';

/** A person or bot as Slack knows them; the flags are those of `users.info`. */
export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly teamId?: string;
  readonly isBot?: boolean;
  readonly isAdmin?: boolean;
  readonly isRestricted?: boolean;
  readonly isUltraRestricted?: boolean;
  readonly isStranger?: boolean;
  readonly deleted?: boolean;
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate?: boolean;
  /** The partner of a direct conversation with the bot. */
  readonly directWith?: string;
  readonly isExtShared?: boolean;
  readonly isArchived?: boolean;
  /** Absent: everybody, the bot included. */
  readonly members?: readonly string[];
  readonly topic?: string;
}

export interface SlackGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface SlackMessage {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly botId?: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata?: Fields;
  readonly threadTs?: string;
  readonly broadcast?: boolean;
  readonly editedTs?: string;
  /** Seen by this person alone, and by no method of the Web API. */
  readonly ephemeralTo?: string;
  readonly subtype?: string;
  readonly files: readonly string[];
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
}

export interface SlackView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  readonly rootId: string;
  readonly previousId?: string;
  readonly hash: string;
  readonly content: Fields;
  readonly blocks: readonly Block[];
  /** What the last submission was refused with, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
}

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly length: number;
  readonly altText?: string;
  readonly bytes?: Buffer;
  readonly complete: boolean;
  /** From when on a message may show it, milliseconds since the epoch. */
  readonly readyAt?: number;
  readonly channels: readonly string[];
}

/** The whole state of one Slack workspace with one app installed, as plain data. */
export interface Workspace {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: { readonly id: string; readonly botId: string; readonly botUserId: string; readonly command: string };
  readonly users: Map<string, SlackUser>;
  readonly groups: Map<string, SlackGroup>;
  readonly channels: Map<string, SlackChannel>;
  /** Oldest first. */
  readonly messages: Map<string, readonly SlackMessage[]>;
  /** Oldest first: the last of a person's modals is the one on top. */
  readonly views: Map<string, SlackView>;
  readonly homes: Map<string, SlackView>;
  readonly files: Map<string, SlackFile>;
  readonly directs: Map<string, string>;
}

/** What is kept of each kind; the oldest goes first. */
export const caps = { messagesPerChannel: 2_000, views: 200, files: 50, calls: 2_000, responseUrls: 2_000 } as const;

export const isMember = (channel: SlackChannel, user: string): boolean => channel.members?.includes(user) ?? true;

/** Drops the oldest entries of a map until it holds no more than `cap`. */
export function trim<T>(map: Map<string, T>, cap: number): void {
  for (const key of map.keys()) {
    if (map.size <= cap) return;
    map.delete(key);
  }
}
