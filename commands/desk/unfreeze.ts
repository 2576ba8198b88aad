import type { DeskCommand } from '../../src/core/command.ts';

/** Two have to agree before changes go on. */
export const unfreeze: DeskCommand = {
  kind: 'desk',
  right: 'either',
  words: ['unfreeze'],
  aliases: [],
  summary: 'desk.unfreeze.summary',
  args: [],
  options: [{ name: 'all', kind: 'flag', summary: 'desk.option.all_clusters' }],
  examples: ['unfreeze', 'unfreeze --all'],
};
