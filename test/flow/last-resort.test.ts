import { describe, expect, it } from 'vitest';
import type { Announcement } from '../../src/core/announcement.ts';
import type { Delivery, DeliveryOutcome } from '../../src/core/ports.ts';
import { lastResort } from '../../src/flow/last-resort.ts';
import { anAnnouncement } from '../queue/a-bot.ts';

const MINUTE = 60_000;
const refused = (error: string): DeliveryOutcome => ({ outcome: 'refused', error });

function aDelivery(outcome: DeliveryOutcome): Delivery {
  const settle = async () => outcome;
  return { post: settle, update: settle, whisper: settle, find: async () => ({ ok: false }) };
}

function aWorld(outcome: DeliveryOutcome) {
  let now = 0;
  const told: { id: string; text: string }[] = [];
  const rescue = lastResort(() => now);
  const whisper = async (document: Announcement['document'], { id }: Announcement) =>
    void told.push({ id, text: JSON.stringify(document) });
  const delivery = rescue.watch(aDelivery(outcome));
  const pass = (ms: number): void => {
    now += ms;
  };
  return { rescue, delivery, told, whisper, pass };
}

describe('the last resort', () => {
  it.each(['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'])(
    'tells who asked when Slack says %s, once, and leaves the outcome as it is',
    async error => {
      const { rescue, delivery, told, whisper } = aWorld(refused(error));
      rescue.remember('answer-1', whisper);
      expect(await delivery.post(anAnnouncement('answer-1', 'x'))).toEqual(refused(error));
      await delivery.whisper(anAnnouncement('answer-1', 'x'));
      expect(told).toEqual([{ id: 'answer-1', text: expect.stringContaining('refusal.kept_out') }]);
    },
  );

  it.each([
    ['Slack takes it', { outcome: 'ok', ts: '1.2' }],
    ['Slack is busy', { outcome: 'limited', retryAfterMs: 10 }],
    ['Slack refuses for another reason', refused('msg_too_long')],
  ] as const)('is silent when %s', async (_title, outcome) => {
    const { rescue, delivery, told, whisper } = aWorld(outcome);
    rescue.remember('answer-1', whisper);
    expect(await delivery.post(anAnnouncement('answer-1', 'x'))).toEqual(outcome);
    expect(told).toEqual([]);
  });

  it('knows nobody else, and forgets after half an hour', async () => {
    const { rescue, delivery, told, whisper, pass } = aWorld(refused('not_in_channel'));
    rescue.remember('answer-1', whisper);
    await delivery.post(anAnnouncement('answer-2', 'x'));
    pass(31 * MINUTE);
    await delivery.post(anAnnouncement('answer-1', 'x'));
    expect(told).toEqual([]);
  });

  it('remembers a thousand, and the newest of more', async () => {
    const { rescue, delivery, told, whisper } = aWorld(refused('not_in_channel'));
    for (let count = 0; count <= 1_000; count++) rescue.remember(`answer-${count}`, whisper);
    await delivery.post(anAnnouncement('answer-0', 'x'));
    await delivery.post(anAnnouncement('answer-1000', 'x'));
    expect(told.map(({ id }) => id)).toEqual(['answer-1000']);
  });
});
