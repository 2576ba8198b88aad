import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { say as tell } from '../../src/core/message.ts';
import { type Incident, type Symptom, unwatched, type Watched } from '../../src/core/watch/incident.ts';
import { anOffice, now, type Office, say } from './an-office.ts';

const symptom: Symptom = {
  ...{ code: 'no_leader', tone: 'bad', who: [] },
  ...{ title: tell('finding.no_leader.title'), todo: null },
};

const incident: Incident = {
  ...{ id: 'al-0000000001', openedAt: now - 60_000, worst: 'bad', acknowledged: null, headline: null, offers: [] },
  ...{ toldAt: now - 60_000, replies: 1, firing: [symptom], concerned: [] },
};

/** An office whose cluster `prod` is known like this. */
async function withWatched(known: Partial<Watched>): Promise<Office> {
  const office = anOffice();
  await office.desk.watches.save('prod', { ...unwatched, ...known, revision: 1 });
  return office;
}

const wrong: Partial<Watched> = {
  surveyedAt: now,
  incident,
  courses: [{ ...symptom, phase: 'firing', since: now - 60_000, lastSeen: now, sightings: 5 }],
};
const known = (office: Office) => office.desk.watches.load('prod');
const shown = (office: Office) => JSON.stringify(office.announced);

describe('somebody who looks after an incident', () => {
  it('is named on its message, in the store and in the audit, and is the only one', async () => {
    const office = await withWatched(wrong);
    await say(office, commands, 'UALICE', 'acknowledge');
    expect((await known(office)).incident?.acknowledged).toEqual({ by: 'UALICE', name: 'alice', at: now });
    expect(office.announced.map(({ id }) => id)).toContain('alert-al-0000000001-C1');
    expect(office.entries.map(({ what, who }) => [what, who])).toEqual([['alert-acknowledged', 'UALICE']]);
    await say(office, commands, 'UBOB', 'ack');
    expect(shown(office)).toContain('already_acknowledged');
    expect((await known(office)).incident?.acknowledged?.by).toBe('UALICE');
  });

  it('may be nobody without the right, and nothing is acknowledged that is over', async () => {
    const office = await withWatched(wrong);
    await say(office, commands, 'UEVE', 'acknowledge');
    expect((await known(office)).incident?.acknowledged).toBeNull();
    const well = await withWatched({ surveyedAt: now });
    await say(well, commands, 'UALICE', 'acknowledge');
    expect(shown(well)).toContain('nothing_to_acknowledge');
  });
});

describe('a silence', () => {
  it('has a reason and an end, stands on the message, and can be ended', async () => {
    const office = await withWatched(wrong);
    await say(office, commands, 'UBOB', 'silence 2h switch replacement');
    expect((await known(office)).silence).toEqual({
      ...{ by: 'UBOB', name: 'bob', reason: 'switch replacement', at: now, until: now + 7_200_000 },
    });
    expect(shown(office)).toContain('alert.silenced');
    await say(office, commands, 'UBOB', 'unsilence');
    expect((await known(office)).silence).toBeNull();
    expect(office.entries.map(({ what }) => what)).toEqual(['alert-silenced', 'alert-unsilenced']);
  });

  it.each(['silence forever because', 'silence 10s because', 'silence 30d because', 'unsilence'])(
    'is not what %s makes',
    async line => {
      const office = await withWatched(wrong);
      await say(office, commands, 'UBOB', line);
      expect((await known(office)).silence).toBeNull();
      expect(shown(office)).toContain('refusal');
    },
  );
});

describe('alerts', () => {
  it('tells what is wrong in the cluster of the place, or in all', async () => {
    const office = await withWatched(wrong);
    await say(office, commands, 'UEVE', 'alerts');
    expect(shown(office)).toContain('finding.no_leader.title');
    await say(office, commands, 'UEVE', 'alerts --all');
    expect(shown(office)).toContain('alerts.unseen');
  });
});
