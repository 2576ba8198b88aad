import type { ArgumentSpec, Command } from './command.ts';
import { findCommand, type Grammar, leadOf, wantsHelp } from './parse.ts';
import { resolveCluster } from './parse-cluster.ts';
import { readOptions } from './parse-options.ts';
import type { Request } from './request.ts';
import type { Word } from './words.ts';

/** A command of which nothing is wrong but that required arguments are missing at its end. */
export type Gaps = Pick<Request, 'args' | 'options' | 'cluster'> & {
  readonly command: Command;
  readonly missing: readonly ArgumentSpec[];
};

/** What is missing of what was typed; null when nothing is, or something else is wrong: then the parser says so. */
export function gapsIn(words: readonly Word[], grammar: Grammar): Gaps | null {
  const found = findCommand(leadOf(words), grammar.commands);
  if (!found || wantsHelp(words)) return null;
  const { command, length } = found;
  const read = readOptions(words, command);
  if (!read.ok) return null;
  const given = read.value.positionals.slice(length);
  const missing = command.args.slice(given.length).filter(({ required }) => required);
  if (missing.length === 0) return null;
  const { cluster: named, ...options } = read.value.options;
  const cluster = resolveCluster(typeof named === 'string' ? named : null, command, grammar);
  if (!cluster.ok) return null;
  const args = Object.fromEntries(command.args.flatMap(({ name }, at) => (given[at] ? [[name, given[at]]] : [])));
  return { command, args, options, cluster: cluster.value, missing };
}

/** The command as a shell would hand it over, with every argument behind `--`, where none is taken for an option. */
export function argvOf({ command, args, options, cluster }: Omit<Gaps, 'missing'>): readonly string[] {
  const chosen = Object.entries(options).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}=${value}`],
  );
  const about = cluster === null ? [] : [`--cluster=${cluster}`];
  return [...command.words, ...chosen, ...about, '--', ...command.args.flatMap(({ name }) => args[name] ?? [])];
}
