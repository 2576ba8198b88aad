import { code, list, verbatim } from '../message.ts';
import { quoteTyped } from '../parse-quote.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { suggest } from '../suggest.ts';
import type { PostgresCluster } from './cluster.ts';

/** A refusal names no more than somebody reads. */
const MOST_NAMES = 20;

/** The cluster of this name, in whatever letters. Nothing is guessed: a near miss is suggested, and so is the cluster of a member's name. */
export function findPostgres(typed: string, clusters: readonly PostgresCluster[]): PostgresCluster | Refusal {
  const found =
    clusters.find(({ name }) => name === typed) ??
    clusters.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
  if (found) return found;
  if (clusters.length === 0) return refuse('postgres_none', { typed: quoteTyped(typed) });
  const names = clusters.map(({ name }) => name);
  const known = list(names.slice(0, MOST_NAMES).map(name => verbatim(name)));
  const owner = clusters.find(({ memberNames }) => memberNames.includes(typed))?.name;
  const meant = owner ?? suggest(typed, names);
  return meant === null
    ? refuse('postgres_unknown', { typed: quoteTyped(typed), known })
    : refuse('postgres_mistyped', { typed: quoteTyped(typed), meant: code(meant), known });
}
