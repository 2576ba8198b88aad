import { expect, it } from 'vitest';
import type { Told } from '../../src/core/watch/incident.ts';
import { type Watchdog, watchWorkers } from '../../src/flow/watchdog.ts';
import { anOffice, settings } from './an-office.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;

type Watch = Pick<Watchdog, 'settings' | 'since'> & { readonly at: number; readonly due: readonly number[] };

/** A bot whose clock, settings and due reports can be changed, and workers that look at what they are told to. */
function aBot(first: Partial<Watch> = {}) {
  const { desk, announced } = anOffice();
  const outside: string[] = [];
  const state: Watch = { settings, since: START, at: START, due: [], ...first };
  let now = state;
  const look = (changes: Partial<Watch> = {}) => {
    now = { ...now, ...changes };
    const webhooks = async (about: string, { story }: Told) => void outside.push(`${about} ${story.kind}`);
    const { at, due, ...rest } = now;
    return watchWorkers({ ...desk, ...rest, webhooks, reportsDue: async () => due, clock: () => at });
  };
  const worked = async (...names: readonly string[]) => {
    for (const name of names) {
      const before = await desk.watches.load(name);
      await desk.watches.save(name, { ...before, revision: before.revision + 1, surveyedAt: now.at });
    }
  };
  /** Minute by minute; `names` are looked at in each. */
  const minutes = async (count: number, ...names: readonly string[]) => {
    for (let minute = 0; minute < count; minute += 1) {
      now = { ...now, at: now.at + MINUTE };
      await worked(...names);
      await look();
    }
  };
  const kinds = () => announced.map(({ channel, metadata }) => `${channel} ${metadata.state ?? 'reply'}`);
  const said = () => JSON.stringify(announced);
  return { desk, announced, outside, look, worked, minutes, kinds, said, now: () => now };
}

it('tells once, in every channel that wants alerts, that nobody looks, and that somebody does again', async () => {
  const bot = aBot();
  await bot.minutes(4);
  expect(bot.kinds()).toEqual([]);
  await bot.minutes(10);
  expect(bot.kinds()).toEqual(['C1 firing', 'C2 firing']);
  await bot.worked('prod', 'dev');
  await bot.look();
  expect(bot.kinds().filter(kind => kind.endsWith('resolved'))).toEqual(['C1 resolved', 'C2 resolved']);
  expect(bot.outside).toEqual(['! began', '! resolved']);
  const before = bot.announced.length;
  await bot.minutes(1, 'prod', 'dev');
  expect(bot.announced).toHaveLength(before);
  expect(await bot.desk.watches.load('!')).toMatchObject({ incident: null, untold: [] });
});

it('names a cluster that nobody looks at while others are looked at, whether it ever was or not', async () => {
  const bot = aBot();
  await bot.minutes(10, 'prod');
  expect(bot.kinds()).toEqual(['C1 firing', 'C2 firing']);
  expect(bot.said()).toContain('"key":"alert.forgotten.title"');
  expect(bot.said()).toContain('{"verbatim":"dev"}');
  expect(bot.said()).not.toContain('{"verbatim":"prod"}');
  await bot.minutes(7);
  expect(bot.said()).toContain('"key":"alert.unwatched.title"');
  await bot.minutes(1, 'prod', 'dev');
  expect(bot.outside).toEqual(['! began', '! began', '! resolved']);
});

it('takes nothing back because a bot has just begun, and tells nothing that workers may be about to mend', async () => {
  const bot = aBot();
  await bot.minutes(10);
  const told = bot.announced.length;
  await bot.look({ since: bot.now().at });
  await bot.minutes(10);
  expect(bot.announced).toHaveLength(told);
  const late = aBot({ since: START + 60 * MINUTE, at: START + 60 * MINUTE });
  await late.minutes(4);
  expect(late.kinds()).toEqual([]);
});

it('reaches channels that wait for reports without wanting alerts', async () => {
  const reports = { schedule: '0 9 * * *', timezone: 'UTC' };
  const [first] = settings.channels;
  const waiting = first
    ? [
        { ...first, id: 'C9', alerts: false, reports },
        { ...first, id: 'C8', alerts: false },
      ]
    : [];
  const bot = aBot({ settings: { ...settings, channels: waiting } });
  await bot.minutes(10);
  expect(bot.kinds()).toEqual(['C9 firing']);
});

it('does not say that reports are made again because nobody looks at anything any more', async () => {
  const bot = aBot({ due: [START] });
  await bot.minutes(8, 'prod', 'dev');
  await bot.minutes(8);
  expect(bot.outside).toEqual(['! began', '! began']);
  await bot.look({ due: [] });
  await bot.minutes(1, 'prod', 'dev');
  expect(bot.outside).toEqual(['! began', '! began', '! resolved']);
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
