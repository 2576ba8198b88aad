import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PostgresCluster, PostgresState } from '../../src/core/patroni/cluster.ts';
import type { Impact } from '../../src/core/patroni/impact.ts';
import { impactOf } from '../../src/core/patroni/impact-of.ts';
import { addressesIn } from '../../src/core/patroni/picture.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { openReach, type ReachEdge } from '../../src/patroni/reach.ts';
import { aPatroniLab, type PatroniLab } from '../a-patroni.ts';
import { quiet, settingsOf } from '../etcd/a-lab.ts';
import { askFor, BOB, succeeds } from './a-change.ts';
import { aWorld, oneCluster, payloadOf, textOf, type World } from './a-product.ts';
import { anOutage, type Outage } from './an-outage.ts';

// Two processors run a dozen PostgreSQL servers here beside other tests.
vi.setConfig({ testTimeout: 150_000 });

/** Patroni's keys outlive the killed member here: failsafe mode goes on asking for it. */
const LONG_TTL = 300;
const SLOW = { timeout: 90_000, interval: 100 };
/** By how much a busy machine may be late, seconds. Nothing makes it early. */
const LATE = 10;

let lab: PatroniLab;
let reader: EtcdReader;
let reach: ReachEdge;
let world: World;
let channels = 0;

beforeAll(async () => {
  const began = performance.now();
  lab = await aPatroniLab({
    etcdMembers: 3,
    clusters: [
      { name: 'pg-test', members: 2, failsafe: true, patroni: '3.0.2' },
      { name: 'pg-audit', members: 1, failsafe: false, patroni: '3.0.2' },
      { name: 'pg-quiet', members: 1, failsafe: false, patroni: '3.0.2' },
      { name: 'pg-meta', members: 2, failsafe: true, patroni: '4.0' },
      { name: 'pg-dead', members: 2, failsafe: true, patroni: '4.0', ttl: LONG_TTL },
      { name: 'pg-shop', members: 1, failsafe: false, patroni: '4.0' },
    ],
  });
  const patroni = { namespace: '/pg', username: null, password: null };
  reader = openEtcdReader(settingsOf(lab.etcd.endpoints, { patroni }), quiet);
  reach = openReach({ tls: null });
  const file = oneCluster(lab.etcd.endpoints).replace(
    'namespace: /pg',
    'namespace: /pg, username: postgres, password: Patroni.API',
  );
  world = await aWorld(() => file);
  await Promise.all([world.startBot(), world.startWorker()]);
  process.stdout.write(`six PostgreSQL clusters are up after ${seconds(performance.now() - began)} s\n`);
}, 240_000);
afterAll(async () => {
  await world?.close();
  await reader?.close();
  await reach?.close();
  await lab?.close();
}, 60_000);

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

/** What the bot answers in a channel. */
async function answerTo(line: string): Promise<string> {
  const ask = async () => {
    const answer = await world.ask(`C0E2E${channels++}`, `/etcd ${line}`, { withinMs: 15_000 });
    expect(payloadOf(answer), textOf(answer)).toMatchObject({ kind: 'answer' });
    return textOf(answer);
  };
  // Slack gives a command up that is not taken within three seconds, and then one types it again.
  return vi.waitFor(ask, { timeout: 60_000, interval: 500 });
}

/** A change that is asked for, approved, and done. */
async function change(line: string): Promise<void> {
  const asked = await askFor(world, `C0E2E${channels++}`, line);
  expect(payloadOf(asked.card()), textOf(asked.card())).toMatchObject({ state: 'awaiting_approval' });
  await asked.approve(BOB);
  await succeeds(world, asked);
}

/** As the product surveys it: etcd's keys, and who answers by REST. */
async function surveyed(): Promise<PostgresState> {
  const { postgres } = await reader.survey({ parts: ['postgres'] });
  if (!postgres?.ok) throw new Error(`Patroni's keys cannot be read: ${JSON.stringify(postgres?.fault)}`);
  return { ...postgres.value, reach: await reach.ask(addressesIn(postgres.value)) };
}

async function decoded(name: string): Promise<PostgresCluster> {
  const found = (await surveyed()).clusters.find(cluster => cluster.name === name);
  if (!found) throw new Error(`no ${name} among Patroni's keys`);
  return found;
}

describe('asked in a channel', () => {
  it('the bot lists all clusters, of each version of Patroni', async () => {
    const text = await answerTo('pg list');
    for (const { name, version } of lab.clusters) {
      expect(text).toContain(name);
      expect(text).toContain(version);
    }
  });

  it('it shows one of them with its members, and whom the primary asks in failsafe mode', async () => {
    const text = await answerTo('pg show pg-test');
    for (const words of ['pg-test-1', 'pg-test-2', 'asks', '20 / 1 / 3 s']) expect(text).toContain(words);
  });

  it('it tells a switchover that is planned', async () => {
    await lab.cluster('pg-test').switchover('pg-test-2', '2099-01-01T03:00:00+00:00');
    expect(await answerTo('pg show pg-test')).toContain('2099-01-01T03:00:00+00:00');
    expect(await answerTo('pg impact')).toContain('A switchover to');
    await lab.cluster('pg-test').control('flush', 'pg-test', 'switchover', '--force');
  });
});

describe('a switchover', () => {
  it('is seen while it is under way, and nothing of it afterwards', async () => {
    const cluster = lab.cluster('pg-test');
    const seen: unknown[] = [];
    const order = cluster.switchover('pg-test-2');
    const watching = expect
      .poll(
        async () => {
          const { failover } = await decoded('pg-test');
          if (failover.state === 'read' && failover.value) seen.push(failover.value);
          return seen.length;
        },
        { ...SLOW, interval: 20 },
      )
      .toBeGreaterThan(0);
    await Promise.all([order, watching]);
    expect(seen[0]).toMatchObject({ candidate: 'pg-test-2' });
    await cluster.settled();
    await expect
      .poll(async () => (await decoded('pg-test')).leader, SLOW)
      .toMatchObject({ value: { name: 'pg-test-2' } });
    await expect.poll(async () => (await decoded('pg-test')).failover, SLOW).toMatchObject({ value: null });
  });
});

describe('what is said an outage would do', () => {
  let outage: Outage;
  let said: readonly Impact[];

  beforeAll(async () => {
    await change('pg pause pg-quiet');
    expect(await decoded('pg-quiet')).toMatchObject({ config: { value: { pause: true } } });
    await lab.cluster('pg-dead').member('pg-dead-2').kill();
    const state = await surveyed();
    said = state.clusters.map(cluster => impactOf(cluster, state));
    expect(Object.fromEntries(said.map(({ cluster, fate }) => [cluster, fate]))).toEqual({
      'pg-test': 'stays',
      'pg-meta': 'stays',
      'pg-quiet': 'stays',
      'pg-audit': 'demotes',
      'pg-shop': 'demotes',
      'pg-dead': 'demotes',
    });
    expect(await answerTo('pg impact')).toContain('pg-dead-2');
    outage = await anOutage(lab.etcd, lab.clusters);
  }, 240_000);

  it('is what happens, in the time that is said', async () => {
    const latest = Math.max(...said.map(({ demotesAfter }) => demotesAfter?.latest ?? 0));
    const judged = () =>
      said.every(({ cluster, fate }) => {
        const { readOnlyAfter, lastWrite } = outage.happened(cluster);
        return readOnlyAfter !== null || (fate === 'stays' && lastWrite > latest);
      });
    await expect.poll(judged, SLOW).toBe(true);
    await outage.enough();
    process.stdout.write(`${tableOf(said, outage, lab)}\n`);
    for (const { cluster, demotesAfter } of said) {
      const { readOnlyAfter } = outage.happened(cluster);
      if (demotesAfter === null) expect(readOnlyAfter, cluster).toBeNull();
      else {
        expect(readOnlyAfter, cluster).toBeGreaterThanOrEqual(demotesAfter.earliest);
        expect(readOnlyAfter, cluster).toBeLessThanOrEqual(demotesAfter.latest + LATE);
      }
    }
  });

  it('is said meanwhile, too, from what was seen last', async () => {
    const text = await answerTo('pg impact');
    for (const { cluster } of said) expect(text).toContain(cluster);
  });

  it('is over when etcd is back: all clusters take writes', async () => {
    await outage.end();
    const writable = async () => {
      const answers = lab.clusters.map(async one => ((await one.canWrite()) ? [] : [one.name]));
      return (await Promise.all(answers)).flat();
    };
    await expect.poll(writable, SLOW).toEqual([]);
  });

  it('and only what the bot has paused is resumed', async () => {
    await change('pg resume --all');
    expect(await decoded('pg-quiet')).toMatchObject({ config: { value: { pause: false } } });
  });
});

function tableOf(said: readonly Impact[], outage: Outage, { cluster }: PatroniLab): string {
  const rows = said.map(impact => {
    const { readOnlyAfter, lastWrite } = outage.happened(impact.cluster);
    const { earliest, latest } = impact.demotesAfter ?? {};
    const predicted = earliest === undefined ? 'stays writable' : `read-only after ${earliest} to ${latest} s`;
    const happened =
      readOnlyAfter === null ? `a write at +${lastWrite.toFixed(1)} s` : `read-only at +${readOnlyAfter.toFixed(1)} s`;
    return [impact.cluster, `Patroni ${cluster(impact.cluster).version}`, predicted, happened];
  });
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
