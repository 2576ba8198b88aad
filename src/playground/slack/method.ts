import type { Fields } from './fields.ts';
import type { Office } from './office.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Sockets } from './sockets.ts';
import type { Triggers } from './triggers.ts';

/** What a Web API method may touch. */
export interface Desk {
  readonly office: Office;
  readonly triggers: Triggers;
  readonly responses: ResponseUrls;
  readonly sockets: Sockets;
  /** The scopes that were granted to the bot token. */
  readonly scopes: readonly string[];
}

/** One Web API method; the answer goes beside `ok: true`. Refusals are thrown as SlackError. */
export interface Method {
  readonly name: string;
  readonly token: 'bot' | 'app' | 'none';
  /** One of these is needed; empty: none. */
  readonly scopes: readonly string[];
  readonly run: (desk: Desk, args: Fields) => Fields;
}
