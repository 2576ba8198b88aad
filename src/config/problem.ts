/** What is wrong with one setting. `path` is an environment variable or `clusters[0].endpoints[1]`; no text holds a secret. */
export type Problem = { readonly path: string; readonly message: string };

export function pathOf(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? String(key) : `${path}.${String(key)}`;
  }, '');
}

/** All problems for a terminal, one a line. */
export function formatProblems(problems: readonly Problem[]): string {
  const width = Math.min(48, Math.max(...problems.map(problem => problem.path.length), 0));
  const title = problems.length === 1 ? 'One setting needs care:' : `${problems.length} settings need care:`;
  return [title, ...problems.map(({ path, message }) => `  ${path.padEnd(width)}  ${message}`)].join('\n');
}
