import type { DeskCommand } from '../../src/core/command.ts';

/** The cluster's name stands behind the id where an approval has to be confirmed by typing it. */
export const approve: DeskCommand = {
  kind: 'desk',
  right: 'approve',
  words: ['approve'],
  aliases: [],
  summary: 'desk.approve.summary',
  args: [
    { name: 'id', required: true, kind: 'text', choices: 'operation' },
    { name: 'cluster', required: false, kind: 'text' },
  ],
  options: [],
  examples: ['approve op-4k2m9x7c1d', 'approve op-4k2m9x7c1d prod'],
};
