import type { Symptom, Watched } from './incident.ts';

/** A cluster as whoever measures sees it. */
export type WatchedRow = {
  readonly cluster: string;
  /** Milliseconds since the epoch; null before the first survey. */
  readonly surveyedAt: number | null;
  readonly isOpen: boolean;
  /** `pending`: seen, and not told yet; `noted`: it wakes nobody. */
  readonly findings: readonly {
    readonly code: Symptom['code'];
    readonly severity: 'info' | 'warning' | 'critical';
    readonly phase: 'pending' | 'firing' | 'noted';
  }[];
};

const severities = { info: 'info', warning: 'warning', bad: 'critical' } as const;

export const watchedRow = (cluster: string, { surveyedAt, incident, courses, noted }: Watched): WatchedRow => ({
  cluster,
  surveyedAt,
  isOpen: incident !== null,
  findings: [
    ...courses.map(({ code, tone, phase }) => ({
      ...{ code, severity: severities[tone] },
      phase: phase === 'pending' ? ('pending' as const) : ('firing' as const),
    })),
    ...noted.map(({ code, tone }) => ({ code, severity: severities[tone], phase: 'noted' as const })),
  ],
});
