import { expect } from 'vitest';
import { type Course, isFiring, type Ward } from './a-ward.ts';

export type Fault = {
  readonly finding: string;
  readonly words: string;
  readonly cause: () => Promise<unknown>;
  /** Null: only time undoes it, and more of it than is waited for here. */
  readonly undo: (() => Promise<unknown>) | null;
  /** Surveys until it is told: two, and one that had begun before the fault was there. */
  readonly atMost?: number;
  /** Milliseconds in which it is over after it was undone. */
  readonly overWithin?: number;
};

/** One message that tells it, a thread, and the same message at its end. */
export async function live(ward: Ward, name: string, fault: Fault): Promise<Course> {
  const { finding, words, cause, undo, atMost = 3, overWithin } = fault;
  await cause();
  const told = await ward.follow(name, `${finding} is told`, isFiring(finding));
  const head = await ward.head(name, words);
  const resolved = undo === null ? null : await undone(ward, name, undo, overWithin);
  expect(
    ward.heads(name).map(({ ts }) => ts),
    `${name}: one message`,
  ).toEqual([head.ts]);
  // One that had begun before the fault was there may have missed it.
  expect(told.surveys, `${name}: surveys until it was told`).toBeLessThanOrEqual(atMost);
  return { finding, ...told, resolved };
}

async function undone(ward: Ward, name: string, undo: () => Promise<unknown>, within?: number): Promise<number> {
  await undo();
  const { seconds } = await ward.follow(name, 'is well again', ({ incident }) => incident === null, within);
  const head = await ward.head(name, 'is well again');
  await ward.replied(name, head);
  return seconds;
}

export function tableOf(rows: ReadonlyMap<string, Course>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const body = [...rows].map(([fault, { finding, seconds, surveys, resolved }]) =>
    line([fault, finding, seconds.toFixed(0), String(surveys), resolved === null ? 'with time' : resolved.toFixed(0)]),
  );
  return [
    line(['fault', 'finding', 'told after s', 'surveys', 'over after s']),
    line(['---', '---', '---:', '---:', '---:']),
    ...body,
  ].join('\n');
}
