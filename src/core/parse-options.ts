import type { Command, OptionSpec } from './command.ts';
import { code } from './message.ts';
import { quoteTyped } from './parse-quote.ts';
import { usageOf } from './parse-usage.ts';
import { type Refusal, refuse } from './refusal.ts';
import { fail, type Result, succeed } from './result.ts';
import { suggest } from './suggest.ts';
import { quotedWord, type Word } from './words.ts';

type Known = Pick<OptionSpec, 'name' | 'kind'>;

const everywhere: readonly Known[] = [{ name: 'cluster', kind: 'text' }];
const short: Readonly<Record<string, string>> = { c: 'cluster' };

export type Read = {
  readonly options: Readonly<Record<string, string | true>>;
  readonly positionals: readonly string[];
};

/** Takes the options out of the words. What stands after a lone `--`, or in quotes, is never an option. */
export function readOptions(words: readonly Word[], command: Command): Result<Read, Refusal> {
  const known = [...everywhere, ...command.options];
  const verbatim = command.args.some(({ kind }) => kind === 'command');
  const isOwn = (word: Word): boolean => isOption(word) && (!verbatim || /^(-c|--?cluster)(=|$)/i.test(word.text));
  const options = new Map<string, string | true>();
  const positionals: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    if (!word.literal && word.text === '--') {
      positionals.push(...words.slice(at + 1).map(rest => rest.text));
      break;
    }
    if (!isOwn(word)) {
      positionals.push(verbatim ? quotedWord(word) : word.text);
      continue;
    }
    const read = readOption(word.text, words[at + 1], known, command);
    if (!read.ok) return read;
    const { name, value, took } = read.value;
    if (options.has(name)) return fail(refuse('repeated_option', { option: code(`--${name}`) }));
    options.set(name, value);
    at += took;
  }
  return succeed({ options: Object.fromEntries(options), positionals });
}

type ReadOption = { readonly name: string; readonly value: string | true; readonly took: 0 | 1 };

function readOption(
  text: string,
  next: Word | undefined,
  known: readonly Known[],
  command: Command,
): Result<ReadOption, Refusal> {
  const [, typed = '', given] = /^--?([^=]*)(?:=(.*))?$/su.exec(text) ?? [];
  const lower = typed.toLowerCase();
  const name = text.startsWith('--') ? lower : ((Object.hasOwn(short, lower) ? short[lower] : undefined) ?? lower);
  const option = known.find(candidate => candidate.name === name);
  if (!option) return fail(notAnOption(text, typed, known, command));
  const shown = code(`--${name}`);
  if (option.kind === 'flag') {
    return given === undefined
      ? succeed({ name, value: true, took: 0 })
      : fail(refuse('option_with_value', { option: shown, value: quoteTyped(given) }));
  }
  const value = given ?? (next && !isOption(next) ? next.text : undefined);
  if (!value) return fail(refuse('option_without_value', { option: shown, usage: code(usageOf(command)) }));
  if (option.kind === 'count' && !/^\d{1,9}$/.test(value)) {
    return fail(refuse('option_not_count', { option: shown, value: quoteTyped(value) }));
  }
  return succeed({ name, value, took: given === undefined ? 1 : 0 });
}

const isOption = (word: Word): boolean => !word.literal && /^-./.test(word.text);

function notAnOption(text: string, typed: string, known: readonly Known[], command: Command): Refusal {
  const meant = suggest(typed, [...known.map(option => option.name), 'help']);
  const option = quoteTyped(text.split('=')[0] ?? '');
  if (meant !== null) return refuse('mistyped_option', { option, meant: code(`--${meant}`) });
  return refuse('unknown_option', { option, usage: code(usageOf(command)) });
}
