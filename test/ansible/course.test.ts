import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, progressOf, unbegun } from '../../src/ansible/course.ts';
import { readEvent, readEvents } from '../../src/ansible/events.ts';
import { type Ended, judge, problemOfOutline } from '../../src/ansible/judge.ts';
import { readOutline, readTags } from '../../src/ansible/outline.ts';
import { plain, type Text } from '../../src/core/message.ts';
import { speak } from '../../src/text/speak.ts';

const told = (text: Text): string => plain(speak(text, 'en'));
const recorded = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/ansible', `${name}.jsonl`), 'utf8');
const courseOf = (text: string) => readEvents(text).events.reduce(after, unbegun);

const ended = (more: Partial<Ended> = {}): Ended => ({
  ...{ run: { tags: [] }, hosts: ['127.0.8.12'], exitCode: 0, tookMs: 1_000, cut: null },
  ...more,
});
function verdictOf(text: string, more: Partial<Ended> = {}): string {
  const end = judge(courseOf(text), ended(more));
  return 'why' in end ? `${end.ended}: ${told(end.why)}` : `${end.ended}: ${end.tasks} tasks, ${end.changed} changes`;
}

const line = (fields: object): string => `${JSON.stringify({ t: 1, ...fields })}\n`;
const task = (name: string, ...tags: readonly string[]): string => line({ ev: 'task', id: '1', name, tags });
const ok = (name: string, host = '127.0.8.12'): string =>
  line({ ev: 'ok', task: name, host, changed: true, ignored: false, msg: null });
const stats = (more: object = {}): string =>
  line({
    ev: 'stats',
    hosts: {
      '127.0.8.12': { ok: 1, failures: 0, unreachable: 0, changed: 1, skipped: 0, rescued: 0, ignored: 0, ...more },
    },
  });

describe('what Ansible tells of a run', () => {
  it('of a rolling restart is counted by task, and is done', () => {
    const hosts = ['127.0.8.10', '127.0.8.11', '127.0.8.12'];
    expect(verdictOf(recorded('launch-f1'), { run: { tags: ['etcd_launch'] }, hosts })).toBe(
      'done: 3 tasks, 3 changes',
    );
    expect(progressOf(courseOf(recorded('launch-f1')), hosts, 3)).toMatchObject({ task: 3, tasks: 3, hosts });
  });

  it('of a removal without a quorum is a failure, though the exit code is 0', () => {
    expect(verdictOf(recorded('rm-noquorum'))).toContain('"etcd_remove : remove member from etcd cluster" failed');
    expect(verdictOf(recorded('rm-noquorum'))).toContain('went on as if it had not');
  });

  it('of a safeguard is what the playbook says', () => {
    expect(verdictOf(recorded('safeguard'), { exitCode: 2 })).toContain(
      'Abort due to etcd_safeguard for etcd-3 @ 127.0.8.12 is enabled',
    );
  });

  const launch = task('etcd : launch', 'etcd_launch');
  const failed = (more: object): string =>
    launch + line({ ev: 'failed', task: 'etcd : launch', host: '127.0.8.12', ...more }) + stats({ failures: 1 });
  it.each([
    [
      'nothing that had the tag',
      task('x', 'always') + ok('x') + stats(),
      { run: { tags: ['etcd_launch'] } },
      'every task was skipped',
    ],
    [
      'skipped tasks alone',
      launch + line({ ev: 'skipped', task: 'etcd : launch', host: '127.0.8.12' }) + stats(),
      {},
      'every task was skipped',
    ],
    [
      'a host that was left out',
      launch + ok('etcd : launch') + stats(),
      { hosts: ['127.0.8.12', '127.0.8.13'] },
      'no task was done on 127.0.8.13',
    ],
    ['no end', launch + ok('etcd : launch'), { exitCode: 1 }, 'before it told how it went (exit code 1)'],
    ['a bad exit code alone', launch + ok('etcd : launch') + stats(), { exitCode: 250 }, 'exit code 250'],
    ['ignored errors in the end', launch + ok('etcd : launch') + stats({ ignored: 1 }), {}, 'exit code 0'],
    ['a hidden reason', failed({ censored: true, msg: 'secret' }), { exitCode: 2 }, 'no_log'],
    ['no reason', failed({ msg: ' ' }), { exitCode: 2 }, '"etcd : launch" failed on 127.0.8.12'],
    [
      'a host out of reach',
      launch +
        line({ ev: 'unreachable', task: 'etcd : launch', host: '127.0.8.12', msg: 'timed out' }) +
        stats({ unreachable: 1 }),
      { exitCode: 4 },
      '127.0.8.12 could not be reached: timed out',
    ],
    [
      'its time being up',
      launch,
      { exitCode: null, cut: { by: 'timeout', limitMs: 60_000 } },
      'in the middle of "etcd : launch"',
    ],
    [
      'its time being up at once',
      '',
      { exitCode: null, cut: { by: 'timeout', limitMs: 60_000 } },
      'before any task had begun',
    ],
    [
      'a cancel within a task',
      launch,
      { exitCode: null, cut: { by: 'cancel', waitedMs: 30_000 } },
      'did not end by itself within',
    ],
    [
      'a cancel before all tasks',
      '',
      { exitCode: null, cut: { by: 'cancel', waitedMs: 30_000 } },
      'before any task had begun',
    ],
    ['a worker that leaves', launch, { exitCode: null, cut: { by: 'leave' } }, 'ended with the worker'],
  ] as const)('%s is no success', (_, text, more, part) => {
    expect(verdictOf(text, more)).toMatch(/^(failed|cancelled): /);
    expect(verdictOf(text, more)).toContain(part);
  });

  it('tells between which tasks it was stopped', () => {
    const text =
      launch + ok('etcd : launch') + task('etcd : wait', 'etcd_launch') + line({ ev: 'stopped', task: 'etcd : wait' });
    expect(verdictOf(text, { exitCode: 99 })).toContain('before "etcd : wait" on 127.0.8.12: 1 task was done');
  });

  it('is a success if it was through before the cancel came', () => {
    const text = launch + ok('etcd : launch') + stats();
    expect(verdictOf(text, { cut: { by: 'cancel', waitedMs: null } })).toBe('done: 1 tasks, 1 changes');
  });

  it('says which hosts a task is at', () => {
    const at = (host: string): string => line({ ev: 'start', task: 'etcd : launch', host });
    const text = launch + at('a') + at('b') + ok('etcd : launch', 'a');
    expect(progressOf(courseOf(text), ['a', 'b', 'c'], 9)).toEqual({
      task: 1,
      tasks: 9,
      name: 'etcd : launch',
      hosts: ['b'],
    });
    expect(progressOf(courseOf(''), ['a'], null)).toEqual({ task: 0, tasks: null, name: null, hosts: ['a'] });
    expect(progressOf(courseOf(launch + launch), [], 1).tasks).toBe(2);
  });

  it('is read line by line, wherever the file was cut', () => {
    const text = recorded('rm-noquorum');
    fc.assert(
      fc.property(fc.nat({ max: text.length }), cut => {
        const first = readEvents(text.slice(0, cut));
        const second = readEvents(first.rest + text.slice(cut));
        expect([...first.events, ...second.events]).toEqual(readEvents(text).events);
      }),
    );
  });

  it('is nothing where a line is no event', () => {
    fc.assert(fc.property(fc.string(), text => readEvent(text) === null));
    fc.assert(fc.property(fc.json(), text => readEvent(text) === null));
  });
});

const LISTED = `
playbook: etcd.yml

  play #1 (etcd): ETCD\tTAGS: []
    pattern: ['etcd']
    hosts (2):
      10.1.0.11
      10.1.0.12
    tasks:
      node_id : get node fact\tTAGS: [always, id, node-id]
      etcd : launch etcd server service\tTAGS: [etcd, etcd_launch]
      TASK TAGS: [etcd, etcd_launch, etcd_purge]
`;

describe('what Ansible lists beforehand', () => {
  it('are hosts, tasks and tags', () => {
    expect(readOutline(LISTED)).toEqual({
      hosts: ['10.1.0.11', '10.1.0.12'],
      tasks: [
        { name: 'node_id : get node fact', tags: ['always', 'id', 'node-id'] },
        { name: 'etcd : launch etcd server service', tags: ['etcd', 'etcd_launch'] },
      ],
    });
    expect(readTags(LISTED)).toEqual(['etcd', 'etcd_launch', 'etcd_purge']);
    expect(readOutline('')).toEqual({ hosts: [], tasks: [] });
  });

  const run = { playbook: 'etcd.yml', limit: ['10.1.0.11'] } as const;
  it.each([
    ['a tag that fits', ['etcd_launch'], LISTED, null],
    ['no tag', [], LISTED, null],
    ['a tag that fits nothing but what always runs', ['etcd_lunch'], LISTED, 'has the tag etcd_lunch'],
    ['no host', [], '', 'no host of the inventory is meant by 10.1.0.11'],
  ])('%s is judged before anything runs', (_, tags, listed, part) => {
    const problem = problemOfOutline({ ...run, tags }, readOutline(listed));
    if (part === null) expect(problem).toBeNull();
    else expect(problem && told(problem)).toContain(part);
  });
});
