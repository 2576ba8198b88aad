/** What goes wrong with a call of the app's. `lost_answer`: carried out, then the connection breaks. */
export type ApiFault =
  | { readonly kind: 'rate_limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'lost_answer' }
  | { readonly kind: 'error'; readonly error: string };

/** What goes wrong with a delivery to the app. `hold`: it arrives after the next one (or after a second); `echo`: at once, and then once more. */
export type DeliveryFault = 'duplicate' | 'drop' | 'hold' | 'echo';

/** Faults that wait for their occasion. */
export interface FaultPlan {
  /** The next `times` calls (default 1) of `method` (`*`: any; also `response_url` and `upload`) are hit. */
  readonly api: (method: string, fault: ApiFault, times?: number) => void;
  readonly delivery: (fault: DeliveryFault, times?: number) => void;
  /** Messages with blocks of these types are refused, as by a workspace that does not have them yet; none: all are taken. */
  readonly refuseBlocks: (types: readonly string[]) => void;
  /** From now on a file that was uploaded can be shown in messages only after so long, milliseconds: Slack looks at it first. */
  readonly slowFiles: (ms: number) => void;
  readonly clear: () => void;
}

export interface FaultTaker extends FaultPlan {
  readonly takeApi: (method: string) => ApiFault | undefined;
  readonly refusedBlocks: () => readonly string[];
  readonly fileDelayMs: () => number;
  readonly takeDelivery: () => DeliveryFault | undefined;
}

interface Planned<T> {
  readonly method: string;
  readonly fault: T;
  readonly left: number;
}

export function createFaultPlan(): FaultTaker {
  let api: readonly Planned<ApiFault>[] = [];
  let delivery: readonly Planned<DeliveryFault>[] = [];
  let refused: readonly string[] = [];
  let fileDelayMs = 0;
  return {
    api: (method, fault, times = 1) => {
      api = [...api, { method, fault, left: times }];
    },
    delivery: (fault, times = 1) => {
      delivery = [...delivery, { method: '*', fault, left: times }];
    },
    refuseBlocks: types => {
      refused = types;
    },
    refusedBlocks: () => refused,
    slowFiles: ms => {
      fileDelayMs = ms;
    },
    fileDelayMs: () => fileDelayMs,
    clear: () => {
      refused = [];
      fileDelayMs = 0;
      api = [];
      delivery = [];
    },
    takeApi: method => {
      const hit = api.find(each => each.method === method || each.method === '*');
      api = used(api, hit);
      return hit?.fault;
    },
    takeDelivery: () => {
      const hit = delivery[0];
      delivery = used(delivery, hit);
      return hit?.fault;
    },
  };
}

const used = <T>(plan: readonly Planned<T>[], hit: Planned<T> | undefined): readonly Planned<T>[] =>
  plan.map(each => (each === hit ? { ...each, left: each.left - 1 } : each)).filter(each => each.left > 0);
