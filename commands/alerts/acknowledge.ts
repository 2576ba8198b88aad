import type { DeskCommand } from '../../src/core/command.ts';

/** Somebody looks after it: nobody is reminded, until it becomes worse. */
export const acknowledge: DeskCommand = {
  kind: 'desk',
  right: 'either',
  words: ['acknowledge'],
  aliases: [['ack']],
  summary: 'alerts.acknowledge.summary',
  args: [],
  options: [],
  examples: ['acknowledge', 'acknowledge -c prod'],
};
