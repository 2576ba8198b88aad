import type { Command, OptionSpec } from './command.ts';

/** `get KEY [--prefix] [--limit N]`, without `/etcd`. */
export function usageOf(command: Command): string {
  const args = command.args.map(arg => {
    const name = arg.kind === 'words' ? `${arg.name.toUpperCase()}…` : arg.name.toUpperCase();
    return arg.required ? name : `[${name}]`;
  });
  const options = command.options.map(option => `[${optionUsage(option)}]`);
  const cluster = command.kind === 'read' ? ['[--cluster NAME]'] : [];
  return [...command.words, ...args, ...options, ...cluster].join(' ');
}

export function optionUsage({ name, kind }: Pick<OptionSpec, 'name' | 'kind'>): string {
  if (kind === 'flag') return `--${name}`;
  return `--${name} ${kind === 'count' ? 'N' : 'VALUE'}`;
}
