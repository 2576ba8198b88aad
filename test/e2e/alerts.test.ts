import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import type { Running } from '../../src/wiring/running.ts';
import { aLab, type Lab } from './a-change.ts';
import { ALICE, aWorld, isNotice, oneCluster, textOf, type World } from './a-product.ts';

const CHANNEL = 'C0PRODETCD';

let lab: Lab;
let world: World;
let running: readonly Running[];

beforeAll(async () => {
  lab = await aLab('3.5.16', 3);
  world = await aWorld(
    () => oneCluster(lab.cluster.endpoints, `  - { id: ${CHANNEL}, cluster: prod, alerts: true }`),
    settings => ({ ...settings, watch: { everyMs: 1_000, clearMs: 4_000, remindMs: 3_600_000 } }),
  );
  // Two workers watch, and one of them at a time looks.
  running = [await world.startBot(), await world.startWorker(), await world.startWorker()];
});
afterAll(async () => {
  await world?.close();
  await lab?.remove();
});

const alerts = (): readonly SlackMessage[] => world.said(CHANNEL).filter(isNotice);
const cards = () => alerts().filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts);
const replies = () => alerts().filter(({ threadTs, ts }) => threadTs !== undefined && threadTs !== ts);
const says = (words: string) => (message: SlackMessage) => isNotice(message) && textOf(message).includes(words);

describe('a cluster that breaks between two reports', () => {
  it('is told once, with what follows in its thread, and is closed when it is well again', async () => {
    const leader = await lab.leader();
    const [one, other] = lab.cluster.members.filter(({ name }) => name !== leader);
    if (!one || !other) throw new Error('three members');
    expect(alerts()).toEqual([]);

    await one.kill();
    const card = await world.slack.waitForMessage(CHANNEL, says(`etcd does not run on ${one.name}`), 30_000);
    expect(textOf(card)).toContain('tolerates no further failure');
    expect(replies()).toEqual([]);

    await other.kill();
    const worse = await world.slack.waitForMessage(CHANNEL, says('Quorum is lost'), 30_000);
    expect(worse.ts === card.ts || worse.threadTs === card.ts).toBe(true);

    await one.restart();
    await other.restart();
    await world.slack.waitForMessage(
      CHANNEL,
      message => message.ts === card.ts && says('is well again')(message),
      60_000,
    );
    await world.slack.waitForMessage(
      CHANNEL,
      message => says('All is well again')(message) && message.threadTs === card.ts,
      30_000,
    );
    expect(cards().map(({ ts }) => ts)).toEqual([card.ts]);
  }, 150_000);

  it('is told by whichever worker is left', async () => {
    await running[1]?.close();
    const [member] = lab.cluster.members;
    await member?.kill();
    await world.slack.waitForMessage(
      CHANNEL,
      message => says('etcd does not run on')(message) && !message.threadTs && message.ts !== cards()[0]?.ts,
      40_000,
    );
    expect(cards()).toHaveLength(2);
  }, 60_000);

  it('is looked after by whoever says so, and silenced with a reason, by its buttons', async () => {
    const ts = cards().at(-1)?.ts ?? '';
    const isCard = (message: SlackMessage) => message.ts === ts;
    const press = (command: string) =>
      world.slack.people.click(ALICE, CHANNEL, ts, `ask-here:${command} --cluster prod`);
    await press('acknowledge');
    await world.slack.waitForMessage(
      CHANNEL,
      message => isCard(message) && textOf(message).includes('has seen it'),
      15_000,
    );
    await press('silence');
    const modal = () => [...world.slack.workspace.views.values()].find(view => view.user === ALICE);
    await world.slack.waitUntil(() => JSON.stringify(modal() ?? '').includes('For how long'));
    await world.slack.people.submitView(ALICE, modal()?.id ?? '', { duration: '2h', reason: 'we know' });
    await world.slack.waitForMessage(
      CHANNEL,
      message => isCard(message) && textOf(message).includes('Silenced by alice'),
      15_000,
    );
    await lab.cluster.members[0]?.restart();
    await world.slack.waitForMessage(CHANNEL, message => isCard(message) && says('is well again')(message), 60_000);
  }, 120_000);

  it('is remembered: a trend shows how it went, and says how little that foretells', async () => {
    const answer = await world.ask(CHANNEL, '/etcd trend');
    expect(textOf(answer)).toContain('too little to foretell');
    expect(textOf(answer)).toContain('data_visualization');
    expect(textOf(await world.ask(CHANNEL, '/etcd trend leader'))).toMatch(/the leader (did not change|changed)/);
    expect(textOf(await world.ask(CHANNEL, '/etcd trend nonsense'))).toContain('There is no trend of');
  });
});
