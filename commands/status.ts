import type { ReadCommand } from '../src/core/command.ts';
import { statusOf } from '../src/core/facts/status.ts';

/** The whole state of one cluster in one look. */
export const status: ReadCommand = {
  kind: 'read',
  words: ['status'],
  aliases: [['st'], ['endpoint', 'status']],
  summary: 'status.summary',
  args: [],
  options: [],
  examples: ['status', 'status --cluster prod'],
  permission: () => 'read',
  needs: () => ({
    parts: [
      'status',
      'members',
      'alarms',
      'probes',
      'metrics',
      'patroni',
      'postgres',
      'pauses',
      'pigsty',
      'known-certificates',
    ],
    leases: false,
  }),
  view: (_request, snapshot) => statusOf(snapshot),
};
