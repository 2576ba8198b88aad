import { type Problem, pathOf } from './problem.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Interpolated = { readonly value: unknown; readonly problems: readonly Problem[] };

/**
 * Replaces `${NAME}` in every text of the file; `$${` stands for `${`. An empty variable counts as unset, and an empty
 * setting (`users:`) as absent. `spared` tells where an unset variable is no problem; it stays there as it was written.
 */
export function interpolate(raw: unknown, env: Environment, spared: (path: string) => boolean): Interpolated {
  const problems: Problem[] = [];
  const walk = (value: unknown, keys: readonly PropertyKey[]): unknown => {
    if (value === null) return undefined;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...keys, index]));
    if (typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...keys, key])]));
    }
    return typeof value === 'string' ? replace(value, pathOf(keys)) : value;
  };
  const replace = (text: string, path: string): string =>
    text.replace(/\$\$\{|\$\{([^}]*)(\}?)/g, (whole, name: string | undefined, end: string | undefined) => {
      if (name === undefined) return '${';
      const found = end && Object.hasOwn(env, name) ? env[name] : undefined;
      if (found) return found;
      if (!spared(path)) problems.push({ path, message: reason(name, end === '}') });
      return whole;
    });
  return { value: walk(raw, []), problems };
}

function reason(name: string, closed: boolean): string {
  if (!closed)
    return 'has an opening dollar brace that is never closed; double the dollar to mean the characters themselves';
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return 'has something else than a variable name between dollar brace and brace';
  return `needs the environment variable ${name}, which is not set`;
}
