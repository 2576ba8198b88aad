import { setTimeout as sleep } from 'node:timers/promises';
import type { CallRecorder } from './call-log.ts';
import type { Delivery, Envelope, Retry } from './envelope.ts';
import type { FaultTaker } from './fault-plan.ts';
import type { Office } from './office.ts';
import { deliverSigned } from './signed-http.ts';
import { type Sockets, within } from './sockets.ts';

/** Brings envelopes to the app by the mode that is set, with the faults that wait. */
export interface Courier {
  /** Commands and clicks: once, never retried. */
  readonly deliver: (envelope: Envelope) => Promise<Delivery>;
  /** Events: retried until acknowledged or the delays are used up. */
  readonly deliverEvent: (envelope: Envelope) => Promise<Delivery>;
  /** HTTP mode from now on; undefined is Socket Mode. */
  readonly setRequestUrl: (url: string | undefined) => void;
  /** Ends waiting retries. */
  readonly close: () => void;
}

export interface CourierOptions {
  readonly ackTimeoutMs: number;
  /** Waits before the 1st, 2nd, 3rd retry of an event. */
  readonly eventRetryDelaysMs: readonly number[];
  readonly signingSecret: string;
  readonly requestUrl?: string;
}

const holdMs = 1_000;

export function createCourier(
  office: Office,
  sockets: Sockets,
  calls: CallRecorder,
  faults: FaultTaker,
  options: CourierOptions,
): Courier {
  let requestUrl = options.requestUrl;
  let letGo: (() => void) | undefined;
  const closing = new AbortController();

  const carry = (envelope: Envelope, retry?: Retry): Promise<Delivery> =>
    requestUrl === undefined
      ? sockets.deliver(envelope, retry)
      : deliverSigned(
          office,
          { url: requestUrl, secret: options.signingSecret, timeoutMs: options.ackTimeoutMs },
          envelope,
          retry,
        );

  async function hold(): Promise<void> {
    const next = new Promise<void>(resolve => {
      letGo = resolve;
    });
    await within(next, holdMs, undefined);
  }

  async function once(envelope: Envelope, retry?: Retry): Promise<Delivery> {
    const fault = faults.takeDelivery();
    const seq = calls.begin('to app', envelope.type, envelope.payload, fault);
    if (fault === 'hold') await hold();
    const sent = fault === 'drop' ? undefined : carry(envelope, retry);
    if (fault !== 'hold') letGo?.();
    if (fault === 'echo') void hold().then(() => (closing.signal.aborted ? undefined : carry(envelope, retry)));
    if (fault === 'duplicate') await carry(envelope, retry);
    const delivery: Delivery = (await sent) ?? { kind: 'timeout' };
    calls.end(
      seq,
      delivery,
      delivery.kind === 'acknowledged' ? 200 : delivery.kind === 'refused' ? delivery.status : 0,
    );
    return delivery;
  }

  async function deliverEvent(envelope: Envelope): Promise<Delivery> {
    let delivery = await once(envelope);
    for (const [index, delay] of options.eventRetryDelaysMs.entries()) {
      if (delivery.kind === 'acknowledged') return delivery;
      const reason = reasonOf(delivery);
      await sleep(delay, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
      if (closing.signal.aborted) return delivery;
      delivery = await once(envelope, { attempt: index + 1, reason });
    }
    return delivery;
  }

  return {
    deliver: envelope => once(envelope),
    deliverEvent,
    setRequestUrl: url => {
      requestUrl = url;
    },
    close: () => closing.abort(),
  };
}

const reasonOf = (delivery: Delivery): string =>
  delivery.kind === 'timeout' ? 'http_timeout' : delivery.kind === 'refused' ? 'http_error' : 'connection_failed';
