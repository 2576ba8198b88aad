import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostgresCluster, PostgresState } from '../../src/core/patroni/cluster.ts';
import type { Impact } from '../../src/core/patroni/impact.ts';
import { impactOf } from '../../src/core/patroni/impact-of.ts';
import { addressesIn } from '../../src/core/patroni/picture.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { openReach, type ReachEdge } from '../../src/patroni/reach.ts';
import { aPatroniLab, type PatroniLab } from '../a-patroni.ts';
import { quiet, settingsOf } from '../etcd/a-lab.ts';
import { anOutage, type Outage } from './an-outage.ts';

/** Patroni's keys outlive the killed member here: failsafe mode goes on asking for it. */
const LONG_TTL = 300;
const SLOW = { timeout: 60_000, interval: 100 };
/** By how much a busy machine may be late, seconds. Nothing makes it early. */
const LATE = 10;

let lab: PatroniLab;
let reader: EtcdReader;
let reach: ReachEdge;

beforeAll(async () => {
  const began = performance.now();
  lab = await aPatroniLab({
    etcdMembers: 3,
    clusters: [
      { name: 'pg-test', members: 2, failsafe: true, patroni: '3.0.2' },
      { name: 'pg-audit', members: 2, failsafe: false, patroni: '3.0.2' },
      { name: 'pg-quiet', members: 1, failsafe: false, patroni: '3.0.2' },
      { name: 'pg-meta', members: 2, failsafe: true, patroni: '4.0' },
      { name: 'pg-dead', members: 2, failsafe: true, patroni: '4.0', ttl: LONG_TTL },
      { name: 'pg-shop', members: 1, failsafe: false, patroni: '4.0' },
    ],
  });
  const patroni = { namespace: '/pg', username: null, password: null };
  reader = openEtcdReader(settingsOf(lab.etcd.endpoints, { patroni }), quiet);
  reach = openReach({ tls: null });
  process.stdout.write(`six PostgreSQL clusters are up after ${seconds(performance.now() - began)} s\n`);
}, 240_000);
afterAll(async () => {
  await reader?.close();
  await reach?.close();
  await lab?.close();
}, 60_000);

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

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

describe('the keys of real clusters', () => {
  it('are read whole, of each version of Patroni', async () => {
    const { clusters } = await surveyed();
    expect(clusters.map(({ name }) => name)).toEqual([
      'pg-audit',
      'pg-dead',
      'pg-meta',
      'pg-quiet',
      'pg-shop',
      'pg-test',
    ]);
  });

  it('show a switchover while it is under way, and nothing of it afterwards', async () => {
    const cluster = lab.cluster('pg-audit');
    const seen: unknown[] = [];
    const order = cluster.switchover('pg-audit-2');
    const watching = expect
      .poll(
        async () => {
          const { failover } = await decoded('pg-audit');
          if (failover.state === 'read' && failover.value) seen.push(failover.value);
          return seen.length;
        },
        { ...SLOW, interval: 20 },
      )
      .toBeGreaterThan(0);
    await Promise.all([order, watching]);
    expect(seen[0]).toMatchObject({ candidate: 'pg-audit-2' });
    await cluster.settled();
    await expect
      .poll(async () => (await decoded('pg-audit')).leader, SLOW)
      .toMatchObject({ value: { name: 'pg-audit-2' } });
    await expect.poll(async () => (await decoded('pg-audit')).failover, SLOW).toMatchObject({ value: null });
  });
});

describe('what is said an outage would do', () => {
  let outage: Outage;
  let said: readonly Impact[];

  beforeAll(async () => {
    await lab.cluster('pg-quiet').control('pause', '--wait', 'pg-quiet');
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
    outage = await anOutage(lab.etcd, lab.clusters);
  }, 120_000);

  it('is what happens, in the time that is said', async () => {
    const latest = Math.max(...said.map(({ demotesAfter }) => demotesAfter?.latest ?? 0));
    const judged = () =>
      said.every(({ cluster, fate }) => {
        const { readOnlyAfter, lastWrite } = outage.happened(cluster);
        return readOnlyAfter !== null || (fate === 'stays' && lastWrite > latest);
      });
    await expect.poll(judged, SLOW).toBe(true);
    process.stdout.write(`${tableOf(said, outage, lab)}\n`);
    for (const { cluster, demotesAfter } of said) {
      const { readOnlyAfter } = outage.happened(cluster);
      if (demotesAfter === null) expect(readOnlyAfter, cluster).toBeNull();
      else {
        expect(readOnlyAfter, cluster).toBeGreaterThanOrEqual(demotesAfter.earliest);
        expect(readOnlyAfter, cluster).toBeLessThanOrEqual(demotesAfter.latest + LATE);
      }
    }
  }, 90_000);

  it('is over when etcd is back: all clusters take writes', async () => {
    await outage.end();
    const writable = async () => {
      const answers = lab.clusters.map(async one => ((await one.canWrite()) ? [] : [one.name]));
      return (await Promise.all(answers)).flat();
    };
    await expect.poll(writable, SLOW).toEqual([]);
  }, 90_000);
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
