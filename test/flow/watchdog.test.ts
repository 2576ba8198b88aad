import { expect, it } from 'vitest';
import { type Told, unwatched } from '../../src/core/watch/incident.ts';
import { watchWorkers } from '../../src/flow/watchdog.ts';
import { anOffice, settings } from './an-office.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;

it('tells once, in every channel that wants alerts, that nobody looks, and that somebody does again', async () => {
  const { desk, announced } = anOffice();
  const outside: string[] = [];
  const webhooks = async (about: string, { story }: Told) => void outside.push(`${about} ${story.kind}`);
  let at = START;
  const reportsDue = async () => [];
  const look = () => watchWorkers({ ...desk, webhooks, settings, reportsDue, since: START, clock: () => at });
  const seen = async (name: string) => {
    const before = await desk.watches.load(name);
    await desk.watches.save(name, { ...before, revision: before.revision + 1, surveyedAt: at });
  };
  const kinds = () => announced.map(({ channel, metadata }) => `${channel} ${metadata.state ?? 'reply'}`);
  await look();
  at += 4 * MINUTE;
  await look();
  expect(kinds()).toEqual([]);
  for (let minutes = 0; minutes < 10; minutes += 1) {
    at += MINUTE;
    await look();
  }
  expect(kinds()).toEqual(['C1 firing', 'C2 firing']);
  await seen('prod');
  await look();
  expect(kinds().filter(kind => kind.endsWith('resolved'))).toEqual(['C1 resolved', 'C2 resolved']);
  expect(outside).toEqual(['! began', '! resolved']);
  const before = announced.length;
  at += MINUTE;
  await look();
  expect(announced).toHaveLength(before);
  expect(await desk.watches.load('!')).toMatchObject({ incident: null, untold: [] });
  expect(unwatched.incident).toBeNull();
});

it('tells that reports are not made, though clusters are looked at, and that they are made again', async () => {
  const { desk, announced } = anOffice();
  let at = START;
  let due: readonly number[] = [];
  const reportsDue = async () => due;
  const webhooks = async () => undefined;
  const look = async () => {
    at += MINUTE;
    for (const { name } of settings.clusters) {
      const before = await desk.watches.load(name);
      await desk.watches.save(name, { ...before, revision: before.revision + 1, surveyedAt: at });
    }
    await watchWorkers({ ...desk, webhooks, settings, reportsDue, since: START, clock: () => at });
  };
  await look();
  expect(announced).toEqual([]);
  due = [START - 2 * MINUTE, START - MINUTE];
  for (const _look of [1, 2, 3]) await look();
  expect(JSON.stringify(announced)).toContain('"key":"alert.reports_missing.title"');
  expect(announced.map(({ channel }) => channel)).toEqual(['C1', 'C2']);
  due = [];
  await look();
  expect(JSON.stringify(announced.at(-1))).toContain('"key":"alert.over"');
  expect(JSON.stringify(announced)).toContain('"key":"alert.reports_missing.over"');
});
