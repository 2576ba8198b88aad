import type { Survey } from '../src/core/cluster.ts';
import type { ReadCommand } from '../src/core/command.ts';
import { statusOf } from '../src/core/facts/status.ts';

/** What a look at the whole state takes. */
export const statusSurvey: Survey = {
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
};

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
  needs: () => statusSurvey,
  view: (_request, snapshot) => statusOf(snapshot),
};
