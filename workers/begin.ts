import { checkPlan, isRefused, refusedBy, titleOf } from '../src/core/check.ts';
import type { Snapshot } from '../src/core/cluster.ts';
import { changeSurvey } from '../src/core/draft.ts';
import { driftOf } from '../src/core/drift.ts';
import { memberOf } from '../src/core/expectations.ts';
import type { Verdict } from '../src/core/guard.ts';
import { duration, inner, say, type Text } from '../src/core/message.ts';
import type { Operation } from '../src/core/operation.ts';
import { type Plan, planHash, type Step, type Target } from '../src/core/plan.ts';
import type { PlaybookProof } from '../src/core/playbook.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import { lookAround } from './around.ts';
import type { ChangeWorld } from './change-world.ts';
import { closeStep, fail, firstLeft, recordOf } from './close-step.ts';
import { siteAt } from './playing.ts';
import { reauthorise } from './reauthorise.ts';
import { pause, type Run, record, tryRecord } from './run.ts';
import { confirmed, readAnswer, readBack, type StepEnd } from './run-step.ts';
import type { Sight } from './steps/deed.ts';
import { deedOf } from './steps/index.ts';

/** Before anything is done: the plan itself, rights, drift and guards once more. Null when it ends here, or waits for its turn. */
export async function begin(operation: Operation, run: Run): Promise<Operation | null> {
  const { world, fence } = run;
  const lost = alteredPlan(operation) ?? (await reauthorise(operation, world));
  if (lost !== null) {
    await tryRecord({ kind: 'refused', refusal: lost, verdicts: [] }, run);
    return null;
  }
  // To read a big backup takes minutes, once: what is surveyed must not be old by then.
  await world.backups(operation.plan.cluster);
  const snapshot = await lookTwice(operation, run);
  const changed = [...tooLongAgo(operation, world.clock()), ...driftOf(operation.plan, snapshot)];
  if (changed.length > 0) {
    await tryRecord({ kind: 'stale', why: changed }, run);
    return null;
  }
  const verdicts = await check(operation, 0, snapshot, run);
  if (waitsForTurn(verdicts)) {
    world.log.info({ operation: operation.id }, 'another change was begun before it and has to end first');
    return null;
  }
  if (isRefused(verdicts)) {
    await tryRecord({ kind: 'refused', refusal: refuse('guards_refuse'), verdicts }, run);
    return null;
  }
  return tryRecord({ kind: 'started', fence }, run);
}

const LOOK_AGAIN_MS = 1_000;

/** An answer that came too late looks like a cluster that has changed: only what a second look sees as well makes a plan void. */
async function lookTwice(operation: Operation, run: Run): Promise<Snapshot> {
  const snapshot = await run.operator.survey(surveyOf(operation, run.world));
  if (driftOf(operation.plan, snapshot).length === 0) return snapshot;
  await pause(LOOK_AGAIN_MS, run);
  return run.operator.survey(surveyOf(operation, run.world));
}

/** A process of another version may have written it back without what it does not know. */
const alteredPlan = ({ plan, hash }: Operation): Refusal | null =>
  planHash(plan) === hash ? null : refuse('plan_altered');

/** Workers may have been away for a night: what was agreed to in the evening is not what people expect in the morning. */
function tooLongAgo({ stateAt, rule }: Operation, now: number): readonly Text[] {
  const ago = now - stateAt;
  if (ago <= rule.expiresMs) return [];
  return [say('running.agreed_long_ago', { ago: duration(ago), holds: duration(rule.expiresMs) })];
}

/** Whoever was lost on the way goes on first; the sweep asks for this one again. */
function waitsForTurn(verdicts: readonly Verdict[]): boolean {
  const refusing = refusedBy(verdicts);
  return refusing.length > 0 && refusing.every(({ guard }) => guard === 'one_at_a_time');
}

/** A run was lost on the way. What it may have sent is read back first; then the guards look at what is left. Null when it ends here. */
export async function goOn(run: Run): Promise<Operation | null> {
  const owned = await record({ kind: 'started', fence: run.fence }, run);
  const clear = await clearDoubt(owned, run);
  const first = clear === null ? -1 : firstLeft(clear);
  if (clear === null || clear.cancel !== null || first === -1 || somebodyIsAt(clear, first)) return clear;
  const verdicts = await untilPassed(clear, first, run);
  if (!isRefused(verdicts)) return clear;
  await closeStep(clear, { outcome: 'failed', note: null }, run);
  await record({ kind: 'failed', fence: run.fence, why: refusedBy(verdicts).map(refusalText) }, run);
  return null;
}

/** In the middle of a restart by somebody's hands there is nothing to judge: the step waits for its end, however long they take. */
const somebodyIsAt = (operation: Operation, index: number): boolean =>
  operation.plan.steps[index]?.kind === 'await-restart' && recordOf(operation, index).state === 'running';

/** In the middle of a change a cluster may be between two leaders, or a new member not quite up: that passes. */
const SETTLES_WITHIN_MS = 30_000;

async function untilPassed(operation: Operation, first: number, run: Run): Promise<readonly Verdict[]> {
  const { clock } = run.world;
  const until = clock() + SETTLES_WITHIN_MS;
  for (;;) {
    const snapshot = await run.operator.survey(surveyOf(operation, run.world));
    const verdicts = await check(operation, first, snapshot, run);
    if (!isRefused(verdicts) || clock() >= until) return verdicts;
    await pause(1_000, run);
  }
}

/** Null when its end can't be read back: then nothing more is done. */
async function clearDoubt(operation: Operation, run: Run): Promise<Operation | null> {
  const index = firstLeft(operation);
  const { state, startedAt, note } = recordOf(operation, index);
  const step = operation.plan.steps[index];
  if (step === undefined || state !== 'running' || startedAt === null) return operation;
  const deed = deedOf(step, siteAt(index, run));
  if (deed.kind === 'wait') return operation;
  // Whoever went before may have sent it until this run took the fence, a moment ago.
  const sight = await readBack(deed, run.world.clock(), note, { index, run });
  // Nothing was noted before it, so it was not sent.
  const untouched = deed.before !== null && note === null;
  if (sight.seen === 'not_done' && (deed.again || untouched)) return operation;
  const read = deed.again ? readAnswer(sight, { code: 'cancelled', detail: '' }) : endOf(sight);
  const end = await confirmed(deed, read, { index, run });
  const closed = await closeStep(operation, end, run);
  if (end.outcome === 'done') return closed;
  await fail(index, end, run);
  return null;
}

const endOf = ({ seen, note }: Sight): StepEnd => ({ outcome: seen === 'not_done' ? 'failed' : seen, note });

/** What its command asks to see, as when it was planned. */
function surveyOf({ request, plan }: Operation, { commands }: ChangeWorld) {
  const command = commands.find(({ words }) => words.join(' ') === plan.command);
  const needs = command?.kind === 'change' ? command.needs(request) : changeSurvey;
  return isRefusal(needs) ? changeSurvey : needs;
}

async function check(
  { id, plan, breakGlass, steps: records }: Operation,
  from: number,
  snapshot: Snapshot,
  { operator, world }: Run,
): Promise<readonly Verdict[]> {
  const begun = records.some(({ startedAt }) => startedAt !== null);
  const asked = { operation: id, operator, snapshot, breakGlass: breakGlass !== undefined, begun };
  const around = await lookAround({ phase: 'execution', ...asked }, world);
  return checkPlan({ plan: { ...plan, steps: resolved(plan.steps, snapshot) }, from, snapshot, around });
}

const refusalText = (verdict: Verdict): Text =>
  say('running.guard_refused', { title: inner(titleOf(verdict)), because: inner(verdict.because) });

/** Members that the plan itself has added have their ids by now. */
function resolved(steps: readonly Step[], { members }: Snapshot): Plan['steps'] {
  const listed = members.ok ? members.value.members : [];
  const known = (target: Target): Target => ({ ...target, id: target.id ?? memberOf(target, listed)?.id ?? null });
  return steps.map(step => {
    if (step.kind === 'run-playbook') return { ...step, proof: resolvedProof(step.proof, known) };
    return 'member' in step ? { ...step, member: known(step.member) } : step;
  });
}

function resolvedProof(proof: PlaybookProof, known: (target: Target) => Target): PlaybookProof {
  if ('member' in proof) return { ...proof, member: known(proof.member) };
  return proof.kind === 'gone' ? { ...proof, members: proof.members.map(known) } : proof;
}
