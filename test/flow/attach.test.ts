import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import type { Addressed } from '../../src/core/announcement.ts';
import type { Delivery, DeliveryOutcome, Files } from '../../src/core/ports.ts';
import { attaching } from '../../src/flow/attach.ts';

const packed = gzipSync('the whole log').toString('base64');
const message = (more: Partial<Addressed> = {}): Addressed => ({
  ...{ id: 'a-1', channel: 'C1', thread: null, audience: { kind: 'channel' }, language: 'en', document: [] },
  metadata: { kind: 'answer', cluster: 'prod', command: 'diagnose' },
  attachment: { name: 'log.txt', packed },
  ...more,
});

function anOffice(outcome: DeliveryOutcome) {
  const shared: Parameters<Files['share']>[0][] = [];
  const delivery: Delivery = {
    post: async () => outcome,
    update: async () => outcome,
    whisper: async () => outcome,
    find: async () => ({ ok: true, ts: null }),
  };
  const files: Files = {
    share: async file => {
      shared.push(file);
      return true;
    },
  };
  return { shared, delivery: attaching(delivery, files) };
}

describe('the file of a message', () => {
  it('is put into the thread of the message once that stands', async () => {
    const { shared, delivery } = anOffice({ outcome: 'ok', ts: '1700000000.000100' });
    await delivery.post(message());
    await vi.waitFor(() => expect(shared).toHaveLength(1));
    expect(shared[0]).toEqual({
      ...{ channel: 'C1', thread: '1700000000.000100', name: 'log.txt', content: 'the whole log' },
    });
  });

  it('is put into the thread that the message is a reply of', async () => {
    const { shared, delivery } = anOffice({ outcome: 'ok', ts: '1700000000.000200' });
    await delivery.post(message({ thread: '1700000000.000001' }));
    await vi.waitFor(() => expect(shared[0]).toMatchObject({ thread: '1700000000.000001' }));
  });

  it.each<DeliveryOutcome>([
    { outcome: 'unknown' },
    { outcome: 'unavailable' },
    { outcome: 'limited', retryAfterMs: 10 },
    { outcome: 'refused', error: 'no' },
  ])('waits while the message does not stand: %j', async outcome => {
    const { shared, delivery } = anOffice(outcome);
    expect(await delivery.post(message())).toEqual(outcome);
    expect(shared).toEqual([]);
  });

  it('is not put anywhere by a change of the message, nor where it cannot be unpacked', async () => {
    const { shared, delivery } = anOffice({ outcome: 'ok', ts: '1700000000.000100' });
    await delivery.update(message(), '1700000000.000100');
    await delivery.post(message({ attachment: { name: 'x', packed: 'broken' } }));
    const { attachment: _, ...plainly } = message();
    await delivery.post(plainly);
    expect(shared).toEqual([]);
  });
});
