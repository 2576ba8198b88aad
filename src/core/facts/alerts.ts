import type { Watched } from '../watch/incident.ts';

/** What is wrong now, cluster by cluster, as the last survey of each saw it. */
export type AlertsFacts = {
  readonly kind: 'alerts';
  readonly now: number;
  /** Null: all clusters. */
  readonly cluster: string | null;
  readonly watched: readonly { readonly cluster: string; readonly known: Watched }[];
};

/** Somebody has seen an incident. */
export type AcknowledgeFacts = {
  readonly kind: 'acknowledge';
  readonly cluster: string;
  readonly name: string;
  readonly at: number;
};

/** Nothing new of a cluster is told for a while; `until` null: again from now on. */
export type SilenceFacts = {
  readonly kind: 'silence';
  readonly cluster: string;
  readonly name: string;
  readonly reason: string;
  readonly until: number | null;
};
