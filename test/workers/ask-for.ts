import { randomUUID } from 'node:crypto';
import { commands } from '../../commands/index.ts';
import { isOver, type Operation } from '../../src/core/operation.ts';
import { parse } from '../../src/core/parse.ts';
import type { Request } from '../../src/core/request.ts';
import { apply } from '../../src/core/transition.ts';
import { wordsOfText } from '../../src/core/words.ts';
import type { ChangeWorld } from '../../workers/change-world.ts';
import { operationId, propose } from '../../workers/propose.ts';
import { runChange } from '../../workers/run-change.ts';
import { aRequest } from '../a-request.ts';

/** A request as somebody types it: `member remove etcd-3`. */
export function asked(line: string, more: Partial<Request> = {}): Request {
  const words = wordsOfText(line);
  const grammar = { commands, clusters: ['lab'], channelCluster: 'lab' };
  const parsed = words.ok ? parse(words.value, grammar) : words;
  if (!parsed.ok) throw new Error(`${line}: ${parsed.error.refused}`);
  return aRequest(parsed.value.command, { ...parsed.value, id: randomUUID(), askedAt: Date.now(), ...more });
}

export async function load(id: string, { operations }: ChangeWorld): Promise<Operation> {
  const found = await operations.load(id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
}

/** Proposes it, and gives back what was stored. */
export async function openOperation(line: string, world: ChangeWorld, more: Partial<Request> = {}): Promise<Operation> {
  const request = asked(line, more);
  const answer = await propose(request, world);
  const found = await world.operations.load(operationId(request.id));
  if (!found) throw new Error(`${line} was refused: ${answer.refused} ${JSON.stringify(answer.facts)}`);
  return found;
}

export async function approve(id: string, user: string, world: ChangeWorld): Promise<Operation> {
  const at = Date.now();
  const vote = { user, name: user, at, verdict: 'approve', reason: null } as const;
  const voted = await world.operations.transition(id, operation => apply(operation, { kind: 'voted', vote }, at));
  if (!voted.ok) throw new Error(voted.error.refused);
  return voted.value;
}

export const never = (): AbortSignal => new AbortController().signal;

/** One run, from wherever the operation is. */
export async function run(id: string, world: ChangeWorld, stop: AbortSignal = never()): Promise<Operation> {
  await runChange(id, stop, world);
  return load(id, world);
}

/** As many runs as it takes when every process ends after one step. */
export async function inPieces(id: string, world: ChangeWorld): Promise<Operation> {
  for (;;) {
    const stop = new AbortController();
    const { operations } = world;
    const stopping: ChangeWorld = {
      ...world,
      operations: {
        ...operations,
        transition: async (of, decide) => {
          const written = await operations.transition(of, decide);
          const ended = written.ok && written.value.steps.some(({ endedAt }) => endedAt !== null && endedAt >= began);
          if (ended) stop.abort();
          return written;
        },
      },
    };
    const began = Date.now();
    const now = await run(id, stopping, stop.signal);
    if (isOver(now.state)) return now;
  }
}

export const statesOf = ({ steps }: Operation): string => steps.map(({ state }) => state).join(' ');
export const refusals = ({ verdicts }: Operation): readonly string[] =>
  verdicts.flatMap(({ guard, outcome }) => (outcome === 'refused' ? guard : []));
