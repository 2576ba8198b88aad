import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who dies at which points, as the test writes it and every mortal process reads it, again at each of its points. */
export type Doom = {
  /** What the points are about: operations, clusters, addresses of members. */
  readonly subjects: readonly string[];
  /** Patterns of points, such as `^before step-started`. Nobody dies twice at the same one. */
  readonly points: readonly string[];
  /** Whose points these are. */
  readonly role: Role | 'both';
  /** The process that is at the point, or the Redis below all of them. */
  readonly victim: 'self' | 'redis';
};

export type Role = 'bot' | 'worker';
export type Point = { readonly subject: string; readonly what: string };

/** One folder that a test and its mortal processes share. */
export const places = (folder: string) => ({
  effects: join(folder, 'effects'),
  deaths: join(folder, 'deaths'),
  redis: join(folder, 'redis.pid'),
  doom: (name: string) => join(folder, `${name}.doom.json`),
});

/** Read whole or not at all. */
export function writeDoom(folder: string, name: string, doom: Doom): void {
  const path = places(folder).doom(name);
  writeFileSync(`${path}.new`, JSON.stringify(doom));
  renameSync(`${path}.new`, path);
}

/** The first doom that is about this point of a process. */
export function doomAt(folder: string, mine: Role, { subject, what }: Point): Doom | null {
  const dooms = readdirSync(folder)
    .filter(name => name.endsWith('.doom.json'))
    .map((name): Doom => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const isMeant = ({ role, subjects, points }: Doom): boolean =>
    (role === mine || role === 'both') &&
    subjects.includes(subject) &&
    points.some(each => new RegExp(each).test(what));
  return dooms.find(isMeant) ?? null;
}

/** Stands behind a point at which Redis was away, because it was killed at another one. */
export const GONE_ALREADY = ', without Redis';

const claimOf = (folder: string, { subject, what }: Point): string =>
  join(folder, `${encodeURIComponent(`${subject} ${what}`)}.dead`);

/** True for the first who comes to this point; it is on the list of deaths from then on. */
export function claim(folder: string, point: Point): boolean {
  try {
    writeFileSync(claimOf(folder, point), '', { flag: 'wx' });
  } catch {
    return false;
  }
  appendFileSync(places(folder).deaths, `${point.subject} ${point.what}\n`);
  return true;
}

/** Members and clusters are the subjects of many operations: of the next one, every point is new. */
export function forgetDeaths(folder: string, subjects: readonly string[]): void {
  const starts = subjects.map(subject => encodeURIComponent(`${subject} `));
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.dead') && starts.some(start => name.startsWith(start))) rmSync(join(folder, name));
  }
}

/** How often anybody died so far. */
export const deathsIn = (folder: string): number => linesOf(places(folder).deaths).length;

/** Points at which somebody died after the first `before` deaths, in order. */
export const deathsSince = (folder: string, before: number, subjects: readonly string[]): readonly string[] =>
  linesOf(places(folder).deaths)
    .slice(before)
    .filter(line => subjects.some(subject => line.startsWith(`${subject} `)));

export type SeenEffect = { readonly outcome: 'done' | 'not'; readonly target: string; readonly call: string };

/** Every change that etcd answered, in order. */
export const effectsIn = (folder: string): readonly SeenEffect[] =>
  linesOf(places(folder).effects).map((line): SeenEffect => JSON.parse(line));

const linesOf = (path: string): readonly string[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter(line => line !== '')
    : [];
