import type { WatchedClusters } from '../admin/watched.ts';
import { watchedRow } from '../core/watch/rows.ts';
import type { Watches } from '../core/watch/watches.ts';

/** What is remembered of these clusters, read anew whenever somebody scrapes. */
export const watchedIn = (names: readonly string[], watches: Pick<Watches, 'load'>): WatchedClusters => ({
  names: () => names,
  rows: () => Promise.all(names.map(async name => watchedRow(name, await watches.load(name)))),
});
