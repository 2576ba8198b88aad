import { adviseOn } from '../src/core/advice/advise.ts';
import { compactedIn } from '../src/core/advice/compaction.ts';
import type { Snapshot } from '../src/core/cluster.ts';
import type { Memory, ReadCommand } from '../src/core/command.ts';
import type { ReportFacts } from '../src/core/facts/report.ts';
import { statusOf } from '../src/core/facts/status.ts';
import { changesBetween, seenIn } from '../src/core/health/change.ts';
import { isRefusal } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { status } from './status.ts';

/** What status has no time for: a report is made once a day. */
const looked = ['certificates', 'all-metrics', 'auth', 'daily-passwords'] as const;

/** The state, and what changed since the last report of this channel. */
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
  view: (request, snapshot, memory) => reportOf(request, snapshot, memory),
};

function reportOf(request: Request, snapshot: Snapshot, { lastReport }: Memory): ReportFacts {
  const now = statusOf(snapshot);
  const seen = seenIn(now, lastReport);
  const compacted = lastReport?.compacted ?? null;
  return {
    kind: 'report',
    cluster: snapshot.cluster,
    status: now,
    since: lastReport?.at ?? null,
    changes: lastReport ? changesBetween(lastReport, seen) : [],
    advice: adviseOn({ state: now, snapshot, compacted }).inTime,
    baseline: { version: 1, at: snapshot.takenAt, ...seen, compacted: compactedIn(snapshot, compacted) },
    ...tickOf(request),
  };
}

/** The scheduler says for when it asked; nobody can type these. */
function tickOf({ actor, options }: Request): Pick<ReportFacts, 'late' | 'scheduledFor'> {
  if (actor.kind !== 'schedule') return { late: false, scheduledFor: null };
  const due = Number(options['scheduled-for']);
  return { late: options.late === true, scheduledFor: Number.isSafeInteger(due) && due > 0 ? due : null };
}
