import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alice, aProduct, bob, eve, type Product } from './a-product.ts';

const channels = Array.from({ length: 8 }, (_, n) => ({ id: `C0ASKED${n}`, name: `asked-${n}` }));
let product: Product;
let count = 0;

beforeAll(async () => {
  product = await aProduct({ channels });
}, 60_000);
afterAll(() => product?.close());

/** Messages in one channel are a second apart: each test has its own. */
function aChannel() {
  const channel = channels[count++]?.id ?? '';
  const { slack } = product;
  return {
    channel,
    type: (user: string, text: string) => slack.people.type(user, channel, text),
    says: (text: string) => slack.waitForMessage(channel, message => message.text.includes(text), 10_000),
  };
}

/** The modal on top, once it holds what is looked for. */
async function modalOf(user: string, text: string) {
  const shown = () => product.modals(user).find(view => JSON.stringify(view.blocks).includes(text));
  await product.slack.waitUntil(() => shown() !== undefined, 5_000);
  const view = shown();
  if (!view) throw new Error('no modal');
  return view;
}

const optionsOf = (blocks: unknown): readonly string[] =>
  [...JSON.stringify(blocks).matchAll(/"value":"([^"]+)"/g)].map(([, value = '']) => value);

describe('explain, asked in Slack', () => {
  it('tells an operator what a change would run into, as the cluster is now', async () => {
    const { type, says } = aChannel();
    await type(alice, '/etcd explain member remove etcd-3');
    const answer = await says('member remove etcd-3');
    expect(answer.text).toContain('May run it: alice; you too');
    expect(answer.text).toContain('never you, because it would be your own change');
    expect(answer.text).toContain('2 people would have to approve');
    expect(answer.metadata).toMatchObject({ event_payload: { kind: 'answer', command: 'explain' } });
  });

  it('tells somebody why they may not', async () => {
    const { type, says } = aChannel();
    await type(eve, '/etcd explain defrag etcd-1 --all');
    const answer = await says('You may not run defrag etcd-1 --all');
    expect(answer.text).toContain('Only operators may do this.');
  });
});

describe('a slash command of which something is missing', () => {
  it('opens a modal with the members of the cluster, and is run with the one that is chosen', async () => {
    const { type, channel } = aChannel();
    await type(alice, '/etcd member remove');
    const modal = await modalOf(alice, 'static_select');
    const members = product.cluster.members.map(({ name }) => name);
    expect([...optionsOf(modal.blocks)].sort()).toEqual(members);
    const submitted = await product.slack.people.submitView(alice, modal.id, { member: members[2] ?? '' });
    expect(submitted.kind).toBe('closed');
    const card = await product.slack.waitForMessage(channel, ({ metadata }) =>
      JSON.stringify(metadata ?? {}).includes('"plan"'),
    );
    expect(card.text).toContain(`member remove ${members[2]}`);
    expect(product.modals(alice)).toEqual([]);
  });

  it('asks for texts where nothing can be chosen, and keeps what was given', async () => {
    const { type, channel } = aChannel();
    await type(alice, '/etcd member add etcd-9 --dry-run');
    const modal = await modalOf(alice, 'plain_text_input');
    expect(JSON.stringify(modal.blocks)).not.toContain('static_select');
    await product.slack.people.submitView(alice, modal.id, { url: 'http://127.0.0.1:1' });
    const card = await product.slack.waitForMessage(channel, ({ text }) => text.includes('etcd-9'));
    expect(card.text).toContain('member add etcd-9 http://127.0.0.1:1');
  });

  it('offers the users and roles that etcd knows', async () => {
    const { type, channel } = aChannel();
    await product.cluster.api.call('auth/role/add', { name: 'app-rw' });
    await product.cluster.api.call('auth/user/add', { name: 'app', password: 'x' });
    await type(alice, '/etcd user grant-role');
    const modal = await modalOf(alice, 'static_select');
    expect(optionsOf(modal.blocks)).toEqual(['app', 'app-rw']);
    await product.slack.people.submitView(alice, modal.id, { user: 'app', role: 'app-rw' });
    const card = await product.slack.waitForMessage(channel, ({ text }) => text.includes('user grant-role'), 10_000);
    expect(card.text).toContain('user grant-role app app-rw');
    expect(card.text).toContain('waits for approval');
  });

  it('is answered by its usage to whoever may not run it', async () => {
    const { type, says } = aChannel();
    await type(eve, '/etcd member remove');
    expect((await says('is missing')).ephemeralTo).toBe(eve);
    expect(product.modals(eve)).toEqual([]);
  });

  it('offers the operations that are open to whoever may decide on them', async () => {
    const { type } = aChannel();
    await type(bob, '/etcd approve');
    const modal = await modalOf(bob, 'op-');
    const ids = optionsOf(modal.blocks);
    expect(ids).toHaveLength(2);
    for (const id of ids) expect(id).toMatch(/^op-[0-9a-z]{10}$/);
    await product.slack.people.closeView(bob, modal.id);
  });

  it('asks for a text when no worker tells the members in time', async () => {
    const { type } = aChannel();
    await product.stopWorker();
    await type(alice, '/etcd member update');
    const modal = await modalOf(alice, 'plain_text_input');
    expect(JSON.stringify(modal.blocks)).not.toContain('static_select');
  });
});
