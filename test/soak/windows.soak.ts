import { afterAll, beforeAll, expect, it } from 'vitest';
import { aLab, type Lab } from '../e2e/a-change.ts';
import { aWard, type Course, type Ward } from '../faults/a-ward.ts';
import { live, tableOf } from '../faults/fault.ts';
import { aFlappingLeader, aSlowDisk } from '../faults/with-time.ts';

/** A quarter of an hour, and what it takes to see that it has passed. */
const OVER_WITHIN = 25 * 60_000;
const names = ['slow-disk', 'leader'] as const;

const labs = new Map<string, Lab>();
const courses = new Map<string, Course>();
const closing: (() => Promise<unknown>)[] = [];
let ward: Ward;

beforeAll(async () => {
  for (const name of names) labs.set(name, await aLab('3.5.16', 3));
  ward = await aWard(
    names.map(name => {
      const endpoints = labs.get(name)?.cluster.endpoints.map(url => `"${url}"`) ?? [];
      return { name, lines: `endpoints: [${endpoints.join(', ')}]` };
    }),
  );
  await ward.ready(names);
});
afterAll(async () => {
  for (const close of closing) await close();
  await ward?.close();
  for (const lab of labs.values()) await lab.remove();
  console.log(tableOf(courses));
});

const lab = (name: string): Lab => {
  const found = labs.get(name);
  if (!found) throw new Error(`no cluster ${name}`);
  return found;
};

it('a slow disk and a leader that flaps are told once, and are over when their windows have passed', async () => {
  const faults = { 'slow-disk': await aSlowDisk(lab('slow-disk')), leader: aFlappingLeader(lab('leader')) };
  closing.push(faults['slow-disk'].mend);
  const ends = await Promise.allSettled(
    names.map(async name => {
      const { mend, ...fault } = faults[name];
      courses.set(name, await live(ward, name, { ...fault, undo: mend, overWithin: OVER_WITHIN }));
    }),
  );
  expect(ends.flatMap(end => (end.status === 'rejected' ? [String(end.reason)] : []))).toEqual([]);
});
