import { describe, expect, it } from 'vitest';
import { compact } from '../../commands/compact.ts';
import { plain } from '../../src/core/message.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { plan, requestOf } from '../an-operation.ts';
import { outline, refusalOf } from '../outline.ts';

const GB = 1_000_000_000;
const fragmented = { dbSize: GB, dbSizeInUse: GB / 10 };
const full = () => aCluster().alarm('etcd-1', 'NOSPACE').alarm('etcd-3', 'NOSPACE');

function notesOf(line: string, world: ReturnType<typeof aCluster>): string {
  const made = plan(line, world.snapshot());
  return isRefusal(made) ? made.refused : made.notes.map(note => plain(speak(note, 'en'))).join('\n');
}

describe('compact', () => {
  it.each([
    ['compact', ['compact 3242', 'verify healthy']],
    ['compact --keep 0 --physical', ['compact 4242 physical', 'verify healthy']],
    ['compact --keep 242', ['compact 4000', 'verify healthy']],
    ['compact 100', ['compact 100', 'verify healthy']],
  ])('%s compacts to %o', (line, steps) => {
    expect(outline(line, aCluster())).toEqual(steps);
  });

  it('says what stays, and that the file does not shrink', () => {
    expect(notesOf('compact', aCluster())).toContain('The last 1,000 revisions stay readable: revision 3,242 of 4,242');
    expect(notesOf('compact', aCluster())).toContain('defrag does that');
  });

  it('does not promise health to a cluster that has none', () => {
    expect(outline('compact', aCluster().dead('etcd-3'))).toEqual(['compact 3242']);
  });

  it.each([
    ['compact 5000', 'revision_ahead'],
    ['compact 0', 'not_a_revision'],
    ['compact last', 'not_a_revision'],
    ['compact 99999999999999999999', 'not_a_revision'],
    ['compact 100 --keep 5', 'revision_or_keep'],
    ['compact --keep 4242', 'nothing_to_compact'],
  ])('%s is refused: %s', (line, code) => {
    expect(refusalOf(line, aCluster())).toBe(code);
  });

  it('refuses what is no revision before it asks the cluster', () => {
    expect(compact.needs(requestOf('compact last'))).toMatchObject({ refused: 'not_a_revision' });
  });
});

describe('defrag', () => {
  it('goes round the followers, and to the leader last, after another leads', () => {
    const world = aCluster().status('etcd-1', fragmented).status('etcd-2', fragmented).status('etcd-3', fragmented);
    expect(outline('defrag', world)).toEqual([
      'await-health',
      'defragment etcd-2',
      'await-health',
      'defragment etcd-3',
      'await-health',
      'move-leader etcd-1 etcd-2',
      'await-health',
      'defragment etcd-1',
      'verify healthy',
    ]);
  });

  it('hands leadership to one that is defragmented already', () => {
    const world = aCluster()
      .status('etcd-1', fragmented)
      .status('etcd-3', { ...fragmented, raftAppliedIndex: 4999 });
    expect(outline('defrag', world)).toContain('move-leader etcd-1 etcd-3');
  });

  it('leaves out those that gain little, and says so', () => {
    const world = aCluster().status('etcd-2', fragmented);
    expect(outline('defrag', world)).toEqual(['await-health', 'defragment etcd-2', 'verify healthy']);
    expect(notesOf('defrag', world)).toContain('To win back: etcd-2 858.3 MiB (90 % of its file).');
    expect(notesOf('defrag', world)).toContain('Left out because there is little to gain: etcd-1 and etcd-3.');
  });

  it('takes all of them with --all, and one by name', () => {
    expect(outline('defrag --all', aCluster()).filter(step => step.startsWith('defragment'))).toHaveLength(3);
    expect(outline('defrag etcd-3 --all', aCluster())).toEqual(['await-health', 'defragment etcd-3', 'verify healthy']);
  });

  it('defragments a single voter while it leads: there is nobody else', () => {
    expect(outline('defrag --all', aCluster().withMembers(1))).toEqual([
      'await-health',
      'defragment etcd-1',
      'verify healthy',
    ]);
  });

  it('goes on in spite of a NOSPACE alarm', () => {
    expect(outline('defrag --all', full()).filter(step => step.includes('health'))).toEqual(
      Array.from({ length: 5 }, () => 'await-health despite NOSPACE'),
    );
  });

  it.each([
    ['defrag', aCluster(), 'nothing_to_defragment'],
    ['defrag etcd-2', aCluster().status('etcd-1', fragmented), 'nothing_to_defragment'],
    ['defrag etcd-4', aCluster().withMembers(4).learner('etcd-4'), 'learner_cannot_defragment'],
    ['defrag --all', aCluster().unasked('etcd-2'), 'member_without_endpoint'],
    ['defrag --all', aCluster().dead('etcd-2').dead('etcd-3'), 'no_next_leader'],
  ])('%s is refused: %#', (line, world, code) => {
    expect(refusalOf(line, world)).toBe(code);
  });
});

describe('alarm disarm', () => {
  it('takes back each NOSPACE by its member, and proves a write', () => {
    expect(outline('alarm disarm', full())).toEqual([
      'await-health despite NOSPACE',
      'disarm-alarm etcd-1 NOSPACE',
      'disarm-alarm etcd-3 NOSPACE',
      'verify writable',
    ]);
  });

  it('leaves the others alone when a member is named, and does not try a write then', () => {
    expect(outline('alarm disarm etcd-3', full())).toEqual([
      'await-health despite NOSPACE',
      'disarm-alarm etcd-3 NOSPACE',
    ]);
  });

  it('takes back CORRUPT only when it is named and the data agrees', () => {
    const world = aCluster().alarm('etcd-2', 'CORRUPT');
    expect(refusalOf('alarm disarm', world)).toBe('corrupt_not_named');
    expect(outline('alarm disarm --corrupt', world)).toEqual([
      'await-health despite CORRUPT despite NOSPACE',
      'disarm-alarm etcd-2 CORRUPT',
      'verify same-hash',
      'verify writable',
    ]);
    expect(refusalOf('alarm disarm --corrupt', world.hash('etcd-2', 'bad'))).toBe('data_differs');
    expect(refusalOf('alarm disarm --corrupt', aCluster().alarm('etcd-2', 'CORRUPT').dead('etcd-3'))).toBe(
      'data_not_compared',
    );
  });

  it.each([
    ['alarm disarm', aCluster(), 'no_alarm'],
    ['alarm disarm etcd-2', full(), 'no_alarm_there'],
    ['alarm disarm', aCluster().alarmsFailing('permission_denied'), 'alarms_unknown'],
    ['alarm disarm', full().status('etcd-2', { dbSize: 5 * GB, quota: 2 * GB }), 'still_full'],
    ['alarm disarm', aCluster().alarm('etcd-1', 'UNKNOWN'), 'no_alarm'],
  ])('%s is refused: %#', (line, world, code) => {
    expect(refusalOf(line, world)).toBe(code);
  });

  it('knows the alarm of a member that is gone', () => {
    expect(outline('alarm disarm', aCluster().alarm('etcd-9', 'NOSPACE'))).toContain('disarm-alarm dead NOSPACE');
  });
});

describe('rescue nospace', () => {
  it('compacts, defragments everybody, and takes back NOSPACE alone at the end', () => {
    expect(outline('rescue nospace', full())).toEqual([
      'compact 4242 physical',
      'await-health despite NOSPACE',
      'defragment etcd-2',
      'await-health despite NOSPACE',
      'defragment etcd-3',
      'await-health despite NOSPACE',
      'move-leader etcd-1 etcd-2',
      'await-health despite NOSPACE',
      'defragment etcd-1',
      'await-health despite NOSPACE',
      'disarm-alarm etcd-1 NOSPACE',
      'disarm-alarm etcd-3 NOSPACE',
      'verify writable',
      'verify healthy',
    ]);
  });

  it.each([
    [aCluster(), 'space_left'],
    [
      aCluster()
        .refusing('etcd-1', { metrics: 'refused' })
        .refusing('etcd-2', { metrics: 'refused' })
        .refusing('etcd-3', { metrics: 'refused' }),
      'no_space_alarm',
    ],
    [full().alarm('etcd-2', 'CORRUPT'), 'corrupt_first'],
    [full().unasked('etcd-2'), 'member_without_endpoint'],
  ])('is refused where it would not help: %#', (world, code) => {
    expect(refusalOf('rescue nospace', world)).toBe(code);
  });
});
