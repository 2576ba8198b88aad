import type { Beside } from '../src/core/beside.ts';
import type { Snapshot } from '../src/core/cluster.ts';
import type { Command, Consultation, ReadCommand } from '../src/core/command.ts';
import type { Document } from '../src/core/document.ts';
import type { Facts } from '../src/core/facts/index.ts';
import { statusOf } from '../src/core/facts/status.ts';
import type { Finding } from '../src/core/health/finding.ts';
import type { ClusterState } from '../src/core/health/state.ts';
import type { History } from '../src/core/history/history.ts';
import { code, type Text } from '../src/core/message.ts';
import type { Policy } from '../src/core/policy.ts';
import type { Announcer, AuditLog, Clock, EtcdReader, Log, Meter, Reports } from '../src/core/ports.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import type { Help } from '../src/core/remedy/choose.ts';
import type { Request } from '../src/core/request.ts';
import { type Scan, type Scans, scanToKeep } from '../src/core/scans.ts';
import { type Counting, surveyCounting } from './count-keys.ts';

/** What jobs work with. */
export type World = {
  /** The reader of a configured cluster, null for a name this worker does not know. */
  readonly reader: (cluster: string) => EtcdReader | null;
  readonly commands: readonly Command[];
  readonly present: (outcome: Facts | Refusal, request: Request) => Document;
  readonly announcer: Announcer;
  readonly reports: Reports;
  /** What clusters were like; absent where nothing is remembered. */
  readonly history?: History;
  /** What was counted before; absent where nothing is remembered. */
  readonly scans?: Scans;
  /** Lets people see how far a long count of keys is, and end it; absent: nobody can. */
  readonly counting?: Counting;
  /** The newest entry of the audit log, for scheduled reports to tell; absent: they do not. */
  readonly auditHead?: AuditLog['head'];
  /** What settings and store say beside the cluster, for a command that wants to know; absent where no change is carried out. */
  readonly consult?: (request: Request, about: Consultation, snapshot: Snapshot) => Promise<Policy>;
  /** A text in English, for files; absent: no files are made. */
  readonly tell?: (text: Text) => string;
  /** What is known beside the cluster, for a command that wants to know; absent: nothing is. */
  readonly gather?: (cluster: string) => Promise<Beside>;
  /** What would help against each of these findings, for whoever asks; absent: nothing is offered. Never rejects. */
  readonly offer?: (request: Request, findings: readonly Finding[], state: ClusterState) => Promise<Help>;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly log: Log;
};

export type Outcome = { readonly said: Facts | Refusal; readonly document: Document };

/** Surveys, judges and presents. Whatever is thrown on the way becomes the refusal `internal_error` and an entry in the log. */
export async function runCommand(request: Request, world: World, reportsOf: string | null): Promise<Outcome> {
  const outcome = await attempt(request, world, reportsOf)
    .then(said => ({ said, document: world.present(said, request) }))
    .catch((error: unknown) => {
      world.log.error({ request: request.id, command: request.command, error }, 'a command failed');
      const said = refuse('internal_error', { request: code(request.id) });
      return { said, document: world.present(said, request) };
    });
  if (isRefusal(outcome.said)) world.meter.commandRefused(request.command, outcome.said.refused);
  return outcome;
}

async function attempt(request: Request, world: World, reportsOf: string | null): Promise<Facts | Refusal> {
  const command = world.commands.find(candidate => candidate.words.join(' ') === request.command);
  if (command?.kind !== 'read') return refuse('not_at_worker', { name: code(request.command) });
  const reader = request.cluster === null ? null : world.reader(request.cluster);
  if (request.cluster === null || reader === null)
    return refuse('not_at_worker', { name: code(request.cluster ?? '?') });
  const needs = command.needs(request);
  if (isRefusal(needs)) return needs;
  const lastReport = reportsOf === null ? null : await world.reports.lastReport(reportsOf, request.cluster);
  const { snapshot, end } = await surveyCounting(request, needs, reader, world);
  if (needs.parts.includes('status') && needs.parts.includes('members')) measure(snapshot, world.meter);
  const policy = command.consults && (await world.consult?.(request, command.consults(request), snapshot));
  const history = await recall(command, request, request.cluster, world);
  const scan = await compare(snapshot, world);
  const beside = await gathered(command, request.cluster, world);
  const said = command.view(request, snapshot, {
    lastReport,
    ...(scan ? { scan } : {}),
    ...(end ? { endedBy: end.name } : {}),
    ...(beside ? { beside } : {}),
    ...(policy ? { policy } : {}),
    ...(history ? { history } : {}),
  });
  if (isRefusal(said) || said.kind !== 'report' || world.offer === undefined) return said;
  const findings = said.recommended.map(({ finding }) => finding);
  const help = await world.offer(request, findings, said.status);
  return { ...said, recommended: findings.map((finding, at) => ({ finding, offer: help[at]?.[0] ?? null })) };
}

/** An answer without it is better than none. */
async function gathered(command: ReadCommand, cluster: string, { gather, log }: World): Promise<Beside | null> {
  if (command.gathers === undefined || gather === undefined) return null;
  return gather(cluster).catch((error: unknown) => {
    log.warn({ cluster, error }, 'what is known beside a cluster cannot be read');
    return null;
  });
}

async function recall(command: ReadCommand, request: Request, cluster: string, { history, clock }: World) {
  const back = command.recalls?.(request);
  if (back === undefined || history === undefined) return null;
  const now = clock();
  return history.since(cluster, now - back, now);
}

/** What the count before this one told; this one is remembered for the next. */
async function compare({ cluster, space }: Snapshot, { scans, clock }: World): Promise<Scan | null> {
  if (space?.ok !== true || scans === undefined) return null;
  const { under } = space.value;
  const before = await scans.of(cluster, under);
  const kept = scanToKeep(space.value, before, clock());
  if (kept !== null) await scans.keep(cluster, under, kept);
  return before;
}

function measure(snapshot: Snapshot, meter: Meter): void {
  const { quorum, leader } = statusOf(snapshot);
  const { healthy = 0, voters = 0 } = quorum ?? {};
  meter.surveyed(snapshot.cluster, snapshot.tookMs / 1000, { healthy, voters }, leader !== null);
}
