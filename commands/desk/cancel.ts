import type { DeskCommand } from '../../src/core/command.ts';

export const cancel: DeskCommand = {
  kind: 'desk',
  right: 'either',
  words: ['cancel'],
  aliases: [],
  summary: 'desk.cancel.summary',
  args: [{ name: 'id', required: true, kind: 'text', choices: 'operation' }],
  options: [],
  examples: ['cancel op-4k2m9x7c1d'],
};
