import type { DeskCommand } from '../../src/core/command.ts';

/** Nothing new is told for a while. What is wrong is followed all the same, and what has ended is told. */
export const silence: DeskCommand = {
  kind: 'desk',
  right: 'either',
  words: ['silence'],
  aliases: [],
  summary: 'alerts.silence.summary',
  args: [
    { name: 'duration', required: true, kind: 'text' },
    { name: 'reason', required: true, kind: 'words' },
  ],
  options: [],
  examples: ['silence 2h switch replacement in rack 4', 'silence 30m test of the backups -c prod'],
};
