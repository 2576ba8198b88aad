import type { Target } from './target.ts';

/**
 * One run of Ansible as Pigsty's administrators would type it. Composed from the inventory, carried out as it stands; never through a shell.
 * A run without a limit does not exist: what is not named would be everything.
 */
export type PlaybookRun = {
  readonly playbook: 'etcd.yml' | 'etcd-rm.yml' | 'pgsql.yml' | 'infra.yml';
  /** Hosts or groups of the inventory, never empty: `-l`. */
  readonly limit: readonly string[];
  /** `-t`; empty: the whole playbook. */
  readonly tags: readonly string[];
  /** `-e name=value`. Never a secret: those are in the inventory. */
  readonly extra: Readonly<Record<string, string>>;
  /** `-f`: hosts at a time; 1 wherever etcd restarts. */
  readonly forks: number;
};

/** What etcd itself must show for a run to be done: Ansible's own exit code proves nothing (ignored errors end with 0). */
export type PlaybookProof =
  /**
   * This member's process started after the step began, and serves. `compacts`: with a configuration that turns on auto compaction, written
   * by the same run before. etcd shows that setting nowhere; a configuration that it does not understand it does not start with.
   */
  | { readonly kind: 'restarted'; readonly member: Target; readonly compacts?: true }
  /** It is in the member list and has started, as learner or voter. */
  | { readonly kind: 'joined'; readonly member: Target }
  | { readonly kind: 'gone'; readonly members: readonly Target[] }
  /** A new, empty cluster of these members serves. */
  | { readonly kind: 'fresh'; readonly members: readonly Target[] }
  /** No trace in etcd: the exit code, no failed, unreachable or ignored task, and at least one task that ran. */
  | { readonly kind: 'none' };

/** The words after `ansible-playbook`, one argument each: what runs and what `--print` shows are the same. */
export function playbookWords({ playbook, limit, tags, extra, forks }: PlaybookRun): readonly string[] {
  return [
    playbook,
    ...['-l', limit.join(',')],
    ...(tags.length > 0 ? ['-t', tags.join(',')] : []),
    ...['-f', `${forks}`],
    ...Object.entries(extra).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
  ];
}
