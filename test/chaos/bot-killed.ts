import { expect } from 'vitest';
import { deathsSince, writeDoom } from './doom.ts';
import type { Act, Fault } from './fault.ts';

/** Around a vote: its transition, the card, the job, the reply, and the call to Slack that edits the card. */
const aroundApproval = [
  ...['after voted', 'before announce card', 'after announce card', 'before job', 'after job'],
  ...['before announce vote', 'after announce vote', 'before delivered card'],
];
const aroundDenial = [
  'after voted',
  'before announce card',
  'after announce card',
  'before announce vote',
  'after announce vote',
];
const aroundCancelling = [
  'after cancelled',
  'before announce card',
  'after announce card',
  'before announce cancel',
  'after announce cancel',
];

const pointsOf = ({ deed }: Act): readonly string[] => {
  if (deed.state === 'denied') return aroundDenial;
  return deed.state === 'cancelled' ? aroundCancelling : aroundApproval;
};

/** How many acts it takes until a bot has died at each point. */
export const TURNS_OF_DENIAL = aroundDenial.length;

/** A bot dies before the vote counts, so that it is cast again, and once more at one of the points after it, in turn. */
export const botKilled: Fault = {
  name: 'bot killed',
  isKill: () => true,
  workersLive: true,
  sideBySide: true,
  lockMs: 3_000,
  strikeAt: (_, act) => {
    const { stage, cluster, subjects, turn } = act;
    const points = pointsOf(act);
    const first = act.deed.state === 'cancelled' ? 'before cancelled' : 'before voted';
    const chosen = [first, points[turn % points.length] ?? ''].map(point => `^${point}$`);
    writeDoom(stage.folder, cluster, { subjects, points: chosen, role: 'bot', victim: 'self' });
  },
  strikes: (_, { stage, subjects, before }) => deathsSince(stage.folder, before.deaths, subjects),
  // Between the two, a bot may die of what happens on another cluster: then nobody comes to the second point.
  enough: (_, strikes) => expect(strikes.length, strikes.join()).toBeGreaterThanOrEqual(1),
};
