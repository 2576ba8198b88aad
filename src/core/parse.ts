import type { Command } from './command.ts';
import { code, codeText, list } from './message.ts';
import { parseArguments } from './parse-arguments.ts';
import { resolveCluster } from './parse-cluster.ts';
import { readOptions } from './parse-options.ts';
import { quoteTyped } from './parse-quote.ts';
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
  const early = earlyOption(words);
  if (wantsHelp(words) || (lead.length === 0 && !early)) return help(lead, found, grammar.commands);
  if (!found) return fail(early ? optionFirst(early) : notACommand(lead, grammar.commands));

  const read = readOptions(words, found.command);
  if (!read.ok) return read;
  const { positionals } = read.value;
  // A value that read like a word of the command: `member --option list`.
  if (lead.slice(0, found.length).some((word, index) => positionals[index]?.toLowerCase() !== word)) {
    return fail(optionFirst(words.find(isOption)?.text ?? ''));
  }
  const args = parseArguments(positionals.slice(found.length), found.command);
  if (!args.ok) return args;
  const { cluster: named, ...options } = read.value.options;
  const cluster = resolveCluster(typeof named === 'string' ? named : null, found.command, grammar);
  if (!cluster.ok) return cluster;
  return succeed({ command: nameOf(found.command), args: args.value, options, cluster: cluster.value });
}

export const nameOf = (command: Pick<Command, 'words'>): string => command.words.join(' ');

/** The words that may name a command: all but options, and `--cluster`'s value. */
export function leadOf(words: readonly Word[]): readonly string[] {
  const lead: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word || (!word.literal && word.text === '--')) break;
    if (!isOption(word)) lead.push(word.text.toLowerCase());
    else if (/^(-c|--?cluster)$/i.test(word.text)) at++;
  }
  return lead;
}

/** An option in front of everything that is not known everywhere: only a command could explain it. */
function earlyOption(words: readonly Word[]): string | null {
  const [first] = words;
  return first && isOption(first) && !/^(-c|--?cluster|-h|--?help)(=|$)/i.test(first.text) ? first.text : null;
}

const isOption = (word: Word): boolean => !word.literal && /^-./.test(word.text) && word.text !== '--';

const optionFirst = (option: string): Refusal =>
  refuse('option_first', { option: quoteTyped(option.split('=')[0] ?? ''), cluster: code('--cluster') });

export function wantsHelp(words: readonly Word[]): boolean {
  const end = words.findIndex(word => !word.literal && word.text === '--');
  return words.slice(0, end < 0 ? words.length : end).some(word => !word.literal && /^(-h|--?help)$/i.test(word.text));
}

type Found = { readonly command: Command; readonly length: number };

/** The command with the most words of those typed. */
export function findCommand(lead: readonly string[], commands: readonly Command[]): Found | null {
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
    return refuse('incomplete_command', { typed: quoteTyped(lead[0] ?? ''), commands: list(group.map(codeText)) });
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
    if (meant !== null) return refuse('mistyped_command', { typed: quoteTyped(typed), meant: code(meant) });
  }
  return refuse('unknown_command', { typed: quoteTyped(lead[0] ?? ''), help: code('help') });
}
