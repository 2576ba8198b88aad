import { adviseOn } from '../src/core/advice/advise.ts';
import { compactedIn } from '../src/core/advice/compaction.ts';
import type { Beside } from '../src/core/beside.ts';
import type { Snapshot } from '../src/core/cluster.ts';
import type { Memory, ReadCommand } from '../src/core/command.ts';
import { deedsIn } from '../src/core/deeds.ts';
import type { Done, ReportFacts } from '../src/core/facts/report.ts';
import { statusOf } from '../src/core/facts/status.ts';
import { changesBetween, seenIn } from '../src/core/health/change.ts';
import { worstFirst } from '../src/core/health/finding.ts';
import { findingsOf } from '../src/core/health/findings.ts';
import { pastOf } from '../src/core/health/growth.ts';
import { isRefusal } from '../src/core/refusal.ts';
import { MOST_RECOMMENDED } from '../src/core/remedy/choose.ts';
import type { Request } from '../src/core/request.ts';
import { periodOf } from '../src/core/trend/period.ts';
import { trendOf } from '../src/core/trend/trend-of.ts';
import { status } from './status.ts';

const DAY = 24 * 60 * 60_000;
/** As far back as a forecast looks. */
const GROWTH_DAYS = 14;

/** What status has no time for: a report is made once a day. */
const looked = ['certificates', 'all-metrics', 'lists', 'auth', 'daily-passwords'] as const;

/** The state, what changed since the last report of this channel, how it grows, what was done, and what would be worth doing. */
export const report: ReadCommand = {
  kind: 'read',
  words: ['report'],
  aliases: [],
  summary: 'report.summary',
  args: [],
  options: [],
  examples: ['report'],
  permission: () => 'read',
  needs: request => {
    const needs = status.needs(request);
    return isRefusal(needs) ? needs : { ...needs, parts: [...needs.parts, ...looked] };
  },
  recalls: () => GROWTH_DAYS * DAY,
  gathers: true,
  view: (request, snapshot, memory) => reportOf(request, snapshot, memory),
};

function reportOf(request: Request, snapshot: Snapshot, { lastReport, beside, history = [] }: Memory): ReportFacts {
  const now = statusOf(snapshot);
  const seen = seenIn(now, lastReport);
  const compacted = lastReport?.compacted ?? null;
  const from = lastReport?.at ?? snapshot.takenAt - DAY;
  const { readings = [], backup = null } = beside ?? {};
  const told = findingsOf({ status: now, snapshot, readings, past: pastOf(history, snapshot.takenAt), backup });
  const advice = adviseOn({ state: now, snapshot, compacted }).inTime;
  const worthDoing = worstFirst([...told, ...advice]);
  return {
    kind: 'report',
    cluster: snapshot.cluster,
    status: { ...now, findings: told },
    since: lastReport?.at ?? null,
    changes: lastReport ? changesBetween(lastReport, seen) : [],
    advice,
    worthDoing,
    recommended: worthDoing.slice(0, MOST_RECOMMENDED).map(finding => ({ finding, offer: null })),
    growth: history.length > 0 ? trendOf(snapshot.cluster, 'quota', history) : null,
    period: periodOf(
      history.filter(({ at }) => at >= from),
      from,
    ),
    done: beside ? doneIn(beside, from) : null,
    deeds: deedsIn((beside?.deeds ?? []).filter(({ at }) => at >= from)),
    incidents: (beside?.incidents ?? []).filter(({ endedAt }) => endedAt === null || endedAt >= from),
    backup,
    baseline: { version: 1, at: snapshot.takenAt, ...seen, compacted: compactedIn(snapshot, compacted) },
    ...tickOf(request),
  };
}

/** What ended, waits or runs since then; one that was never asked for again after its end long ago is no news. */
const doneIn = ({ operations }: Beside, from: number): readonly Done[] =>
  operations
    .filter(({ stateAt }) => stateAt >= from)
    .map(operation => ({
      id: operation.id,
      line: operation.plan.line,
      by: operation.requester.name,
      approvers: operation.votes.filter(({ verdict }) => verdict === 'approve').map(({ name }) => name),
      state: operation.state,
      at: operation.stateAt,
    }));

/** The scheduler says for when it asked; nobody can type these. */
function tickOf({ actor, options }: Request): Pick<ReportFacts, 'late' | 'scheduledFor'> {
  if (actor.kind !== 'schedule') return { late: false, scheduledFor: null };
  const due = Number(options['scheduled-for']);
  return { late: options.late === true, scheduledFor: Number.isSafeInteger(due) && due > 0 ? due : null };
}
