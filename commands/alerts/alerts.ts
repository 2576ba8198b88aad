import type { DeskCommand } from '../../src/core/command.ts';

/** What the watch has found, and since when. */
export const alerts: DeskCommand = {
  kind: 'desk',
  right: 'read',
  words: ['alerts'],
  aliases: [['alert', 'status']],
  summary: 'alerts.summary',
  args: [],
  options: [{ name: 'all', kind: 'flag', summary: 'desk.option.all_clusters' }],
  examples: ['alerts', 'alerts --all'],
};
