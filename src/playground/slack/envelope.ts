import type {
  BasicElementAction,
  BlockAction,
  EnvelopedEvent,
  SlashCommand,
  ViewClosedAction,
  ViewSubmitAction,
} from '@slack/bolt';
import type { SlackEvent } from '@slack/types';

/** What Slack delivers to an app, over a socket or over HTTP: the same payloads. */
export type Envelope =
  | { readonly type: 'slash_commands'; readonly payload: SlashCommand }
  | {
      readonly type: 'interactive';
      readonly payload: BlockAction<BasicElementAction> | ViewSubmitAction | ViewClosedAction;
    }
  | { readonly type: 'events_api'; readonly payload: EnvelopedEvent<SlackEvent> };

export interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

/** How a delivery ended. `unreachable`: no connection, or none that answers. */
export type Delivery =
  | { readonly kind: 'acknowledged'; readonly body: unknown; readonly ms: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly status: number };
