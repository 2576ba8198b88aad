import type { Command, LocalCommand, ReadCommand } from '../../src/core/command.ts';

const described = { summary: 'refusal.too_long.message', examples: [] } as const;

function read(words: string, more: Partial<ReadCommand> = {}): ReadCommand {
  return {
    ...described,
    kind: 'read',
    words: words.split(' '),
    aliases: [],
    args: [],
    options: [],
    permission: () => 'read',
    needs: () => ({ parts: [] }),
    view: () => ({ kind: 'clusters', clusters: [] }),
    ...more,
  };
}

function local(words: string, more: Partial<LocalCommand> = {}): LocalCommand {
  return {
    ...described,
    kind: 'local',
    open: true,
    words: words.split(' '),
    aliases: [],
    args: [],
    options: [],
    answer: () => ({ kind: 'clusters', clusters: [] }),
    ...more,
  };
}

const summary = described.summary;

/** Commands of every shape the grammar knows. */
export const commands: readonly Command[] = [
  read('status', { aliases: [['st']] }),
  read('member list', { aliases: [['members']], options: [{ name: 'only', kind: 'text', summary }] }),
  read('member show', { args: [{ name: 'member', required: true, kind: 'text' }] }),
  read('quorum', {
    options: [
      { name: 'without', kind: 'text', summary },
      { name: 'with', kind: 'count', summary },
    ],
  }),
  read('get', {
    args: [{ name: 'key', required: true, kind: 'text' }],
    options: [
      { name: 'prefix', kind: 'flag', summary },
      { name: 'limit', kind: 'count', summary },
    ],
  }),
  local('clusters'),
  local('help', { args: [{ name: 'command', required: false, kind: 'words' }] }),
];
