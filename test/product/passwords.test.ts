import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEtcdOperator } from '../../src/etcd/operator.ts';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { quiet } from '../etcd/a-lab.ts';
import { everythingIn } from '../store/everything-in.ts';
import { alice, aProduct, bob, carol, eve, type Product } from './a-product.ts';

const ROOT_PASSWORD = 'canary-root-7Qx';
const TYPED = 'canary typed 9Lk';
const channels = Array.from({ length: 8 }, (_, n) => ({ id: `C0PASS${n}`, name: `pass-${n}` }));
const logged: string[] = [];
let product: Product;
let count = 0;

beforeAll(async () => {
  const note = (fields: object, message: string) => void logged.push(JSON.stringify(fields), message);
  product = await aProduct({
    channels,
    log: { debug: note, info: note, warn: note, error: note },
    settings: settings => ({
      ...settings,
      clusters: settings.clusters.map(cluster => ({
        ...cluster,
        auth: { username: 'root', password: ROOT_PASSWORD },
      })),
      approvals: {
        ...settings.approvals,
        production: { required: 1, expiresMs: 600_000, typed: false },
        destructive: { required: 2, expiresMs: 600_000, typed: false },
      },
    }),
  });
}, 60_000);
afterAll(() => product?.close());

function aChannel() {
  const channel = channels[count++]?.id ?? '';
  const { slack } = product;
  const isCard = (state: string) => (message: SlackMessage) =>
    JSON.stringify(message.metadata ?? {}).includes(`"kind":"plan"`) &&
    JSON.stringify(message.metadata ?? {}).includes(`"state":"${state}"`);
  return {
    channel,
    type: (user: string, text: string) => slack.people.type(user, channel, text),
    approved: async (...users: readonly string[]) => {
      const card = await slack.waitForMessage(channel, isCard('awaiting_approval'), 10_000);
      for (const user of users) await slack.people.click(user, channel, card.ts, 'approve');
      return slack.waitForMessage(channel, isCard('succeeded'), 20_000);
    },
    says: (text: string) => slack.waitForMessage(channel, message => message.text.includes(text), 10_000),
  };
}

const takes = async (user: string, password: string): Promise<boolean | null> => {
  const [cluster] = product.settings.clusters;
  if (!cluster) throw new Error('no cluster');
  const operator = openEtcdOperator(cluster, quiet);
  return operator.takesLogin(user, password).finally(() => operator.close());
};

/** Redis, logs, and all that Slack was ever sent, but for what one person alone may see. */
async function placesWith(secret: string): Promise<readonly string[]> {
  const redis = await connectRedis(product.redisUrl, { role: 'producer', log: quiet });
  const kept = await everythingIn(redis).finally(() => disconnectRedis(redis));
  expect(kept).toContain('auth enable');
  const said = channels
    .flatMap(({ id }) => product.slack.messages(id))
    .filter(({ ephemeralTo }) => ephemeralTo === undefined)
    .map(message => JSON.stringify(message));
  return [
    ...(kept.includes(secret) ? ['redis'] : []),
    ...(logged.join('\n').includes(secret) ? ['log'] : []),
    ...said.filter(message => message.includes(secret)),
  ];
}

const forOne = (user: string) =>
  channels.flatMap(({ id }) => product.slack.messages(id)).filter(({ ephemeralTo }) => ephemeralTo === user);

async function passwordShown(user: string): Promise<string> {
  const shown = () => forOne(alice).flatMap(({ text }) => /[A-Za-z0-9]{28}/.exec(text) ?? [])[0];
  await product.slack.waitUntil(() => shown() !== undefined, 10_000);
  expect(forOne(alice).some(({ text }) => text.includes(`The password of ${user} on prod`))).toBe(true);
  return shown() ?? '';
}

describe('passwords of etcd users, from a channel', () => {
  it('let the bot switch logins on, with its own one working afterwards', async () => {
    const { type, approved } = aChannel();
    await type(alice, '/etcd auth enable');
    const card = await approved(bob, carol);
    expect(card.text).not.toContain(ROOT_PASSWORD);
    expect(await takes('root', ROOT_PASSWORD)).toBe(true);
    expect(await placesWith(ROOT_PASSWORD)).toEqual([]);
  });

  it('are made, shown to the requester alone, and found nowhere else', async () => {
    const { type, approved } = aChannel();
    await type(alice, '/etcd user add app');
    await approved(bob);
    const password = await passwordShown('app');
    expect(await takes('app', password)).toBe(true);
    expect(await placesWith(password)).toEqual([]);
  });

  it('are typed into a form, and found nowhere at all', async () => {
    const { type, approved, channel } = aChannel();
    await type(alice, '/etcd user passwd app --ask');
    const form = () => product.modals(alice)[0];
    await product.slack.waitUntil(() => form() !== undefined, 5_000);
    const short = await product.slack.people.submitView(alice, form()?.id ?? '', { password: 'é'.repeat(60) });
    expect(short.kind).not.toBe('closed');
    await product.slack.people.submitView(alice, form()?.id ?? '', { password: TYPED });
    await approved(bob);
    expect(await takes('app', TYPED)).toBe(true);
    expect(await placesWith(TYPED)).toEqual([]);
    expect(product.slack.transcript(channel)).not.toContain(TYPED);
  });

  it('are not asked of somebody who may not', async () => {
    const { type, says } = aChannel();
    await type(eve, '/etcd user passwd app --ask');
    await says('Only operators may do this');
    expect(product.modals(eve)).toEqual([]);
  });

  it('leave users and roles to be read', async () => {
    const { type, says } = aChannel();
    await type(alice, '/etcd auth status');
    expect((await says('prod · etcd asks for logins')).text).toContain('root');
    await type(alice, '/etcd user list');
    expect((await says('2 users')).text).toContain('app');
    await type(alice, '/etcd role get root');
    expect((await says('root has no permission')).text).toContain('may do everything');
    await type(alice, '/etcd role get rot');
    await says('There is no role rot.');
  });
});
