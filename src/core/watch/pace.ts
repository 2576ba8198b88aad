import type { Course, Watched } from './incident.ts';
import { patienceFor } from './patience.ts';

/** How often one that is not well is looked at, or where something may be about to begin or to end, milliseconds. */
export const SOON_MS = 5_000;

/** What has waited for longer than its time waits for something else. */
const SOON_LASTS_MS = 60_000;

/**
 * How long to rest before the next look. What is told, wakes nobody at night and lasts for days, as an old backup, is no reason to hurry; what may
 * be about to be told is, or to be over, and what is critical.
 */
export function restAfter({ courses, blindSince, surveyedAt }: Watched, everyMs: number): number {
  const now = surveyedAt ?? 0;
  const isUrgent = blindSince !== null || courses.some(course => hurries(course, now));
  return isUrgent ? Math.min(SOON_MS, everyMs) : everyMs;
}

function hurries({ phase, tone, code, since }: Course, now: number): boolean {
  if (phase === 'pending') return now - since < (patienceFor(code) ?? 0) + SOON_LASTS_MS;
  return phase === 'clearing' || tone === 'bad';
}
