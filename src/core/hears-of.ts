import type { ChannelSettings } from './settings.ts';

/** Whether a channel is told of a cluster without asking: of those it lists, else of its own, else of all. */
export const hearsOf = ({ cluster, clusters }: Pick<ChannelSettings, 'cluster' | 'clusters'>, name: string): boolean =>
  clusters ? clusters.includes(name) : cluster === null || cluster === name;
