import { expect } from 'vitest';
import { deathsSince, forgetDeaths, GONE_ALREADY, writeDoom } from './doom.ts';
import type { Fault } from './fault.ts';

const atVotes = [
  ...['before voted', 'during voted', 'after voted', 'before announce card', 'during announce card', 'before job'],
  ...['during job', 'after job', 'during announce vote'],
];
const atSteps = [
  ...[
    'before step-started \\d+',
    'during step-started \\d+',
    'after step-started \\d+',
    'before call .*',
    'after call .*',
  ],
  ...[
    'before step-ended \\d+',
    'during step-ended \\d+',
    'during started',
    'during succeeded',
    'before announce outcome',
  ],
];
const inTurn = (points: readonly string[], turn: number): string => `^${points[turn % points.length]}$`;

/** Redis is killed in the middle of a vote, and in the middle of the steps; it comes back with its append-only file. */
export const redisKilled: Fault = {
  name: 'Redis restarted',
  isKill: strike => !strike.endsWith(GONE_ALREADY),
  workersLive: false,
  sideBySide: true,
  lockMs: 3_000,
  strikeAt: (_, { stage, cluster, subjects, turn }) => {
    forgetDeaths(stage.folder, subjects);
    const points = [inTurn(atVotes, turn), inTurn(atSteps, 3 * turn), inTurn(atSteps, 3 * turn + 1)];
    writeDoom(stage.folder, cluster, { subjects, points, role: 'both', victim: 'redis' });
  },
  strikes: (_, { stage, subjects, before }) => deathsSince(stage.folder, before.deaths, subjects),
  enough: (_, strikes) => expect(strikes.length, strikes.join()).toBeGreaterThanOrEqual(1),
};
