import type { DeskCommand } from '../../src/core/command.ts';

export const audit: DeskCommand = {
  kind: 'desk',
  right: 'read',
  rightFor: ({ options, place }) => (options.export === true && place.kind === 'channel' ? 'either' : null),
  words: ['audit'],
  aliases: [],
  summary: 'desk.audit.summary',
  args: [],
  options: [
    { name: 'operation', kind: 'text', summary: 'desk.option.operation' },
    { name: 'who', kind: 'text', summary: 'desk.option.who' },
    { name: 'limit', kind: 'count', summary: 'desk.option.limit' },
    { name: 'all', kind: 'flag', summary: 'desk.option.all_clusters' },
    { name: 'verify', kind: 'flag', summary: 'desk.option.verify' },
    { name: 'anchor', kind: 'text', summary: 'desk.option.anchor' },
    { name: 'export', kind: 'flag', summary: 'desk.option.export' },
  ],
  examples: [
    'audit',
    'audit --operation op-4k2m9x7c1d',
    'audit --verify',
    'audit --anchor 412:90f2c1a7d35b8e64',
    'audit --export',
  ],
};
