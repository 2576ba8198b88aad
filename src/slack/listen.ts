import type { AckFn, App, ViewClosedAction, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import type { Clock, Log, Meter } from '../core/ports.ts';
import type { InFlight } from './in-flight.ts';
import { channelOf, deliveryId, type Incoming, type Self } from './incoming.ts';
import { parsePayload } from './payload.ts';

/** Beyond this, what arrives is answered with "busy": memory stays bounded while Slack or the queue hangs. */
export const MAX_IN_FLIGHT = 200;

/** Somebody waits for the answer, so a store that does not answer is left out of it. Milliseconds. */
const SEEN_TIMEOUT_MS = 1000;

export type Listening = {
  readonly self: Self;
  readonly handle: (incoming: Incoming) => Promise<void>;
  /** Notes an id; true when it was noted before, by any bot. May reject: then the delivery is handled. */
  readonly seen: (id: string) => Promise<boolean>;
  readonly busyText: (channel: string | null) => string;
  /** Tells a person that we are busy where the acknowledgement cannot: clicks and mentions. Best effort. */
  readonly tellBusy: (incoming: Incoming) => Promise<void>;
  readonly inFlight: InFlight;
  readonly meter: Pick<Meter, 'acknowledged'>;
  readonly log: Log;
  readonly clock: Clock;
};

type Acks = { readonly fine: () => Promise<void>; readonly busy: (text: string) => Promise<void> };

const anything = /(?:)/;

/**
 * Every kind of payload gets a listener that acknowledges first and works then: Slack waits three seconds, and shows the
 * person an error after that. What fails to be acknowledged is not handled: Slack has told the person so, or sends it again.
 */
export function listen(app: App, listening: Listening): void {
  const take = (body: unknown, acks: Acks): Promise<void> => accept(body, acks, listening);
  acknowledgeAll(app, listening);
  app.command(anything, ({ ack, body }) =>
    take(body, { fine: () => ack(), busy: text => ack({ response_type: 'ephemeral', text }) }),
  );
  app.action(anything, ({ ack, body }) => take(body, { fine: () => ack(), busy: () => ack() }));
  app.view<ViewSubmitAction>({ callback_id: anything, type: 'view_submission' }, ({ ack, body, view }) =>
    take(body, { fine: () => ack(), busy: text => busyModal(view.blocks, text, ack) }),
  );
  app.view<ViewClosedAction>({ callback_id: anything, type: 'view_closed' }, ({ ack, body }) =>
    take(body, { fine: () => ack(), busy: () => ack() }),
  );
  app.event('app_mention', ({ body }) => take(body, acknowledged));
  app.event('app_home_opened', ({ body }) => take(body, acknowledged));
  app.error(async error => listening.log.error({ error: error.message }, 'a Slack listener failed'));
}

/** Bolt has acknowledged an event before its listeners run. */
const acknowledged: Acks = { fine: async () => {}, busy: async () => {} };

/** A modal stays open, with its input, under the message that we are busy. */
function busyModal(
  blocks: readonly { readonly block_id?: string; readonly type: string }[],
  text: string,
  ack: AckFn<ViewResponseAction>,
): Promise<void> {
  const input = blocks.find(block => block.type === 'input')?.block_id;
  return input === undefined ? ack() : ack({ response_action: 'errors', errors: { [input]: text } });
}

/** No listener, no acknowledgement, says Bolt: so whatever nobody acknowledged is acknowledged after it went through. */
function acknowledgeAll(app: App, { meter, log, clock }: Listening): void {
  const through = app.processEvent.bind(app);
  app.processEvent = async event => {
    const arrived = clock();
    let done = false;
    const ack: typeof event.ack = async response => {
      if (done) return;
      done = true;
      await event.ack(response);
      meter.acknowledged((clock() - arrived) / 1000, kindOf(event.body));
    };
    try {
      await through({ ...event, ack });
      if (!done) await ack();
    } catch (error) {
      log.warn({ error: messageOf(error), kind: kindOf(event.body) }, 'could not acknowledge a payload of Slack');
    }
  };
}

function kindOf(body: Readonly<Record<string, unknown>>): string {
  if (typeof body.command === 'string') return 'command';
  return typeof body.type === 'string' ? body.type : 'unknown';
}

async function accept(body: unknown, acks: Acks, listening: Listening): Promise<void> {
  const { inFlight, log, self } = listening;
  const incoming = parsePayload(body, self);
  if (inFlight.count() >= MAX_IN_FLIGHT) return refuseBusy(incoming, acks, listening);
  await inFlight.during(async () => {
    try {
      await acks.fine();
    } catch (error) {
      log.warn({ error: messageOf(error), kind: incoming.kind }, 'not handled, because it could not be acknowledged');
      return;
    }
    await hand(incoming, listening);
  });
}

async function refuseBusy(incoming: Incoming, acks: Acks, { busyText, tellBusy, log }: Listening): Promise<void> {
  log.warn({ kind: incoming.kind, limit: MAX_IN_FLIGHT }, 'busy: too many requests in flight');
  await acks.busy(busyText(channelOf(incoming)));
  if (incoming.kind === 'click' || incoming.kind === 'mention') await tellBusy(incoming);
}

async function hand(incoming: Incoming, { seen, handle, log }: Listening): Promise<void> {
  if (incoming.kind === 'unsupported') return log.debug({ why: incoming.why }, 'left a payload of Slack alone');
  const id = deliveryId(incoming);
  if (id !== null && (await isDuplicate(id, seen, log))) return log.info({ id }, 'left a duplicate delivery alone');
  try {
    await handle(incoming);
  } catch (error) {
    log.error({ error: messageOf(error), kind: incoming.kind }, 'could not handle a payload of Slack');
  }
}

async function isDuplicate(id: string, seen: Listening['seen'], log: Log): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${SEEN_TIMEOUT_MS} ms`)), SEEN_TIMEOUT_MS);
  });
  try {
    return await Promise.race([seen(id), late]);
  } catch (error) {
    log.warn({ id, error: messageOf(error) }, 'cannot tell whether this delivery is a duplicate, so it is handled');
    return false;
  } finally {
    clearTimeout(timer);
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
