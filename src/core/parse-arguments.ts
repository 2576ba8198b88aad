import type { Command } from './command.ts';
import { code } from './message.ts';
import { quoteTyped } from './parse-quote.ts';
import { usageOf } from './parse-usage.ts';
import { type Refusal, refuse } from './refusal.ts';
import { fail, type Result, succeed } from './result.ts';

/** Gives the words left over their names. An argument of kind `words` takes all that is left. */
export function parseArguments(
  positionals: readonly string[],
  command: Command,
): Result<Readonly<Record<string, string>>, Refusal> {
  const usage = code(usageOf(command));
  const args: [string, string][] = [];
  let at = 0;
  for (const spec of command.args) {
    const taken = positionals.slice(at, spec.kind !== 'text' ? undefined : at + 1);
    if (taken.length > 0) args.push([spec.name, taken.join(' ')]);
    else if (spec.required) return fail(refuse('missing_argument', { argument: code(spec.name.toUpperCase()), usage }));
    at += taken.length;
  }
  const extra = positionals[at];
  if (extra !== undefined) return fail(refuse('extra_argument', { extra: quoteTyped(extra), usage }));
  return succeed(Object.fromEntries(args));
}
