import type { App, ReceiverEvent, ViewClosedAction, ViewSubmitAction } from '@slack/bolt';
import type { Clock, Log, Meter } from '../core/ports.ts';
import type { InFlight } from './in-flight.ts';
import { channelOf, deliveryId, type Incoming, type Self, type Submission } from './incoming.ts';
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
  /**
   * What is wrong with the inputs of a modal, by block id; null when nothing is. It stays open under these texts. Called before the
   * acknowledgement, so it looks at the submission alone.
   */
  readonly check: (submission: Submission) => Readonly<Record<string, string>> | null;
  readonly busyText: (channel: string | null) => string;
  /** Tells a person that we are busy where the acknowledgement cannot: clicks and mentions. Best effort. */
  readonly tellBusy: (incoming: Incoming) => Promise<void>;
  readonly inFlight: InFlight;
  readonly meter: Pick<Meter, 'acknowledged'>;
  readonly log: Log;
  readonly clock: Clock;
};

const anything = /(?:)/;

/**
 * Acknowledges whatever arrives in the moment it arrives, then lets Bolt's listeners work: Slack waits three seconds, and a
 * connection may close right behind its last payload. What cannot be acknowledged is not handled: Slack has told the person
 * so, or sends it again.
 */
export function listen(app: App, listening: Listening): void {
  acknowledgeFirst(app, listening);
  const take = ({ body }: { readonly body: unknown }): Promise<void> =>
    hand(parsePayload(body, listening.self), listening);
  app.command(anything, take);
  app.action(anything, take);
  app.view<ViewSubmitAction>({ callback_id: anything, type: 'view_submission' }, take);
  app.view<ViewClosedAction>({ callback_id: anything, type: 'view_closed' }, take);
  app.event('app_mention', take);
  app.event('app_home_opened', take);
  app.error(async error => listening.log.error({ error: error.message }, 'a Slack listener failed'));
}

/** In front of Bolt, which acknowledges only after its own asynchronous steps, and not at all where no listener does. */
function acknowledgeFirst(app: App, listening: Listening): void {
  const { inFlight, meter, log, clock } = listening;
  const through = app.processEvent.bind(app);
  app.processEvent = async event => {
    const kind = kindOf(event.body);
    if (inFlight.count() >= MAX_IN_FLIGHT) return refuseBusy(event, listening);
    await inFlight.during(async () => {
      const arrived = clock();
      const errors = kind === 'view_submission' ? errorsOf(event.body, listening) : null;
      try {
        await (errors === null ? event.ack() : event.ack({ response_action: 'errors', errors }));
      } catch (error) {
        log.warn({ error: messageOf(error), kind }, 'not handled, because it could not be acknowledged');
        return;
      }
      meter.acknowledged((clock() - arrived) / 1000, kind);
      if (errors !== null) return;
      await through({ ...event, ack: async () => {} });
    });
  };
}

function errorsOf(body: unknown, { self, check }: Listening): Readonly<Record<string, string>> | null {
  const incoming = parsePayload(body, self);
  return incoming.kind === 'submission' ? check(incoming) : null;
}

function kindOf(body: Readonly<Record<string, unknown>>): string {
  if (typeof body.command === 'string') return 'command';
  return typeof body.type === 'string' ? body.type : 'unknown';
}

async function refuseBusy({ body, ack }: ReceiverEvent, listening: Listening): Promise<void> {
  const { log, self, busyText, tellBusy } = listening;
  const incoming = parsePayload(body, self);
  log.warn({ kind: incoming.kind, limit: MAX_IN_FLIGHT }, 'busy: too many requests in flight');
  try {
    await ack(busyAnswer(incoming, busyText(channelOf(incoming))));
    if (incoming.kind === 'click' || incoming.kind === 'mention') await tellBusy(incoming);
  } catch (error) {
    log.warn({ error: messageOf(error), kind: incoming.kind }, 'could not tell that we are busy');
  }
}

/** A modal stays open, with its input, under the text. */
function busyAnswer(incoming: Incoming, text: string): object | undefined {
  if (incoming.kind === 'command') return { response_type: 'ephemeral', text };
  const [block] = incoming.kind === 'submission' ? Object.keys(incoming.values) : [];
  return block === undefined ? undefined : { response_action: 'errors', errors: { [block]: text } };
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
