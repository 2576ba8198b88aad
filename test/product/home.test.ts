import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alice, aProduct, bob, eve, type Product } from './a-product.ts';

const channel = 'C0HOME';
let product: Product;

beforeAll(async () => {
  product = await aProduct({ channels: [{ id: channel, name: 'home' }] });
}, 60_000);
afterAll(() => product?.close());

/** What somebody's tab shows once it says this. */
async function tabOf(user: string, text: string): Promise<string> {
  const shown = () => JSON.stringify(product.slack.workspace.homes.get(user)?.blocks ?? []);
  await product.slack.waitUntil(() => shown().includes(text), 10_000);
  return shown();
}

describe("the app's own tab", () => {
  it('shows what waits for an approver, and follows when they have voted', async () => {
    const { slack } = product;
    await slack.people.type(alice, channel, '/etcd move-leader');
    const card = await slack.waitForMessage(channel, ({ text }) => text.includes('waits for approval'), 15_000);
    await slack.people.openHome(bob);
    const tab = await tabOf(bob, '1 change waits for your approval');
    expect(tab).toContain('move-leader');
    expect(tab).toContain('/etcd approve op-');
    expect(tab).toContain('prod');
    await slack.people.click(bob, channel, card.ts, 'approve');
    expect(await tabOf(bob, 'nothing waits for your approval')).not.toContain('/etcd approve op-');
  }, 30_000);

  it('shows whoever asked what they asked for, and nothing of their own to decide on', async () => {
    await product.slack.people.openHome(alice);
    const tab = await tabOf(alice, 'alice, nothing waits for your approval');
    expect(tab).toContain('What you asked for');
    expect(tab).toContain('move-leader');
  });

  it('tells somebody who may read in channels alone that they may, and shows nothing', async () => {
    await product.slack.people.openHome(eve);
    const tab = await tabOf(eve, 'not set up for the bot');
    expect(tab).not.toContain('prod');
  });
});
