import type { ClusterFaults } from '../faults.ts';
import type { Delivery } from '../slack/envelope.ts';
import type { StandIn } from '../slack/server.ts';
import { SlackError } from '../slack/slack-error.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { Asks, Reply, SlackFault } from './wire.ts';

export interface ActParts {
  readonly standIn: StandIn;
  readonly faults: ClusterFaults | null;
  readonly stopwatch: Stopwatch;
}

/** Carries out what a person does on the page. */
export type Acts = { readonly [K in keyof Asks]: (ask: Asks[K]) => Promise<Reply> };

const done: Reply = { ok: true, problem: null };
const refused = (problem: string): Reply => ({ ok: false, problem });

const OUTAGE_MS = 10_000;
const RETRY_AFTER_SECONDS = 3;

export function createActs({ standIn, faults, stopwatch }: ActParts): Acts {
  const { people, workspace } = standIn;
  const acts: Acts = {
    async type({ as, channel, text, threadTs }) {
      const isForApp = text.startsWith('/') || new RegExp(`@${botName(standIn)}\\b`).test(text);
      const stop = isForApp ? stopwatch.start(as, channel, text) : () => undefined;
      const said = await people.type(as, channel, text, threadTs === null ? {} : { thread: threadTs });
      const arrived = (delivery: Delivery | undefined): void =>
        stop(delivery?.kind === 'acknowledged' ? delivery.ms : null, problemOf(delivery));
      if (said.kind === 'refused') stop(null, said.reason);
      else if (said.kind === 'command') arrived(said.delivery);
      // An event is retried for minutes; the person's message stands already.
      else void said.delivery?.then(arrived);
      return done;
    },
    async click({ as, place, blockId, actionId, choice }) {
      const target = { blockId, actionId, ...(choice === null ? {} : { choice }) };
      if (place.kind === 'message') return answerTo(await people.click(as, place.channel, place.ts, target));
      const viewId = place.kind === 'view' ? place.id : workspace.homes.get(as)?.id;
      return viewId === undefined
        ? refused('There is no such view.')
        : answerTo(await people.clickInView(as, viewId, target));
    },
    async submit({ as, view, values }) {
      const submitted = await people.submitView(as, view, values);
      return submitted.kind === 'failed' ? answerTo(submitted.delivery) : done;
    },
    async 'close-view'({ as, view }) {
      await people.closeView(as, view);
      return done;
    },
    async 'open-home'({ as }) {
      return answerTo(await people.openHome(as));
    },
    async 'slack-fault'({ fault }) {
      slackFault(standIn, fault);
      return done;
    },
    async 'cluster-fault'(ask) {
      if (!faults) return refused('No cluster of its own runs here.');
      const problem = await faults.act(ask);
      return problem === null ? done : refused(problem);
    },
  };
  return acts;
}

const botName = ({ workspace }: StandIn): string => workspace.users.get(workspace.app.botUserId)?.name ?? 'etcd';

function slackFault({ faults }: StandIn, fault: SlackFault): void {
  if (fault === 'refresh') faults.refresh('one');
  else if (fault === 'outage') faults.outage(OUTAGE_MS);
  else if (fault === 'rate-limit') faults.api('*', { kind: 'rate_limited', retryAfterSeconds: RETRY_AFTER_SECONDS });
  else if (fault === 'no-charts') faults.refuseBlocks(['data_visualization']);
  else faults.delivery('duplicate');
}

function problemOf(delivery: Delivery | undefined): string | null {
  if (delivery === undefined || delivery.kind === 'acknowledged') return null;
  if (delivery.kind === 'timeout') return 'The app did not acknowledge within 3 seconds.';
  if (delivery.kind === 'unreachable') return 'The app is not connected, so nothing was delivered.';
  return `The app refused with status ${delivery.status}.`;
}

function answerTo(delivery: Delivery): Reply {
  const problem = problemOf(delivery);
  return problem === null ? done : refused(problem);
}

/** What Slack's stand-in refuses, in words. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof SlackError)) throw error;
  const known: Readonly<Record<string, string>> = {
    user_not_found: 'Nobody by that id is here.',
    channel_not_found: 'There is no such channel.',
    not_in_channel: 'This person is not in the channel.',
    message_not_found: 'The message is gone.',
    view_not_found: 'The view is closed.',
    action_not_found: 'The button is gone; the message changed meanwhile.',
    thread_not_found: 'The thread is gone.',
  };
  return known[error.code] ?? `Slack's stand-in refused: ${error.code}.`;
}
