import type { Member, Snapshot } from '../cluster.ts';
import { type Finding, find } from './finding.ts';
import type { ClusterState } from './state.ts';
import { namesOf } from './verdict.ts';

/** Names and addresses, too: two who know the same members at different addresses do not reach the same. */
const wordsOf = (members: readonly Member[]): string =>
  members
    .map(({ id, name, peerUrls, clientUrls, learner }) =>
      JSON.stringify([id, name, peerUrls.toSorted(), clientUrls.toSorted(), learner]),
    )
    .toSorted()
    .join();

/** Each member keeps the list of all members itself: who knows others than most do, or otherwise, was away, or has another history. */
export function judgeLists(state: ClusterState, { endpoints }: Pick<Snapshot, 'endpoints'>): readonly Finding[] {
  const told = endpoints.flatMap(({ endpoint, list }) => (list?.ok ? [{ endpoint, known: wordsOf(list.value) }] : []));
  const votes = (known: string): number => told.filter(each => each.known === known).length;
  const most = told.toSorted((one, other) => votes(other.known) - votes(one.known))[0];
  const others = told.filter(({ known }) => known !== most?.known);
  if (most === undefined || others.length === 0) return [];
  const names = others.map(({ endpoint }) => state.members.find(each => each.endpoint === endpoint)?.name ?? endpoint);
  return [find('lists_differ', 'warning', { who: namesOf(names) })];
}
