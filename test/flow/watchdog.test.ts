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
  const look = () => watchWorkers({ ...desk, webhooks, settings, since: START, clock: () => at });
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
