import { code } from './message.ts';
import { quoteTyped } from './parse-quote.ts';
import { unwrapSlack } from './parse-slack-text.ts';
import { type Refusal, refuse } from './refusal.ts';
import { fail, type Result, succeed } from './result.ts';

/** The longest command, in characters as typed. */
export const LONGEST_COMMAND = 4000;

/** `literal`: it began with a quote, so it is never taken for an option. */
export type Word = { readonly text: string; readonly literal: boolean };

const BLANK = /[\p{Zs}\t\n\r\u2028\u2029]/u;
const BLANKS = '[\\p{Zs}\\t\\n\\r\\u2028\\u2029]';
const HIDDEN_AT_EDGES = new RegExp(`(?<=^|${BLANKS})\\p{Cf}+|\\p{Cf}+(?=${BLANKS}|$)`, 'gu');
const HIDDEN = /\p{Cf}|\p{Cc}|\p{Cs}|\p{Co}|\p{Variation_Selector}|\u034f|[\u115f\u1160\u3164\uffa0]/u;

/** What Slack's clients and phones make of quotes. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u201f': '"',
  '\uff02': '"',
  "'": "'",
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\uff07': "'",
  '`': '`',
};

/** Splits what was typed into Slack, in Slack's escaping, into words. */
export function wordsOfSlack(text: string): Result<readonly Word[], Refusal> {
  if (text.length > LONGEST_COMMAND * 8) return fail(tooLong(text.length));
  const typed = unwrapSlack(text);
  if (!typed.ok) return typed;
  if (typed.value.length > LONGEST_COMMAND) return fail(tooLong(typed.value.length));
  return split(typed.value.replace(HIDDEN_AT_EDGES, ''));
}

/** Splits what stands inside a command that was understood: one of which another tells. */
export const wordsOfText = (text: string): Result<readonly Word[], Refusal> => split(text);

/** A word as it has to be typed to be the same one again. */
export const quotedWord = ({ text, literal }: Word): string =>
  !literal && /^[^\s"'`]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Takes the words a shell has split already. */
export function wordsOfArgv(argv: readonly string[]): Result<readonly Word[], Refusal> {
  const length = argv.reduce((sum, word) => sum + word.length + 1, 0);
  if (length > LONGEST_COMMAND) return fail(tooLong(length));
  return checked(argv.map(text => ({ text: undash(text), literal: false })));
}

function split(text: string): Result<readonly Word[], Refusal> {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (BLANK.test(text[at] ?? '')) {
      at++;
      continue;
    }
    const word = readWord(text, at);
    if (word === null) return fail(refuse('unclosed_quote'));
    words.push({ text: word.literal ? word.text : undash(word.text), literal: word.literal });
    at = word.end;
  }
  return checked(words);
}

/** A quote opens at the start of a word or after its `=`; elsewhere it is an apostrophe. Null: it never closes, or not at the word's end. */
function readWord(text: string, start: number): (Word & { readonly end: number }) | null {
  let word = '';
  let at = start;
  const literal = QUOTES[text[start] ?? ''] !== undefined;
  while (at < text.length && !BLANK.test(text[at] ?? '')) {
    const quote = at === start || word.endsWith('=') ? QUOTES[text[at] ?? ''] : undefined;
    if (quote === undefined) {
      word += text[at++];
      continue;
    }
    const quoted = readQuoted(text, at + 1, quote);
    if (quoted === null) return null;
    word += quoted.text;
    at = quoted.end;
    if (at < text.length && !BLANK.test(text[at] ?? '')) return null;
  }
  return { text: word, literal, end: at };
}

function readQuoted(
  text: string,
  start: number,
  quote: string,
): { readonly text: string; readonly end: number } | null {
  let inside = '';
  for (let at = start; at < text.length; at++) {
    const next = text[at + 1] ?? '';
    if (quote === '"' && text[at] === '\\' && (next === '\\' || QUOTES[next] === '"')) {
      inside += next;
      at++;
    } else if (QUOTES[text[at] ?? ''] === quote) return { text: inside, end: at + 1 };
    else inside += text[at];
  }
  return null;
}

/** Slack's clients write `--` as a long dash: `—cluster` and `–c` are `--cluster` and `-c`. */
function undash(word: string): string {
  const match =
    /^[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]*[\u2010-\u2015\u2212\ufe58\ufe63\uff0d][-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]*/.exec(
      word,
    );
  if (!match) return word;
  const name = word.slice(match[0].length);
  return `${/^[A-Za-z](=|$)/.test(name) ? '-' : '--'}${name}`;
}

/** What cannot be seen, or looks like something else, is refused: an approver must be able to trust their eyes. */
function checked(words: readonly Word[]): Result<readonly Word[], Refusal> {
  for (const { text } of words) {
    const hidden = HIDDEN.exec(text)?.[0].codePointAt(0);
    if (hidden !== undefined) {
      const name = `U+${hidden.toString(16).toUpperCase().padStart(4, '0')}`;
      return fail(refuse('hidden_character', { character: code(name) }));
    }
    if (/[A-Za-z]/.test(text) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(text)) {
      return fail(refuse('mixed_alphabets', { word: quoteTyped(text) }));
    }
  }
  return succeed(words);
}

const tooLong = (length: number): Refusal => refuse('too_long', { length, limit: LONGEST_COMMAND });
