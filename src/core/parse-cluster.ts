import type { Command } from './command.ts';
import { code, codeText, list } from './message.ts';
import { quoteTyped } from './parse-quote.ts';
import { type Refusal, refuse } from './refusal.ts';
import { fail, type Result, succeed } from './result.ts';
import { suggest } from './suggest.ts';

type Choice = { readonly clusters: readonly string[]; readonly channelCluster: string | null };

/**
 * The cluster named, else the channel's, else the only one. Local commands concern none unless one is named; what is done at the desk may
 * concern all.
 */
export function resolveCluster(
  named: string | null,
  command: Pick<Command, 'kind'>,
  { clusters, channelCluster }: Choice,
): Result<string | null, Refusal> {
  const all = list(clusters.map(codeText));
  if (named !== null) {
    const name = named.toLowerCase();
    if (clusters.includes(name)) return succeed(name);
    const meant = suggest(name, clusters);
    if (meant !== null)
      return fail(refuse('mistyped_cluster', { typed: quoteTyped(named), meant: code(meant), clusters: all }));
    return fail(refuse('unknown_cluster', { typed: quoteTyped(named), clusters: all }));
  }
  if (command.kind === 'local') return succeed(null);
  const [only] = clusters.length === 1 ? clusters : [];
  const cluster = channelCluster ?? only;
  if (cluster === undefined && command.kind === 'desk') return succeed(null);
  return cluster === undefined ? fail(refuse('cluster_unnamed', { clusters: all })) : succeed(cluster);
}
