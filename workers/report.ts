import type { Language } from '../src/core/message.ts';
import { isRefusal } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
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
    document,
  });
  if (!isRefusal(said) && said.kind === 'report') await world.reports.keepReport(channel, cluster, said.baseline);
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
