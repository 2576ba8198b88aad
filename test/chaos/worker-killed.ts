import { expect } from 'vitest';
import { deathsSince, forgetDeaths, writeDoom } from './doom.ts';
import type { Act, Fault } from './fault.ts';

/** Before every step, in its middle, where what it changed is cut off from its entry in the ledger, and after it. */
const usual = ['^(before|after) step-ended ', '^before (step-started |succeeded$)'];
/** Beside these, of a short change: sent and never written down, written down and never sent. */
const shortly = ['^after (call |step-started 1$)'];
/** What all changes have in common, each in turn. */
const ends = ['^before started$', '^after succeeded$', '^before announce outcome$', '^after announce outcome$'];
/** Before and after everything that is written or sent. */
const everything = [
  '^(before|after) (fence|started|step-noted|succeeded|announce \\w+)$',
  '^(before|after) (step-\\w+|call) ',
];
/** Of a password etcd shows nothing afterwards, and of those that know it not all may die. */
const seen = ['^after step-ended ', '^(before|after) (step-started |step-noted$|started$|succeeded$)', '^before call '];
const unseen = ['^after call '];

/** Each costs a second or two: all points for one change of each cluster, those that tell for the others. */
function pointsOf({ deed, turn }: Act, steps: number): readonly string[] {
  if (deed.unseen !== undefined) return deed.unseen === 'lost' ? unseen : seen;
  if (turn === 0) return everything;
  return [...usual, ends[turn % ends.length] ?? '', ...(steps <= 5 ? shortly : [])];
}

/** A worker, of the two that live, dies at every point, once each. */
export const workerKilled: Fault = {
  name: 'worker killed',
  isKill: () => true,
  workersLive: false,
  sideBySide: true,
  lockMs: 2_000,
  strikeAt: ({ plan }, act) => {
    const { stage, cluster, subjects } = act;
    forgetDeaths(stage.folder, subjects);
    const points = pointsOf(act, plan.steps.length);
    writeDoom(stage.folder, cluster, { subjects, points, role: 'worker', victim: 'self' });
  },
  strikes: (_, { stage, subjects, before }) => deathsSince(stage.folder, before.deaths, subjects),
  enough: ({ plan }, strikes, { deed }) => {
    if (deed.unseen === 'lost') return expect(strikes).toHaveLength(1);
    for (const [index] of plan.steps.entries()) {
      const step = index + 1;
      const middle = deed.unseen ? 'before step-noted' : `before step-ended ${step}`;
      for (const point of [`before step-started ${step}`, middle, `after step-ended ${step}`]) {
        expect(
          strikes.filter(strike => strike.endsWith(` ${point}`)),
          `${point} among ${strikes.join()}`,
        ).toHaveLength(1);
      }
    }
  },
};
