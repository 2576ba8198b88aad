import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/console/render.ts';
import { whyOf } from '../../src/core/health/why.ts';
import { plain, say } from '../../src/core/message.ts';
import type { ChannelSettings } from '../../src/core/settings.ts';
import { watchDefaults } from '../../src/core/settings.ts';
import { type Symptom, unwatched, type Watched } from '../../src/core/watch/incident.ts';
import { allJudged, observe } from '../../src/core/watch/observe.ts';
import { symptomCodes } from '../../src/core/watch/patience.ts';
import { whySymptom } from '../../src/core/watch/symptoms.ts';
import { alertMessages } from '../../src/present/alert.ts';
import { speak } from '../../src/text/speak.ts';
import { findingCodes } from '../finding-codes.ts';

const channel: ChannelSettings = {
  id: 'C1',
  cluster: 'prod',
  language: 'en',
  reports: null,
  alerts: true,
  escalate: 'S0ONCALL',
};
const symptom = (code: Symptom['code'], tone: Symptom['tone']): Symptom => ({
  code,
  tone,
  who: [],
  title: say('finding.no_leader.title'),
  todo: null,
});
const slow = symptom('process_down', 'warning');
const lost = symptom('quorum_lost', 'bad');

/** What is told of these surveys, 15 seconds apart, and who is called: `card` or `reply`, with `!` where the group is. */
function told(surveys: readonly (readonly Symptom[])[], escalate = channel.escalate, seenBy: string | null = null) {
  let watched: Watched = unwatched;
  const said: string[] = [];
  for (const [index, symptoms] of surveys.entries()) {
    const seen = { at: index * 15_000, symptoms, ...allJudged };
    watched = observe(watched, seen, { ...watchDefaults, remindMs: 60 * 60_000 }, () => 'al-1');
    for (const each of watched.untold)
      for (const { thread, document } of alertMessages('prod', each, null, [
        { ...channel, escalate: escalate ?? null },
      ]))
        said.push(`${thread === null ? 'card' : 'reply'}${document.some(({ type }) => type === 'call') ? '!' : ''}`);
    const acknowledged = seenBy === null ? null : { by: seenBy, name: seenBy, at: seen.at };
    watched = { ...watched, untold: [], incident: watched.incident && { ...watched.incident, acknowledged } };
  }
  return said;
}
const times = (count: number, ...symptoms: readonly Symptom[]) => Array.from({ length: count }, () => symptoms);

describe('the group that is called', () => {
  it.each([
    ['at once by what is bad', times(3, lost), ['card!']],
    ['not by what can wait', times(3, slow), ['card']],
    ['when it becomes bad', [...times(3, slow), ...times(3, slow, lost)], ['card', 'card!', 'reply!']],
    ['not when some of it mends', [...times(3, slow, lost), ...times(6, lost)], ['card!', 'card!', 'reply']],
    ['again with every reminder', times(242, lost), ['card!', 'card!', 'reply!']],
    ['not when it is over', [...times(3, lost), ...times(6)], ['card!', 'card', 'reply']],
  ])('is called %s', (_, surveys, said) => {
    expect(told(surveys)).toEqual(said);
  });

  it('is called by nobody where none is configured', () => {
    expect(told(times(3, lost), null)).toEqual(['card']);
  });

  it('is not called again for what somebody is on', () => {
    expect(told([...times(3, lost), ...times(3, lost, slow)], 'S1', 'U1')).toEqual(['card!', 'card', 'reply']);
  });
});

describe('why it matters', () => {
  const shown = (language: 'en' | 'zh', ...symptoms: readonly Symptom[]) => {
    const seen = (at: number) => ({ at, symptoms, ...allJudged });
    const once = observe(unwatched, seen(0), watchDefaults, () => 'al-1');
    const { untold } = observe(once, seen(15_000), watchDefaults, () => 'al-1');
    const [card] = untold.flatMap(each => alertMessages('prod', each, null, [{ ...channel, language }]));
    return renderText(card?.document ?? [], speak, { language, colour: false });
  };

  it.each(['en', 'zh'] as const)('stands on the card of an alert, of the worst alone: %s', language => {
    const text = shown(language, slow, lost);
    const sentence = (code: 'quorum_lost' | 'process_down') => plain(speak(whyOf(code), language));
    expect(text.replace(/\s+/g, ' ')).toContain(sentence('quorum_lost'));
    expect(text.replace(/\s+/g, ' ')).not.toContain(sentence('process_down'));
  });

  it('is said of every finding, and of nothing that says so itself', () => {
    for (const code of symptomCodes) expect(whySymptom(code) !== null).toBe(findingCodes.some(each => each === code));
  });
});
