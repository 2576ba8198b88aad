import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aLab, type Lab } from '../e2e/a-change.ts';
import { payloadOf } from '../e2e/a-product.ts';
import { aWard, type Ward } from '../faults/a-ward.ts';

const SECOND = 1_000;
const EVERY = 20 * SECOND;
const TIMES = 30;

/** Milliseconds of each 20 seconds in which a member is away; one that is back at once is hardly ever seen to be. */
const kinds = [
  { name: 'at-once', away: 0 },
  { name: 'six-seconds', away: 6 * SECOND },
  { name: 'ten-seconds', away: 10 * SECOND },
] as const;

const labs = new Map<string, Lab>();
let ward: Ward;

beforeAll(async () => {
  for (const { name } of kinds) labs.set(name, await aLab('3.5.16', 3));
  ward = await aWard(
    kinds.map(({ name }) => {
      const endpoints = labs.get(name)?.cluster.endpoints.map(url => `"${url}"`) ?? [];
      return { name, lines: `endpoints: [${endpoints.join(', ')}]` };
    }),
  );
  await ward.ready(kinds.map(({ name }) => name));
});
afterAll(async () => {
  await ward?.close();
  for (const lab of labs.values()) await lab.remove();
});

async function flap(lab: Lab, away: number): Promise<void> {
  const leader = await lab.leader();
  const member = lab.cluster.members.findLast(({ name }) => name !== leader);
  if (!member) throw new Error('a cluster without a follower');
  for (let time = 0; time < TIMES; time += 1) {
    const next = wait(EVERY);
    await member.kill();
    await wait(away);
    await member.restart();
    await next;
  }
}

it('a member that restarts every 20 seconds for 10 minutes is one incident: one message, a thread, one end', async () => {
  const told = await Promise.all(
    kinds.map(async ({ name, away }) => {
      const lab = labs.get(name);
      if (lab) await flap(lab, away);
      // Five minutes without another restart end it.
      const { seconds } = await ward.follow(
        name,
        'is well again',
        ({ incident, courses, untold }) => incident === null && courses.length === 0 && untold.length === 0,
        20 * 60 * SECOND,
      );
      await ward.replied(name, await ward.head(name, 'is well again'));
      const heads = ward.heads(name);
      const replies = ward.alerts(name).length - heads.length;
      const states = heads.map(message => JSON.stringify(payloadOf(message)).includes('"resolved"'));
      return { name, incidents: heads.length, ended: states.filter(Boolean).length, replies, seconds };
    }),
  );
  console.table(told);
  for (const { name, incidents, ended } of told)
    expect({ name, incidents, ended }).toEqual({ name, incidents: 1, ended: 1 });
});
