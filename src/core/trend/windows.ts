import type { Sample } from '../history/sample.ts';

/** As many points as a picture can show, and as few as Slack draws on one line. */
const MOST_POINTS = 300;
const LEAST_POINTS = 20;
/** A window with fewer surveys tells little: of two, one may be late. */
const SURVEYS = 4;

/** How many windows so many surveys fill. */
export const pointsOf = (surveys: number): number =>
  Math.max(LEAST_POINTS, Math.min(MOST_POINTS, Math.floor(surveys / SURVEYS)));

export type Window = { readonly at: number; readonly samples: readonly Sample[] };

/** The samples of a time in at most so many windows of equal length; one in which nothing was seen is empty. `at` is a window's end. */
export function windowsOf(samples: readonly Sample[], from: number, to: number, most: number): readonly Window[] {
  const length = (to - from) / most;
  if (length <= 0) return [];
  const inside = Array.from({ length: most }, (): Sample[] => []);
  for (const sample of samples) {
    const index = Math.floor((sample.at - from) / length);
    if (index >= 0) inside[Math.min(most - 1, index)]?.push(sample);
  }
  return inside.map((found, index) => ({ at: Math.round(from + (index + 1) * length), samples: found }));
}

/** The highest that a window tells; null where nothing does. */
export function highestIn(window: Window, tell: (sample: Sample) => readonly (number | null)[]): number | null {
  const values = window.samples.flatMap(tell).filter(value => value !== null);
  return values.length > 0 ? Math.max(...values) : null;
}
