import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { isOver, type Operation } from '../../src/core/operation.ts';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import { BOB, CAROL, type Lab } from '../e2e/a-change.ts';
import { ALICE } from '../e2e/a-product.ts';
import { type ClusterName, SOME_TIME, type Stage } from './a-stage.ts';
import { type Asked, ask } from './ask.ts';
import type { Deed } from './deed.ts';
import { deathsIn, effectsIn } from './doom.ts';
import type { Act, Fault } from './fault.ts';
import { judge } from './judge.ts';
import { count } from './tally.ts';

/** One change under one fault, from the command to its end, compared with etcd, the card and the audit, and counted. */
export async function endure(
  stage: Stage,
  cluster: ClusterName,
  turn: number,
  deed: Deed,
  fault: Fault,
): Promise<void> {
  const lab = stage.lab(cluster);
  await deed.prepare?.(lab);
  const before = { at: Date.now(), effects: effectsIn(stage.folder).length, deaths: deathsIn(stage.folder) };
  const asked = await ask(stage, cluster, await deed.line(lab));
  const subjects = [asked.id, cluster, ...targetsOf(lab.cluster)];
  const act: Act = { stage, cluster, deed, turn, asked, subjects, before };
  fault.strikeAt(await load(asked.id, stage), act);
  const decide = deed.decide ?? approve;
  await Promise.all([decide(asked, stage), deed.meanwhile?.(lab)]);
  const operation = await ended(asked, stage, deed);
  await deed.proof(lab, () => whisperedTo(ALICE, asked, stage));
  const effects = effectsOf(lab, act);
  const verdict = await judge({ stage, asked, operation, effects, workersLived: fault.workersLive });
  const strikes = fault.strikes(operation, act);
  const told = { change: deed.name, fault: fault.name, strikes: strikes.length, ...verdict };
  count(stage.tally, { ...told, kills: strikes.filter(fault.isKill).length });
  fault.enough(operation, strikes, act);
  expect(verdict, strikes.join('\n')).toEqual({ lost: 0, doubled: 0 });
}

export async function load(id: string, { store }: Stage): Promise<Operation> {
  const found = await store.operations.load(id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
}

const AGAIN_AFTER_MS = 3_000;

/** Does what a person does until it counts: who pressed a button and saw nothing happen presses it again. */
export async function insist(counts: () => Promise<boolean>, act: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + SOME_TIME;
  let last = Number.NEGATIVE_INFINITY;
  while (!(await counts())) {
    if (Date.now() > until) throw new Error('it does not count');
    if (Date.now() - last > AGAIN_AFTER_MS) {
      last = Date.now();
      // While every bot is dead, and once the button is gone, Slack says so.
      await act().catch(() => undefined);
    }
    await pause(50);
  }
}

/** By the button, and by as many as it takes. */
async function approve({ id, channel, ts }: Asked, stage: Stage): Promise<void> {
  const { rule } = await load(id, stage);
  for (const user of [BOB, CAROL].slice(0, rule.required)) {
    await insist(
      async () => (await load(id, stage)).votes.some(vote => vote.user === user),
      () => stage.world.slack.people.click(user, channel, ts, 'approve'),
    );
  }
}

/** Dozens of deaths, each with a process that is born again, and machines that do it slowly. Milliseconds. */
const ENDS_WITHIN_MS = 1_800_000;

async function ended({ id, channel }: Asked, stage: Stage, deed: Deed): Promise<Operation> {
  const state = deed.state ?? 'succeeded';
  const until = Date.now() + ENDS_WITHIN_MS;
  for (;;) {
    const operation = await load(id, stage);
    if (operation.state === state || (deed.unseen === 'lost' && isUnknown(operation))) return operation;
    if (isOver(operation.state) || Date.now() > until) {
      const refused = operation.verdicts.filter(({ outcome }) => outcome === 'refused');
      const told = `${JSON.stringify([operation.why, operation.refusal, refused])}\n${stage.world.slack.transcript(channel)}\n${stage.words()}`;
      expect.fail(`${operation.plan.line} is ${operation.state} instead of ${state}: ${told}`);
    }
    await pause(100);
  }
}

const isUnknown = ({ state, steps }: Operation): boolean =>
  state === 'failed' && steps.some(step => step.state === 'unknown');

const effectsOf = ({ cluster }: Lab, { stage, before }: Act) => {
  const targets = targetsOf(cluster);
  return effectsIn(stage.folder)
    .slice(before.effects)
    .filter(({ target }) => targets.includes(target));
};

/** The members of a cluster as a connection names them. */
const targetsOf = ({ members }: Lab['cluster']): readonly string[] =>
  members.map(({ clientUrl }) => clientUrl.replace(/^https?:\/\//, ''));

async function whisperedTo(user: string, { channel }: Asked, { world }: Stage): Promise<SlackMessage> {
  const isIt = ({ ephemeralTo, text }: SlackMessage) => ephemeralTo === user && text.includes('The password of');
  await world.slack.waitForMessage(channel, isIt, SOME_TIME);
  const told = world.said(channel).findLast(isIt);
  if (!told) throw new Error('it is gone again');
  return told;
}
