import type { DeskCommand } from '../../src/core/command.ts';

export const requestChanges: DeskCommand = {
  kind: 'desk',
  right: 'approve',
  words: ['request-changes'],
  aliases: [],
  summary: 'desk.request_changes.summary',
  args: [
    { name: 'id', required: true, kind: 'text', choices: 'operation' },
    { name: 'reason', required: true, kind: 'words' },
  ],
  options: [],
  examples: ['request-changes op-4k2m9x7c1d remove the old member first'],
};
