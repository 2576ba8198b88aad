import { z } from 'zod';
import type { Sample } from '../core/history/sample.ts';
import { parseJson } from './json.ts';

const number = z.number().nullable();
const member = z.tuple([z.string(), number, number, number, number]);
const line = z.tuple([z.number(), number, number, z.string().nullable(), number, number, z.array(member)]);

/** Seconds to microseconds: whole numbers take the least room. */
const micros = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds * 1e6));
const seconds = (value: number | null): number | null => (value === null ? null : value / 1e6);

/** A sample as one short line: 150 to 250 bytes for three members. */
export const writeSample = ({ at, revision, quota, leader, healthy, voters, members }: Sample): string =>
  JSON.stringify([
    at,
    revision,
    quota,
    leader,
    healthy,
    voters,
    members.map(({ name, dbSize, dbSizeInUse, fsync, commit }) => [
      name,
      dbSize,
      dbSizeInUse,
      micros(fsync),
      micros(commit),
    ]),
  ]);

/** Null for what is no sample: one line lost is better than all. */
export function readSample(text: string): Sample | null {
  const parsed = line.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const [at, revision, quota, leader, healthy, voters, members] = parsed.data;
  return {
    ...{ at, revision, quota, leader, healthy, voters },
    members: members.map(([name, dbSize, dbSizeInUse, fsync, commit]) => ({
      ...{ name, dbSize, dbSizeInUse },
      fsync: seconds(fsync),
      commit: seconds(commit),
    })),
  };
}
