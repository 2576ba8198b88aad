/** What the shell gave: `json` asks for facts instead of sentences, the rest is the command as everywhere. */
export type TerminalWords = { readonly json: boolean; readonly words: readonly string[] };

/**
 * Takes `--json` out of the words. It belongs to the terminal and to no command; no option's value begins with a dash and
 * behind a lone `--` nothing is an option, so it can be taken for nothing else.
 */
export function readArgv(argv: readonly string[]): TerminalWords {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const words = options.filter(word => !isJson(word));
  return { json: words.length < options.length, words: [...words, ...(end < 0 ? [] : argv.slice(end))] };
}

const isJson = (word: string): boolean => /^--json$/i.test(word);
