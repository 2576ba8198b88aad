import type { LocalCommand } from '../src/core/command.ts';

/** Which clusters there are, and which one commands here are about. */
export const clusters: LocalCommand = {
  kind: 'local',
  open: false,
  words: ['clusters'],
  aliases: [['cluster', 'list']],
  summary: 'clusters.summary',
  args: [],
  options: [],
  examples: ['clusters'],
  answer: ({ cluster }, world) => ({
    kind: 'clusters',
    clusters: world.clusters.filter(({ name }) => cluster === null || name === cluster),
  }),
};
