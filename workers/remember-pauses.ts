import type { Pauses } from '../src/core/patroni/pause.ts';
import type { EtcdReader } from '../src/core/ports.ts';

/** A reader whose surveys tell, too, what the store remembers of pauses, where they are asked for it. */
export const rememberPauses = <R extends EtcdReader>(reader: R, cluster: string, pauses: Pick<Pauses, 'of'>): R => ({
  ...reader,
  survey: async (survey, signal) => {
    if (!survey.parts.includes('pauses')) return reader.survey(survey, signal);
    const [snapshot, memory] = await Promise.all([reader.survey(survey, signal), pauses.of(cluster)]);
    return { ...snapshot, pauses: memory };
  },
});
