import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { driftOf } from '../../src/core/drift.ts';
import { canonical, type Plan, planHash, type Step } from '../../src/core/plan.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { faultsOfBlocks } from '../../src/playground/slack/block-kit.ts';
import { presentCard, presentDryRun } from '../../src/present/card.ts';
import { presentOutcome } from '../../src/present/outcome.ts';
import { render } from '../../src/slack/blocks/render.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { anOperationOf } from '../an-operation.ts';

type World = ReturnType<typeof aCluster>;
const OURS = [
  'member add',
  'member promote',
  'member remove',
  'member update',
  'member replace',
  'move-leader',
  'compact',
  'defrag',
  'alarm disarm',
  'rescue nospace',
];
const changes = commands.flatMap((command): readonly ChangeCommand[] =>
  command.kind === 'change' && OURS.includes(command.words.join(' ')) ? [command] : [],
);

const who = fc.integer({ min: 1, max: 7 }).map(number => `etcd-${number}`);
const GB = 1_000_000_000;

/** One thing that is so in a world. */
const fact = fc.oneof(
  who.map(name => (world: World) => world.dead(name)),
  who.map(name => (world: World) => world.hanging(name)),
  who.map(name => (world: World) => world.learner(name)),
  who.map(name => (world: World) => world.unstarted(name)),
  who.map(name => (world: World) => world.unasked(name)),
  who.map(name => (world: World) => world.leader(name)),
  who.map(name => (world: World) => world.version(name, '3.6.11')),
  who.map(name => (world: World) => world.hash(name, 'other')),
  who.map(name => (world: World) => world.status(name, { dbSize: GB, dbSizeInUse: GB / 10 })),
  who.map(name => (world: World) => world.status(name, { raftAppliedIndex: 4900 })),
  fc.tuple(who, fc.constantFrom('NOSPACE', 'CORRUPT', 'UNKNOWN')).map(
    ([name, kind]) =>
      (world: World) =>
        world.alarm(name, kind),
  ),
  fc.constant((world: World) => world.withoutQuorum()),
  fc.constant((world: World) => world.listFailing('permission_denied')),
  fc.constant((world: World) => world.alarmsFailing('permission_denied')),
  fc.constant((world: World) => world.patroni({ name: 'pg-orders', leader: null, members: [] })),
);

/** A fact about somebody who is not there is none. */
function settle(world: World, how: (world: World) => World): World {
  try {
    return how(world);
  } catch {
    return world;
  }
}

const worlds = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.array(fact, { maxLength: 5 }))
  .map(([members, facts]) => facts.reduce(settle, aCluster().withMembers(members)).snapshot());

const anything = fc.oneof(
  who,
  fc.constantFrom('a1', 'A2', 'nobody', '', '\u0000', 'https://10.0.0.9:2380', '7'),
  fc.string(),
);
const requests = fc.record({
  command: fc.constantFrom(...changes),
  member: anything,
  name: fc.oneof(fc.constantFrom('etcd-8', 'etcd-1'), anything),
  url: fc.oneof(fc.constantFrom('https://10.0.0.9:2380', 'http://10.0.0.1:2380'), anything),
  revision: fc.oneof(fc.integer({ min: -1, max: 5000 }).map(String), anything),
  given: fc.boolean(),
  keep: fc.option(fc.integer({ min: 0, max: 5000 }).map(String), { nil: undefined }),
  flags: fc.subarray(['all', 'physical', 'corrupt', 'learner-first']),
});

const requestFrom = ({
  command,
  member,
  name,
  url,
  revision,
  given,
  keep,
  flags,
}: typeof requests extends fc.Arbitrary<infer T> ? T : never) => {
  const values: Readonly<Record<string, string>> = { member, name, url, revision };
  const args = command.args
    .filter(({ required }) => required || given)
    .map(spec => [spec.name, values[spec.name] ?? '']);
  const options = [
    ...flags.map(flag => [flag, true] as const),
    ...(keep === undefined ? [] : [['keep', keep] as const]),
  ];
  return aRequest(command.words.join(' '), { args: Object.fromEntries(args), options: Object.fromEntries(options) });
};

const targetsOf = (step: Step) => {
  if (step.kind === 'move-leader') return [step.from, step.to];
  return 'member' in step ? [step.member] : [];
};

/** What must be true of a plan whatever the world. */
function faultsOf({ steps, relies }: Plan): readonly string[] {
  const faults: string[] = [];
  const present = new Set(relies.members.map(({ id }) => String(id)));
  const voters = new Set(relies.members.filter(({ learner }) => !learner).map(({ id }) => String(id)));
  // A learner never leads, whatever a world made of chance says.
  let leader = voters.has(String(relies.leader)) ? String(relies.leader) : null;
  for (const [index, step] of steps.entries()) {
    for (const { id, peerUrl } of targetsOf(step)) {
      const key = id ?? peerUrl;
      const arrives = step.kind === 'add-learner';
      if (step.kind !== 'disarm-alarm' && present.has(key) === arrives) faults.push(`${index} ${step.kind} ${key}`);
    }
    if (step.kind === 'add-learner') present.add(step.member.peerUrl);
    if (step.kind === 'promote') voters.add(step.member.id ?? step.member.peerUrl);
    if (step.kind === 'move-leader') {
      if (!voters.has(String(step.to.id))) faults.push(`${index} a learner leads`);
      leader = step.to.id;
    }
    if (step.kind === 'defragment' || step.kind === 'remove-member') {
      if (step.member.id === leader && voters.size > 1) faults.push(`${index} ${step.kind} of the leader`);
    }
    if (step.kind === 'remove-member') {
      present.delete(String(step.member.id));
      if (voters.delete(String(step.member.id)) && voters.size === 0) faults.push(`${index} nobody left`);
    }
    if (step.kind === 'defragment' && step.endpoint === '') faults.push(`${index} no endpoint`);
    const next = steps[index + 1];
    if (step.kind === 'defragment' && next?.kind !== 'await-health' && next?.kind !== 'verify')
      faults.push(`${index} not awaited`);
    if (step.kind === 'disarm-alarm' && steps.slice(index).some(({ kind }) => kind === 'defragment'))
      faults.push(`${index} too early`);
  }
  return faults;
}

describe('any plan of any world', () => {
  it('is well formed, relies on what is there, and never surprises its maker', () => {
    fc.assert(
      fc.property(requests, worlds, (asked, snapshot) => {
        const request = requestFrom(asked);
        const needs = asked.command.needs(request);
        const plan = asked.command.plan(request, snapshot);
        if (isRefusal(plan)) return;
        expect(isRefusal(needs)).toBe(false);
        expect(faultsOf(plan)).toEqual([]);
        expect(plan.steps.length).toBeGreaterThan(0);
        expect(driftOf(plan, snapshot)).toEqual([]);
        expect(planHash(JSON.parse(canonical(plan)))).toBe(planHash(plan));
      }),
      { numRuns: 3000 },
    );
  });

  it('makes a card that Slack takes', () => {
    fc.assert(
      fc.property(requests, worlds, (asked, snapshot) => {
        const plan = asked.command.plan(requestFrom(asked), snapshot);
        if (isRefusal(plan)) return;
        const operation = anOperationOf(plan, snapshot);
        for (const document of [presentCard(operation, ['bob']), presentDryRun(operation), presentOutcome(operation)]) {
          const { blocks, text } = render(document, 'zh', speak);
          expect(faultsOfBlocks(blocks, 'message')).toEqual([]);
          expect(text.length).toBeLessThanOrEqual(4000);
          expect(JSON.stringify(blocks)).not.toMatch(/did not fit|undefined|NaN/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
