import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../core/ports.ts';
import type { Request } from '../core/request.ts';
import type { Asks } from './asks.ts';
import { jobIdOf } from './link.ts';
import { readAnswer } from './wire/answer.ts';

/** Why a terminal got no answer. `not_taken`: no worker has begun; `not_done`: one has, and may still answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly reason: 'not_taken' | 'not_done' | 'failed' | 'unreadable';

  constructor(reason: NoAnswer['reason'], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 250;

/**
 * Asks and waits for the job's own answer, for a terminal. The job is looked at until it has ended: no event can be missed.
 * @throws NoAnswer, QueueUnreachable
 */
export async function askAndWait(asks: Asks, request: Request, timeoutMs: number): Promise<Answer> {
  await asks.ask(request);
  const id = jobIdOf('ask', request.id);
  const deadline = performance.now() + timeoutMs;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 1.3, LONGEST_PAUSE_MS)) {
    await pause(wait);
    // Redis may be away for a moment meanwhile: only the deadline ends the waiting.
    const job = await asks.queue.getJob(id).catch(() => undefined);
    if (job?.finishedOn !== undefined) return answerOf(job);
    if (performance.now() < deadline) continue;
    const taken = job?.processedOn !== undefined;
    throw new NoAnswer(taken ? 'not_done' : 'not_taken', `no answer to ${request.id} within ${timeoutMs} ms`);
  }
}

function answerOf(job: { readonly returnvalue: unknown; readonly failedReason?: string }): Answer {
  // A failed first attempt leaves its reason behind even when the second one answered.
  if (job.returnvalue === null) throw new NoAnswer('failed', job.failedReason ?? 'the job failed');
  const answer = readAnswer(job.returnvalue);
  if (!answer.ok) throw new NoAnswer('unreadable', answer.detail);
  return answer.value;
}
