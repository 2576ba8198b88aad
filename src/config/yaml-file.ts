import { LineCounter, parseDocument } from 'yaml';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Problem } from './problem.ts';

/** The parser's own messages quote the file, which holds secrets: only the place and these words are told. */
const reasons: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the indentation does not fit',
  TAB_AS_INDENT: 'a tab indents; YAML wants blanks',
  DUPLICATE_KEY: 'a key stands here twice',
  MISSING_CHAR: 'a character is missing: a quote, a bracket, a comma or a blank after a colon',
  MULTILINE_IMPLICIT_KEY: 'a key spans several lines: a quote or a colon is missing',
  UNEXPECTED_TOKEN: 'this is not expected here',
};

/** Reads YAML into plain values. @returns every syntax problem with its line. */
export function parseYaml(text: string, file: string): Result<unknown, readonly Problem[]> {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const problems = [...document.errors, ...document.warnings].map(error => {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { path: `${file}:${line}:${col}`, message: reasons[error.code] ?? 'this is not valid YAML' };
  });
  if (problems.length > 0) return fail(problems);
  try {
    const value: unknown = document.toJS();
    return succeed(value);
  } catch {
    return fail([{ path: file, message: 'its aliases (*name) cannot be resolved' }]);
  }
}
