import type { DeskCommand } from '../../src/core/command.ts';

/** From now on what is new is told again. */
export const unsilence: DeskCommand = {
  kind: 'desk',
  right: 'either',
  words: ['unsilence'],
  aliases: [],
  summary: 'alerts.unsilence.summary',
  args: [],
  options: [],
  examples: ['unsilence', 'unsilence -c prod'],
};
