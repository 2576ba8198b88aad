import type { Command, LocalCommand, World } from '../src/core/command.ts';
import type { HelpFacts } from '../src/core/facts/help.ts';
import { nameOf, notACommand } from '../src/core/parse.ts';
import { CLUSTER_USAGE, optionUsage, shortUsageOf, usageOf } from '../src/core/parse-usage.ts';
import type { Refusal } from '../src/core/refusal.ts';

/** All commands, those that begin with some words, or one. */
export const help: LocalCommand = {
  kind: 'local',
  open: true,
  words: ['help'],
  aliases: [['?'], ['commands']],
  summary: 'help.summary',
  args: [{ name: 'command', required: false, kind: 'words' }],
  options: [],
  examples: ['help', 'help member list', 'status --help'],
  answer: ({ args }, { commands }) => aboutWords(args.command?.toLowerCase().trim() ?? '', commands),
};

function aboutWords(about: string, commands: World['commands']): HelpFacts | Refusal {
  if (about === '') return { kind: 'help', about: null, commands: commands.map(describe) };
  const named = commands.filter(command =>
    [command.words, ...command.aliases].some(words => words.join(' ') === about),
  );
  const group = commands.filter(command => nameOf(command).startsWith(`${about} `));
  const meant = named.length > 0 ? named : group;
  if (meant.length === 0) return notACommand(about.split(/\s+/), commands);
  const [only] = meant;
  return { kind: 'help', about: meant.length === 1 && only ? nameOf(only) : about, commands: meant.map(describe) };
}

function describe(command: Command): HelpFacts['commands'][number] {
  const own = command.options.map(option => ({ usage: optionUsage(option), summary: option.summary }));
  const cluster = { usage: CLUSTER_USAGE, summary: 'help.option.cluster' } as const;
  return {
    short: shortUsageOf(command),
    usage: usageOf(command),
    aliases: command.aliases.map(words => words.join(' ')),
    summary: command.summary,
    options: command.kind === 'read' ? [...own, cluster] : own,
    examples: command.examples,
  };
}
