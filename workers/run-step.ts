import type { Fault } from '../src/core/cluster.ts';
import { phraseOf } from '../src/core/health/fault.ts';
import { duration, inner, say, type Text, verbatim } from '../src/core/message.ts';
import type { StepRecord } from '../src/core/operation.ts';
import { isCancelled, noting, pause, type Run, record } from './run.ts';
import type { Deed, Effect, Sight, Wait } from './steps/deed.ts';

/** How a step ended. `left`: somebody cancelled while it only looked. */
export type StepEnd = { readonly outcome: 'done' | 'failed' | 'unknown' | 'left'; readonly note: Text | null };

type Begun = { readonly index: number; readonly record: StepRecord; readonly run: Run };

/** Carries out a step that has been written down as begun. */
export const carryOut = (deed: Deed, begun: Begun): Promise<StepEnd> =>
  deed.kind === 'wait' ? waitFor(deed, begun) : change(deed, begun);

const ended = (outcome: StepEnd['outcome'], note: Text | null): StepEnd => ({ outcome, note });

/** The limit counts from the first run that began it. */
async function waitFor(deed: Wait, { index, record, run }: Begun, mayLeave = true): Promise<StepEnd> {
  const { look, withinMs, everyMs } = deed;
  const { clock } = run.world;
  const until = (record.startedAt ?? clock()) + withinMs;
  const before = await noteBefore(deed, { index, record, run });
  const tell = telling(deed, index, run);
  for (;;) {
    const { state, note } = await look(before);
    if (state === 'done') return ended('done', note);
    if (state === 'hopeless') return ended('failed', note);
    if (clock() >= until) return ended('failed', tooLong(withinMs, note));
    if (mayLeave && (await isCancelled(run))) return ended('left', note);
    await tell(note);
    await pause(everyMs, run);
  }
}

/** What is through may have to be seen by others, too. The limit counts from here: a run that goes on looks anew. */
export async function confirmed(deed: Effect, end: StepEnd, at: Pick<Begun, 'index' | 'run'>): Promise<StepEnd> {
  if (end.outcome !== 'done' || deed.confirm === null) return end;
  const fresh: StepRecord = { state: 'running', startedAt: null, endedAt: null, note: null };
  const seen = await waitFor(await deed.confirm(), { ...at, record: fresh }, false);
  return { ...seen, note: seen.note ?? end.note };
}

const RETRY_EVERY_MS = 1_000;

/** Sent once. Only a "no" that passes by itself is asked for again; an end that nobody saw is read back. */
async function change(deed: Effect, { index, record: begun, run }: Begun): Promise<StepEnd> {
  const { clock } = run.world;
  const began = clock();
  const before = await noteBefore(deed, { index, record: begun, run });
  const tell = telling(deed, index, run);
  for (;;) {
    const outcome = await deed.act();
    if (outcome.outcome === 'done') return confirmed(deed, ended('done', await deed.told()), { index, run });
    if (outcome.outcome === 'failed') return ended('failed', outcome.note);
    const { fault } = outcome;
    if (outcome.outcome === 'unknown') {
      await tell(say('running.reading_back'));
      const sight = await readBack(deed, clock(), before, { index, run });
      return confirmed(deed, readAnswer(sight, fault), { index, run });
    }
    const sight = await deed.observe(before);
    if (sight.seen === 'done') return confirmed(deed, ended('done', say('running.read_back')), { index, run });
    const { faults, withinMs } = deed.passing;
    const passes = faults.includes(fault.code) && clock() - began < withinMs;
    if (!passes || (await isCancelled(run))) return ended('failed', refusalOf(fault));
    const phrase = inner(phraseOf(fault));
    await tell(fault.by ? say('running.patroni_passing', { phrase }) : say('running.passing', { phrase }));
    await pause(RETRY_EVERY_MS, run);
  }
}

/** Once noted, it is what every later run compares with. */
async function noteBefore(deed: Deed, { index, record: begun, run }: Begun): Promise<Text | null> {
  if (!deed.before || begun.note !== null) return begun.note;
  const note = await deed.before();
  await record({ kind: 'step-noted', step: index, fence: run.fence, note }, run);
  return note;
}

/** What is to be compared with must not be written over: how far it is stands beside it. */
const telling = ({ before }: Deed, index: number, run: Run): ((note: Text | null) => Promise<void>) =>
  noting(index, run, before ? 'progress' : 'note');

const LOOK_EVERY_MS = 500;
/** Longer than etcd is without a leader in most outages. */
const CERTAIN_WITHIN_MS = 60_000;
/** What etcd says it is still at is waited for. */
const THROUGH_WITHIN_MS = 30 * 60_000;

/**
 * Looks until it is certain whether a change happened that cannot have been sent after `since` (milliseconds since the epoch). That it did not is certain
 * only when etcd has had its time: a proposal in the log of a leader may still be agreed on.
 */
export async function readBack(
  deed: Effect,
  since: number,
  before: Text | null,
  { index, run }: Pick<Begun, 'index' | 'run'>,
): Promise<Sight> {
  const { clock } = run.world;
  const began = clock();
  const tell = telling(deed, index, run);
  for (;;) {
    const sight = await deed.observe(before);
    if (sight.final || (sight.seen === 'done' && deed.again)) return sight;
    // What another run may still be at has its time from when this one took over.
    const settled = clock() - (deed.again ? since : began) >= deed.settlesMs;
    if (sight.seen !== 'unknown' && settled) return sight;
    const patience = sight.note === null ? CERTAIN_WITHIN_MS : THROUGH_WITHIN_MS;
    if (sight.seen === 'unknown' && clock() - began >= patience) return sight;
    await tell(sight.note);
    await pause(LOOK_EVERY_MS, run);
  }
}

/** What reading back says of a change that got no answer. */
export function readAnswer({ seen }: Sight, fault: Fault): StepEnd {
  const phrase = inner(phraseOf(fault));
  const waited = duration(CERTAIN_WITHIN_MS);
  if (seen === 'done') return ended('done', say('running.read_back'));
  if (seen === 'not_done') {
    const told = fault.by ? 'running.patroni_did_not_happen' : 'running.did_not_happen';
    return ended('failed', say(told, { phrase }));
  }
  return ended('unknown', say(fault.by ? 'running.patroni_may_happen' : 'running.may_happen', { phrase, waited }));
}

function refusalOf(fault: Fault): Text {
  const phrase = inner(phraseOf(fault));
  if (fault.by) return say('running.patroni_refused', { phrase, detail: inner(verbatim(fault.detail)) });
  return fault.detail === ''
    ? say('running.refused_plainly', { phrase })
    : say('running.refused', { phrase, detail: inner(verbatim(fault.detail)) });
}

function tooLong(limitMs: number, last: Text | null): Text {
  const limit = duration(limitMs);
  return last === null
    ? say('running.too_long_plainly', { limit })
    : say('running.too_long', { limit, last: inner(last) });
}
