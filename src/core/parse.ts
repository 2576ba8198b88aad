import type { Command } from './command.ts';
import { code, codeText, list } from './message.ts';
import { parseArguments } from './parse-arguments.ts';
import { resolveCluster } from './parse-cluster.ts';
import { readOptions } from './parse-options.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';
import { fail, type Result, succeed } from './result.ts';
import { suggest } from './suggest.ts';
import type { Word } from './words.ts';

/** What commands and clusters there are, and which cluster the channel has. */
export type Grammar = {
  readonly commands: readonly Command[];
  readonly clusters: readonly string[];
  readonly channelCluster: string | null;
};

/** What was asked. Who asked, where and when is added by whoever heard it. */
export type Asked = Pick<Request, 'command' | 'args' | 'options' | 'cluster'>;

/** Understands the words of one command, the same whether slash command, mention or terminal. Never throws. */
export function parse(words: readonly Word[], grammar: Grammar): Result<Asked, Refusal> {
  const lead = leadOf(words);
  const found = findCommand(lead, grammar.commands);
  if (lead.length === 0 || wantsHelp(words)) return help(lead, found, grammar.commands);
  if (!found) return fail(notACommand(lead, grammar.commands));

  const read = readOptions(words, found.command);
  if (!read.ok) return read;
  const args = parseArguments(read.value.positionals.slice(found.length), found.command);
  if (!args.ok) return args;
  const { cluster: named, ...options } = read.value.options;
  const cluster = resolveCluster(typeof named === 'string' ? named : null, found.command, grammar);
  if (!cluster.ok) return cluster;
  return succeed({ command: nameOf(found.command), args: args.value, options, cluster: cluster.value });
}

export const nameOf = (command: Pick<Command, 'words'>): string => command.words.join(' ');

/** Words before the first option that only the command can explain; `--cluster prod` may stand anywhere. */
function leadOf(words: readonly Word[]): readonly string[] {
  const lead: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word || (!word.literal && word.text === '--')) break;
    if (word.literal || !/^-./.test(word.text)) lead.push(word.text.toLowerCase());
    else if (/^(-c|--?cluster)$/i.test(word.text)) at++;
    else if (!/^(-c=|--?cluster=|-h$|--?help$)/i.test(word.text)) break;
  }
  return lead;
}

function wantsHelp(words: readonly Word[]): boolean {
  const end = words.findIndex(word => !word.literal && word.text === '--');
  return words.slice(0, end < 0 ? words.length : end).some(word => !word.literal && /^(-h|--?help)$/i.test(word.text));
}

type Found = { readonly command: Command; readonly length: number };

/** The command with the most words of those typed. */
function findCommand(lead: readonly string[], commands: readonly Command[]): Found | null {
  const matches = commands.flatMap(command =>
    [command.words, ...command.aliases]
      .filter(words => words.every((word, index) => lead[index] === word))
      .map(words => ({ command, length: words.length })),
  );
  return matches.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** About the command, about all that begin with these words (`member --help`), or about everything. */
function help(lead: readonly string[], found: Found | null, commands: readonly Command[]): Result<Asked, Refusal> {
  const about = found ? nameOf(found.command) : lead.join(' ');
  const known = found || lead.length === 0 || commands.some(command => nameOf(command).startsWith(`${about} `));
  if (!known) return fail(notACommand(lead, commands));
  return succeed({ command: 'help', args: about === '' ? {} : { command: about }, options: {}, cluster: null });
}

/** Why these words are no command: an unfinished one, a mistyped one, or none at all. */
export function notACommand(lead: readonly string[], commands: readonly Command[]): Refusal {
  const names = commands.flatMap(command => [command.words, ...command.aliases].map(words => words.join(' ')));
  const group = commands.map(nameOf).filter(name => name.startsWith(`${lead[0]} `));
  if (lead.length === 1 && group.length > 0) {
    return refuse('incomplete_command', { typed: code(lead[0] ?? ''), commands: list(group.map(codeText)) });
  }
  for (const count of [3, 2, 1]) {
    const typed = lead.slice(0, count).join(' ');
    const meant =
      lead.length >= count
        ? suggest(
            typed,
            names.filter(name => name.split(' ').length === count),
          )
        : null;
    if (meant !== null) return refuse('mistyped_command', { typed: code(typed), meant: code(meant) });
  }
  return refuse('unknown_command', { typed: code((lead[0] ?? '').slice(0, 80)), help: code('help') });
}
