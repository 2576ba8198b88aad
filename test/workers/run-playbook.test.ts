import { describe, expect, it } from 'vitest';
import { memberId, type Snapshot } from '../../src/core/cluster.ts';
import { plain, say, type Text, time } from '../../src/core/message.ts';
import type { PlaybookProof } from '../../src/core/playbook.ts';
import type { PlaybookEnd, PlaybookProgress, PlaybookTrace } from '../../src/core/playbooks.ts';
import type { EtcdOperator } from '../../src/core/ports.ts';
import type { Target } from '../../src/core/target.ts';
import { speak } from '../../src/text/speak.ts';
import type { Playing } from '../../workers/playing.ts';
import { runPlaybook } from '../../workers/steps/run-playbook.ts';
import { aCluster } from '../a-cluster.ts';
import { anOperator } from './an-operator.ts';

const told = (text: Text | null): string => (text === null ? '' : plain(speak(text, 'en')));
const target = (number: number): Target => ({
  ...{ id: memberId(`a${number}`), name: `etcd-${number}`, peerUrl: `http://10.0.0.${number}:2380` },
});
const three = () => aCluster('lab');
const newcomer = (number: number): Target => ({ ...target(number), id: null });

const done: PlaybookEnd = { ended: 'done', tasks: 3, changed: 1, hosts: ['10.0.0.2'], tookMs: 4_000 };
const failed: PlaybookEnd = { ended: 'failed', why: say('playbook.exit', { code: '2' }) };
const at: PlaybookProgress = { task: 2, tasks: null, name: 'etcd : launch', hosts: ['10.0.0.2'] };
const over = (end: PlaybookEnd | null, progress: PlaybookProgress | null = at): PlaybookTrace => ({
  found: 'over',
  progress,
  end,
});

function deed(
  proof: PlaybookProof,
  look: () => Snapshot,
  {
    start = null,
    end = done,
    trace = { found: 'nothing' },
  }: {
    readonly start?: number | null | (() => number | null);
    readonly end?: PlaybookEnd;
    readonly trace?: PlaybookTrace;
  } = {},
) {
  const processStart: EtcdOperator['processStart'] = async () => (typeof start === 'function' ? start() : start);
  const playing: Playing = {
    run: async () => end,
    trace: async () => trace,
    tell: async () => undefined,
    pause: async () => undefined,
  };
  const step = {
    kind: 'run-playbook',
    run: { playbook: 'etcd.yml', limit: ['10.0.0.2'], tags: ['etcd_launch'], extra: {}, forks: 1 },
    ...{ proof, withinMs: 60_000 },
  } as const;
  return runPlaybook(step, { operator: anOperator(look, { processStart }), playing });
}

const restarted: PlaybookProof = { kind: 'restarted', member: target(2) };
const joined: PlaybookProof = { kind: 'joined', member: newcomer(4) };
const gone: PlaybookProof = { kind: 'gone', members: [target(4)] };
const everybody: PlaybookProof = { kind: 'gone', members: [target(1), target(2), target(3)] };
const fresh: PlaybookProof = { kind: 'fresh', members: [newcomer(1), newcomer(2), newcomer(3)] };
const none: PlaybookProof = { kind: 'none' };

const since = (at: number): Text => say('playbook.before', { name: 'etcd-2', since: time(at) });
const silent = say('playbook.before_silent', { name: 'etcd-2' });
const members = (count: number): Text => say('playbook.before_members', { members: count });
const four = () => three().withMembers(4);
const nobody = () => three().allFailing('refused').listFailing('refused');

describe('a playbook whose worker was lost', () => {
  it.each([
    ['and that had not begun', restarted, three(), null, over(null), 1, 'not_done', ''],
    ['while its process lives', restarted, three(), since(1), { found: 'alive', pid: 7 }, 2, 'unknown', 'pid 7'],
    ['after the restart', restarted, three(), since(1), over(null), 2, 'done', 'lost at "etcd : launch" on 10.0.0.2'],
    ['before the restart', restarted, three(), since(1), over(null), 1, 'not_done', 'still runs as the process it was'],
    ['before any task', restarted, three(), since(1), over(null, null), 1, 'not_done', 'before any task'],
    [
      'with the member down',
      restarted,
      three().dead('etcd-2'),
      since(1),
      over(null),
      null,
      'not_done',
      'does not answer',
    ],
    ['that was to start a member that was down', restarted, three(), silent, over(null), 2, 'done', 'lost at'],
    ['when it was through', restarted, three(), since(1), over(done), 2, 'done', '3 tasks'],
    ['when it was through and did not show', restarted, three(), since(1), over(done), 1, 'not_done', 'still runs as'],
    [
      'when it had failed',
      restarted,
      three(),
      since(1),
      over(failed),
      2,
      'not_done',
      'exit code 2. etcd shows that it happened',
    ],
    ['on another machine', restarted, three(), since(1), { found: 'elsewhere', host: 'w2' }, 2, 'done', 'w2'],
    [
      'on another machine, not done',
      restarted,
      three(),
      since(1),
      { found: 'elsewhere', host: 'w2' },
      1,
      'not_done',
      'w2',
    ],
    ['and of which nothing is told', none, three(), members(3), { found: 'nothing' }, 1, 'unknown', 'no trace'],
    ['and leaves nothing in etcd, but was through', none, three(), members(3), over(done), 1, 'done', '3 tasks'],
    ['and leaves nothing in etcd', none, three(), members(3), over(null), 1, 'not_done', 'leaves no trace in etcd'],
    ['after a member had joined', joined, four(), members(3), over(null), 1, 'done', ''],
    [
      'before a member had joined',
      joined,
      three().withMembers(4).unstarted('etcd-4'),
      members(3),
      over(null),
      1,
      'not_done',
      'has not joined',
    ],
    [
      'before a member was in the list',
      joined,
      three(),
      members(3),
      over(null),
      1,
      'not_done',
      'not in the member list',
    ],
    ['after a member was gone', gone, three(), members(3), over(null), 1, 'done', ''],
    ['before a member was gone', gone, four(), members(3), over(null), 1, 'not_done', 'still a member: etcd-4'],
    ['with an outage in its way', gone, nobody(), members(3), over(null), null, 'not_done', 'cannot be read'],
    ['after all were gone', everybody, nobody(), members(3), over(null), null, 'done', ''],
    ['before all were gone', everybody, three(), members(3), over(null), 1, 'not_done', 'still a member'],
    ['after a new cluster began', fresh, three(), members(0), over(null), 1, 'done', ''],
    ['before a new cluster was whole', fresh, four(), members(0), over(null), 1, 'not_done', 'not a new one'],
  ] as const)('%s', async (_, proof, world, before, trace, start, seen, part) => {
    const sight = await deed(proof, world.snapshot, { start, trace }).observe(before);
    expect([sight.seen, told(sight.note)]).toEqual([seen, expect.stringContaining(part)]);
  });

  it('is never begun a second time by itself', () => expect(deed(none, three().snapshot).again).toBe(false));
});

describe('a playbook that has ended', () => {
  it('is done when etcd shows it, with what it did', async () => {
    let now = 1;
    const found = deed(restarted, three().snapshot, { start: () => now++ });
    expect(told((await found.before?.()) ?? null)).toContain('the process of etcd-2 has run since');
    expect(await found.act()).toEqual({ outcome: 'done' });
    expect(told(await found.told())).toContain('3 tasks on 10.0.0.2');
  });

  it('has failed when etcd does not show it', async () => {
    const found = deed(restarted, three().snapshot, { start: 1 });
    await found.before?.();
    const outcome = await found.act();
    expect(outcome.outcome === 'failed' && told(outcome.note)).toContain(
      'etcd-2 still runs as the process it was before',
    );
  });

  it('has failed when Ansible says so, whatever etcd shows, which is told too', async () => {
    const found = deed(gone, three().snapshot, { end: failed });
    const outcome = await found.act();
    expect(outcome.outcome === 'failed' && told(outcome.note)).toBe(
      'Ansible ended with exit code 2. etcd shows that it happened nevertheless',
    );
  });

  it('is taken at its word where a member does not tell since when it runs', async () => {
    const found = deed(restarted, three().snapshot);
    expect(told((await found.before?.()) ?? null)).toContain('does not tell since when');
    expect(await found.act()).toEqual({ outcome: 'done' });
  });

  it('can only fail where no Pigsty is configured', async () => {
    const step = {
      kind: 'run-playbook',
      run: { playbook: 'etcd.yml', limit: ['x'], tags: [], extra: {}, forks: 1 },
      proof: none,
      withinMs: 1,
    } as const;
    const outcome = await runPlaybook(step, { operator: anOperator(three().snapshot) }).act();
    expect(outcome.outcome === 'failed' && told(outcome.note)).toContain('no Pigsty home');
  });
});
