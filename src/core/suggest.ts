/** Longer words are nobody's typing mistake, and the distance costs their product. */
const MAX_LENGTH = 64;

/** The candidate most like what was typed, or null when none is close: at most a third of its letters may differ. */
export function suggest(typed: string, candidates: readonly string[]): string | null {
  const word = typed.toLowerCase();
  if (word.length === 0 || word.length > MAX_LENGTH) return null;
  const ranked = candidates
    .map(candidate => ({ candidate, far: distance(word, candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => far <= Math.floor(Math.max(word.length, candidate.length) / 3))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0]?.candidate;
  return best ?? candidates.find(candidate => word.length >= 3 && candidate.toLowerCase().startsWith(word)) ?? null;
}

/** Edits between two words; two neighbours swapped are one edit (optimal string alignment). */
export function distance(a: string, b: string): number {
  let [before, above] = [new Array<number>(b.length + 1).fill(0), Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? 0;
}
