import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MaintenanceWindow } from '../../src/core/maintenance.ts';
import { openOutboxQueue } from '../../src/queue/outbox.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { taggedPrefix } from '../../src/store/redis.ts';
import { nag } from '../../workers/nag.ts';
import { silent } from '../queue/silence.ts';
import { aStore } from '../store/a-store.ts';
import { alice, aProduct, bob, type Product } from './a-product.ts';

const channel = 'C0GLASS';
let product: Product;

/** A window that is closed now and opens in two hours. */
function later(): MaintenanceWindow {
  const minutes = Math.floor(Date.now() / 60_000) % 1440;
  return { days: [], from: (minutes + 120) % 1440, to: (minutes + 180) % 1440, timezone: 'UTC' };
}

beforeAll(async () => {
  product = await aProduct({
    channels: [{ id: channel, name: 'glass' }],
    settings: given => ({
      ...given,
      clusters: given.clusters.map(cluster => ({ ...cluster, maintenance: [later()] })),
      access: { ...given.access, breakGlass: { users: [alice] } },
    }),
  });
}, 60_000);
afterAll(() => product?.close());

describe('a change outside of the maintenance windows', () => {
  it('is refused, with the time when the next one opens', async () => {
    const { slack } = product;
    await slack.people.type(alice, channel, '/etcd move-leader');
    const refused = await slack.waitForMessage(channel, ({ text }) => text.includes('is refused'), 15_000);
    expect(refused.text).toContain('A maintenance window is open: none is; the next one opens at');
  }, 30_000);
});

describe('a change in an emergency', () => {
  it('runs without approval, says so loudly, and is asked about until a second person signs', async () => {
    const { slack } = product;
    await slack.people.type(alice, channel, '/etcd move-leader --break-glass "INC-42 writes stall"');
    const card = await slack.waitForMessage(channel, ({ text }) => text.includes('succeeded'), 20_000);
    expect(card.text).toContain('BREAK-GLASS by alice: INC-42 writes stall');
    const [, id = ''] = /(op-[0-9a-z]{10})/.exec(card.text) ?? [];

    const store = await aStore(product.redisUrl, taggedPrefix('etcd-chatops'));
    const outbox = openOutboxQueue(
      { connection: store.redis, prefix: store.prefix, log: silent },
      openOutbox(store.redis, store.prefix),
    );
    const nagging = { ...store, announcer: outbox, settings: product.settings, log: silent };
    await nag({ ...nagging, clock: Date.now });
    const asked = await slack.waitForMessage(channel, ({ text }) => text.includes('waits for review'), 10_000);
    await nag({ ...nagging, clock: Date.now });
    expect((await store.operations.load(id))?.breakGlass?.nags).toBe(1);
    await nag({ ...nagging, clock: () => Date.now() + 5 * 3_600_000 });
    expect((await store.operations.load(id))?.breakGlass?.nags).toBe(2);
    const again = await slack.waitForMessage(
      channel,
      ({ text, ts }) => ts !== asked.ts && text.includes('waits for review'),
      10_000,
    );

    await slack.people.click(alice, channel, again.ts, 'review');
    await slack.waitForMessage(
      channel,
      ({ ephemeralTo, text }) => ephemeralTo === alice && text.includes('Somebody else'),
    );
    await slack.people.click(bob, channel, again.ts, 'review');
    await slack.waitForMessage(
      channel,
      ({ ts, text }) => ts === again.ts && text.includes('bob has reviewed it'),
      10_000,
    );
    await slack.waitForMessage(channel, ({ ts, text }) => ts === card.ts && text.includes('Reviewed by bob'), 15_000);
    const entries = await store.audit.list({ cluster: null, who: null, operation: id, limit: 50 });
    expect(entries.map(({ what }) => what)).toContain('review');
    expect(entries.find(({ what }) => what === 'request')?.details).toMatchObject({
      breakGlass: 'INC-42 writes stall',
    });
    await outbox.close();
    await store.close();
  }, 60_000);

  it('is refused to who is not named for it, and by the guards as ever', async () => {
    const { slack } = product;
    await slack.people.type(alice, channel, '/etcd freeze migration');
    await slack.people.type(alice, channel, '/etcd move-leader --break-glass INC-43');
    const refused = await slack.waitForMessage(channel, ({ text }) => text.includes('INC-43'), 15_000);
    expect(refused.text).toContain('is refused');
    expect(refused.text).toContain('migration');
  }, 30_000);
});
