import type { Remedy } from './remedy.ts';

/** For each of some findings, in their order, what would help: changes before what only shows more. */
export type Help = readonly (readonly Remedy[])[];

/** As many as somebody does on one day: more is no help. */
export const MOST_RECOMMENDED = 3;

/**
 * What of it becomes a button, in the order of the findings: the best for each, then the next best. Where there are more findings than places,
 * changes go before what only shows more.
 */
export function chosen(help: Help): readonly Remedy[] {
  const all = help.flatMap((remedies, finding) => remedies.map((remedy, rank) => ({ remedy, finding, rank })));
  const looks = ({ remedy }: { readonly remedy: Remedy }): number => (remedy.kind === 'look' ? 1 : 0);
  const bestFirst = all.toSorted(
    (one, other) => one.rank - other.rank || looks(one) - looks(other) || one.finding - other.finding,
  );
  const bestOf = new Map(bestFirst.toReversed().map(each => [each.remedy.line, each] as const));
  return bestFirst
    .filter(each => bestOf.get(each.remedy.line) === each)
    .slice(0, MOST_RECOMMENDED)
    .toSorted((one, other) => one.finding - other.finding || one.rank - other.rank)
    .map(({ remedy }) => remedy);
}
