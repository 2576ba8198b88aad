import type { DeskCommand } from '../../src/core/command.ts';

/** One person is enough to stop everything. */
export const freeze: DeskCommand = {
  kind: 'desk',
  right: 'either',
  words: ['freeze'],
  aliases: [],
  summary: 'desk.freeze.summary',
  args: [{ name: 'reason', required: false, kind: 'words' }],
  options: [{ name: 'all', kind: 'flag', summary: 'desk.option.all_clusters' }],
  examples: ['freeze', 'freeze incident 4711: nobody touches etcd', 'freeze --all year-end closing'],
};
