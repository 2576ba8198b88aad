import type { LocalCommand } from '../src/core/command.ts';
import type { Actor } from '../src/core/request.ts';

/** What the bot takes somebody for, and what they may do where they ask. */
export const whoami: LocalCommand = {
  kind: 'local',
  open: true,
  words: ['whoami'],
  aliases: [],
  summary: 'whoami.summary',
  args: [],
  options: [],
  examples: ['whoami'],
  answer: (_request, { actor, rights }) => ({ kind: 'whoami', id: idOf(actor), name: actor.name, rights }),
};

/** The id that rights are given to. */
function idOf(actor: Actor): string {
  if (actor.kind === 'slack') return actor.user;
  return actor.kind === 'terminal' ? (actor.user ?? actor.login) : actor.name;
}
