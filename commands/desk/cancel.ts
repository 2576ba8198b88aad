import type { DeskCommand } from '../../src/core/command.ts';
import { isCountId } from '../../src/core/counting.ts';

export const cancel: DeskCommand = {
  kind: 'desk',
  right: 'either',
  // Who may read may count, and end what they asked for.
  rightFor: ({ args }) => (isCountId(args.id ?? '') ? 'read' : null),
  words: ['cancel'],
  aliases: [],
  summary: 'desk.cancel.summary',
  args: [{ name: 'id', required: true, kind: 'text', choices: 'operation' }],
  options: [],
  examples: ['cancel op-4k2m9x7c1d'],
};
