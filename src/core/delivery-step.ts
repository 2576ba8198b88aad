export type DeliveryMethod = 'post' | 'update' | 'whisper';

/** Why a message was given back. */
export type DeliverySetback = 'limited' | 'unavailable' | 'unknown' | 'unverified' | 'absent';

/** What a delivery job is to do now. */
export type DeliveryStep =
  | { readonly do: 'nothing' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'dropped'; readonly why: string }
  /** An earlier attempt may have had its effect: look for the message. `since` in milliseconds since the epoch, Redis' clock. */
  | {
      readonly do: 'verify';
      readonly version: number;
      readonly content: string;
      readonly since: number;
      readonly thread: string;
    }
  | {
      readonly do: DeliveryMethod;
      readonly version: number;
      readonly content: string;
      readonly ts: string;
      readonly tries: number;
      /** Of a message that waited for another one: the ts of that one, empty for the channel itself. */
      readonly thread: string;
    };
