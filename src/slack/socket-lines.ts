import type { App } from '@slack/bolt';
import type { Log } from '../core/ports.ts';
import type { SlackSettings } from '../core/settings.ts';
import { deferred } from './deferred.ts';
import { refusalOfTokens, type SlackRefusesError } from './errors.ts';
import { messageOf } from './listen.ts';
import { backOff, pause } from './pause.ts';
import { type Line, openLine } from './socket-line.ts';

/** While one connection is replaced the other one receives; slash commands that find none are lost for good. */
const LINES = 2;
/** After Slack refused the app token of a running bot, milliseconds. */
const REFUSED_PAUSE_MS = 60_000;

export type Supervised = {
  /** Resolves when the first connection stands. @rejects SlackRefusesError when Slack refuses the app token. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly open: () => number;
};

export type Supervision = {
  readonly app: App;
  readonly settings: Extract<SlackSettings, { mode: 'socket' }>;
  readonly log: Log;
  readonly onChange: (open: number) => void;
  readonly random: () => number;
};

/** Keeps two Socket Mode connections, each replaced as soon as it ends, for ever, until `stop`. */
export function superviseLines({ app, settings, log, onChange, random }: Supervision): Supervised {
  const stopped = new AbortController();
  const lines = new Set<Line>();
  const first = deferred<void>();
  first.promise.catch(() => {});
  const changed = (): void => onChange(lines.size);
  const ghosts = (counted: number): void => {
    if (counted <= LINES) return;
    log.warn({ counted, ours: LINES }, 'Slack counts more connections than this bot has: other bots, or dead ones');
  };

  async function keepLine(slot: number): Promise<void> {
    let failures = 0;
    while (!stopped.signal.aborted) {
      const line = openLine(app, settings, log, ghosts);
      stopped.signal.addEventListener('abort', line.close, { once: true });
      try {
        await line.opened;
        failures = 0;
        lines.add(line);
        changed();
        first.resolve();
        const reason = await line.ended;
        if (!stopped.signal.aborted) log.info({ slot, reason }, 'a Slack connection ended and is replaced');
      } catch (error) {
        await afterFailure(error, failures);
        failures += 1;
      } finally {
        stopped.signal.removeEventListener('abort', line.close);
        if (lines.delete(line)) changed();
      }
    }
  }

  async function afterFailure(error: unknown, failures: number): Promise<void> {
    if (stopped.signal.aborted) return;
    const refusal: SlackRefusesError | null = refusalOfTokens(error, 'app');
    const waitMs = refusal ? REFUSED_PAUSE_MS : backOff(failures, random);
    if (refusal) first.reject(refusal);
    log.warn(
      { error: messageOf(refusal ?? error), waitMs: Math.round(waitMs) },
      'cannot connect to Slack, trying again',
    );
    await pause(waitMs, stopped.signal);
  }

  let running: readonly Promise<void>[] = [];
  return {
    start: () => {
      running = Array.from({ length: LINES }, (_, slot) => keepLine(slot));
      return first.promise;
    },
    stop: async () => {
      stopped.abort();
      first.reject(new Error('stopped before Slack was reached'));
      await Promise.all(running);
    },
    open: () => lines.size,
  };
}
