import type { Symptom, Watched } from './incident.ts';

/** A cluster as whoever measures sees it. */
export type WatchedRow = {
  readonly cluster: string;
  /** Milliseconds since the epoch; null before the first survey. */
  readonly surveyedAt: number | null;
  readonly isOpen: boolean;
  /** `pending`: seen, and not told yet. */
  readonly findings: readonly {
    readonly code: Symptom['code'];
    readonly severity: 'warning' | 'critical';
    readonly phase: 'pending' | 'firing';
  }[];
};

export const watchedRow = (cluster: string, { surveyedAt, incident, courses }: Watched): WatchedRow => ({
  cluster,
  surveyedAt,
  isOpen: incident !== null,
  findings: courses.map(({ code, tone, phase }) => ({
    code,
    severity: tone === 'bad' ? 'critical' : 'warning',
    phase: phase === 'pending' ? 'pending' : 'firing',
  })),
});
