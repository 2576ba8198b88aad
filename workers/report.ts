import type { Document } from '../src/core/document.ts';
import type { Language } from '../src/core/message.ts';
import { isRefusal } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { presentAnchor } from '../src/present/report.ts';
import { runCommand, type World } from './survey.ts';

/** A report that is due; `tick` is when it was, milliseconds since the epoch. */
export type Due = {
  readonly channel: string;
  readonly cluster: string;
  readonly language: Language;
  readonly tick: number;
  readonly late: boolean;
};

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
