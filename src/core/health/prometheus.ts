import type { Snapshot } from '../cluster.ts';
import { inner } from '../message.ts';
import { phraseOf } from './fault.ts';
import { type Finding, find } from './finding.ts';
import type { ClusterState } from './state.ts';
import { namesOf } from './verdict.ts';

/** What a configured Prometheus does not tell: it is away, or it knows nothing of a member that answers. */
export function judgePrometheus(state: ClusterState, { endpoints }: Pick<Snapshot, 'endpoints'>): readonly Finding[] {
  const missing = endpoints.flatMap(({ endpoint, status, metrics }) =>
    metrics.ok || metrics.fault.by !== 'prometheus' ? [] : [{ endpoint, isUp: status.ok, fault: metrics.fault }],
  );
  const away = missing.find(({ fault }) => fault.code !== 'no_data');
  if (away) {
    const { fault } = away;
    return [find('prometheus_silent', 'warning', { phrase: inner(phraseOf(fault)), detail: fault.detail || '–' })];
  }
  // Of one that is down there is nothing to scrape.
  const blank = missing.filter(({ isUp }) => isUp);
  const names = blank.map(({ endpoint }) => state.members.find(each => each.endpoint === endpoint)?.name ?? endpoint);
  return blank.length > 0 ? [find('prometheus_blank', 'warning', { who: namesOf(names) })] : [];
}
