import type { Snapshot } from '../cluster.ts';
import { type Finding, find } from './finding.ts';
import type { ClusterState } from './state.ts';
import { namesOf } from './verdict.ts';

/** Each member keeps the list of all members itself: who knows others than most do was away, or has another history. */
export function judgeLists(state: ClusterState, { endpoints }: Pick<Snapshot, 'endpoints'>): readonly Finding[] {
  const told = endpoints.flatMap(({ endpoint, list }) =>
    list?.ok ? [{ endpoint, ids: list.value.toSorted().join() }] : [],
  );
  const votes = (ids: string): number => told.filter(each => each.ids === ids).length;
  const most = told.toSorted((one, other) => votes(other.ids) - votes(one.ids))[0];
  const others = told.filter(({ ids }) => ids !== most?.ids);
  if (most === undefined || others.length === 0) return [];
  const names = others.map(({ endpoint }) => state.members.find(each => each.endpoint === endpoint)?.name ?? endpoint);
  return [find('lists_differ', 'warning', { who: namesOf(names) })];
}
