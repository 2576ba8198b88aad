import type { Command, OptionSpec } from './command.ts';

/** `get KEY [--prefix] [--limit N] [--cluster NAME]`, without `/etcd`. */
export function usageOf(command: Command): string {
  const options = command.options.map(option => `[${optionUsage(option)}]`);
  const cluster = command.kind !== 'local' ? [`[${CLUSTER_USAGE}]`] : [];
  return [shortUsageOf(command), ...options, ...cluster].join(' ');
}

/** `get KEY`: the words and the arguments. */
export function shortUsageOf(command: Pick<Command, 'words' | 'args'>): string {
  const args = command.args.map(arg => {
    const name = arg.kind !== 'text' ? `${arg.name.toUpperCase()}…` : arg.name.toUpperCase();
    return arg.required ? name : `[${name}]`;
  });
  return [...command.words, ...args].join(' ');
}

export const CLUSTER_USAGE = '--cluster NAME';

export function optionUsage({ name, kind }: Pick<OptionSpec, 'name' | 'kind'>): string {
  if (kind === 'flag') return `--${name}`;
  return `--${name} ${kind === 'count' ? 'N' : 'VALUE'}`;
}
