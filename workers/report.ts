import type { Document } from '../src/core/document.ts';
import type { ReportFacts } from '../src/core/facts/report.ts';
import { type Language, say, time } from '../src/core/message.ts';
import { isRefusal } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { EVERYWHERE } from '../src/core/watch/watched-names.ts';
import { presentFleet } from '../src/present/fleet.ts';
import { presentAnchor } from '../src/present/report.ts';
import { runCommand, type World } from './survey.ts';

/** A report that is due; `tick` is when it was, milliseconds since the epoch. */
export type Due = {
  readonly channel: string;
  readonly cluster: string;
  readonly clusters?: readonly string[] | undefined;
  readonly language: Language;
  readonly tick: number;
  readonly late: boolean;
};

/** Of one cluster, or with `*` of those that the channel lists, or `all`. */
export const makeReport = (due: Due, all: readonly string[], world: World): Promise<void> =>
  due.cluster === EVERYWHERE ? runFleetReport(due, due.clusters ?? all, world) : runReport(due, world);

/**
 * Tells a channel the report of one tick, then keeps what it told for the next one. The message's id is made of the tick: told twice, it is
 * one message. Rejects when it could not be announced.
 */
export async function runReport(due: Due, world: World): Promise<void> {
  const { channel, cluster, language, tick } = due;
  const request = requestOf(due, world.clock());
  const { said, document } = await runCommand(request, world, channel);
  const refused = isRefusal(said) ? said.refused : null;
  const about = { cluster, command: request.command };
  await world.announcer.announce({
    id: `report-${channel}-${cluster}-${tick}`,
    channel,
    thread: null,
    audience: { kind: 'channel' },
    language,
    metadata: refused === null ? { kind: 'report', ...about } : { kind: 'refusal', ...about, code: refused },
    document: refused === null ? [...document, ...(await anchorOf(world))] : document,
  });
  if (!isRefusal(said) && said.kind === 'report') await world.reports.keepReport(channel, cluster, said.baseline);
}

/** What is told here cannot be taken back in the store. A report without it is better than none. */
async function anchorOf({ auditHead, log }: World): Promise<Document> {
  try {
    const head = await auditHead?.();
    return head ? presentAnchor(head) : [];
  } catch (error) {
    log.warn({ error }, 'a report does not tell the head of the audit log');
    return [];
  }
}

/** As many at once: each surveys a cluster. */
const AT_ONCE = 10;

/** The same of several clusters together, in one message. Each is kept as told, so that the next one compares with it. */
export async function runFleetReport(due: Due, clusters: readonly string[], world: World): Promise<void> {
  const { channel, language, tick } = due;
  const reports: ReportFacts[] = [];
  const unknown: string[] = [];
  for (let from = 0; from < clusters.length; from += AT_ONCE) {
    const some = clusters.slice(from, from + AT_ONCE);
    const said = await Promise.all(
      some.map(async cluster => (await runCommand(requestOf({ ...due, cluster }, world.clock()), world, channel)).said),
    );
    for (const [index, each] of said.entries()) {
      if (!isRefusal(each) && each.kind === 'report') reports.push(each);
      else unknown.push(some[index] ?? '');
    }
  }
  const late: Document = due.late ? [{ type: 'paragraph', text: say('report.late', { due: time(tick) }) }] : [];
  const [verdict, ...rest] = presentFleet(reports, unknown);
  await world.announcer.announce({
    id: `report-${channel}-${EVERYWHERE}-${tick}`,
    channel,
    thread: null,
    audience: { kind: 'channel' },
    language,
    metadata: { kind: 'report', cluster: EVERYWHERE, command: 'report' },
    document: [...(verdict ? [verdict] : []), ...late, ...rest, ...(await anchorOf(world))],
  });
  for (const each of reports) await world.reports.keepReport(channel, each.cluster, each.baseline);
}

function requestOf({ channel, cluster, language, tick, late }: Due, now: number): Request {
  return {
    id: `report-${channel}-${cluster}-${tick}`,
    command: 'report',
    args: {},
    options: { 'scheduled-for': String(tick), ...(late ? { late: true } : {}) },
    cluster,
    actor: { kind: 'schedule', name: 'schedule' },
    place: { kind: 'channel', channel, thread: null },
    language,
    askedAt: now,
  };
}
