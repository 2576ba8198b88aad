import { findMessage } from '../slack/messages.ts';
import type { Change } from '../slack/office.ts';
import type { StandIn } from '../slack/server.ts';
import type { Run } from './wire.ts';

type Timed = Run & { readonly user: string };

/** Times commands from the key press to the app's first message in the same place. */
export interface Stopwatch {
  /** Starts a run; the returned function tells how it was acknowledged. */
  readonly start: (
    user: string,
    channel: string,
    text: string,
  ) => (ackMs: number | null, problem: string | null) => void;
  readonly noteChange: (change: Change) => void;
  /** Milliseconds from the command to this message, if it answered one. */
  readonly tookMs: (channel: string, ts: string) => number | null;
  readonly runsOf: (user: string) => readonly Run[];
}

const KEPT = 200;
/** An answer later than this belongs to something else. */
const PATIENCE_MS = 60_000;

export function createStopwatch(standIn: StandIn, now: () => number): Stopwatch {
  let runs: readonly Timed[] = [];
  let count = 0;
  const took = new Map<string, number>();
  const seen = new Set<string>();
  const change = (id: number, part: Partial<Run>): void => {
    runs = runs.map(run => (run.id === id ? { ...run, ...part } : run));
  };
  return {
    start(user, channel, text) {
      count += 1;
      const id = count;
      runs = [...runs, { id, user, channel, text, at: now(), ackMs: null, answerMs: null, problem: null }].slice(-KEPT);
      return (ackMs, problem) => change(id, { ackMs, problem });
    },
    noteChange({ kind, channel, ts }) {
      if (kind !== 'message' || channel === undefined || ts === undefined || seen.has(`${channel} ${ts}`)) return;
      const message = findMessage(standIn.workspace, channel, ts);
      if (message?.user !== standIn.workspace.app.botUserId) return;
      seen.add(`${channel} ${ts}`);
      const run = runs.find(
        each =>
          each.channel === channel &&
          each.answerMs === null &&
          each.problem === null &&
          now() - each.at < PATIENCE_MS &&
          (message.ephemeralTo === undefined || message.ephemeralTo === each.user),
      );
      if (!run) return;
      took.set(`${channel} ${ts}`, now() - run.at);
      change(run.id, { answerMs: now() - run.at });
    },
    tookMs: (channel, ts) => took.get(`${channel} ${ts}`) ?? null,
    runsOf: user =>
      runs
        .filter(run => run.user === user)
        .map(({ user: _user, ...run }) => run)
        .slice(-10),
  };
}
