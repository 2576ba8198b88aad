import type { DeskCommand } from '../../src/core/command.ts';

export const deny: DeskCommand = {
  kind: 'desk',
  right: 'approve',
  words: ['deny'],
  aliases: [['reject']],
  summary: 'desk.deny.summary',
  args: [
    { name: 'id', required: true, kind: 'text', choices: 'operation' },
    { name: 'reason', required: false, kind: 'words' },
  ],
  options: [],
  examples: ['deny op-4k2m9x7c1d', 'deny op-4k2m9x7c1d not before the backup is through'],
};
