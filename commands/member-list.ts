import type { ReadCommand } from '../src/core/command.ts';
import { stateOf } from '../src/core/health/state.ts';

/** Who belongs to the cluster, with the addresses members and clients use. */
export const memberList: ReadCommand = {
  kind: 'read',
  words: ['member', 'list'],
  aliases: [['members']],
  summary: 'members.summary',
  args: [],
  options: [],
  examples: ['member list'],
  permission: () => 'read',
  needs: () => ({ parts: ['members', 'status', 'probes'] }),
  view: (_request, snapshot) => {
    const { cluster, takenAt, tookMs, list, members } = stateOf(snapshot);
    return { kind: 'members', cluster, takenAt, tookMs, list, members };
  },
};
