import { cpus } from 'node:os';
import { status } from '../commands/status.ts';
import type { Survey } from '../src/core/cluster.ts';
import type { Pictured } from '../src/core/document.ts';
import { verbatim } from '../src/core/message.ts';
import { isRefusal } from '../src/core/refusal.ts';
import type { ClusterSettings } from '../src/core/settings.ts';
import { openEtcdReader } from '../src/etcd/survey.ts';
import { pngOf } from '../src/pictures/draw.ts';
import { askEtcdctl } from './etcdctl.ts';
import { type Watched, watchFleets } from './fleet.ts';
import { type Result, tableOf } from './report.ts';
import { type Scanned, scanKeys } from './scan.ts';
import { median, percentile, type Series, series, timed } from './series.ts';
import { openWorld, type World } from './world.ts';

const DEADLINE_MS = 2_000;
/** Clusters that one worker watches. */
const FLEETS = [50, 100, 200];
/** Keys that `space` counts. */
const KEYS = [100_000, 1_000_000];
const json = process.argv.includes('--json');
/** Only what watching many clusters takes, or only what counting many keys takes. */
const only = ['--watching', '--scanning'].find(flag => process.argv.includes(flag)) ?? null;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const names = {
  warm: 'status, first answer after the start',
  ack: 'acknowledgement of a command',
  survey: 'survey alone',
  status: 'status, key press to posted answer',
  etcdctl: 'etcdctl, four commands',
  surveyFrozen: 'survey alone, one member frozen',
  statusFrozen: 'status, one member frozen',
  etcdctlFrozen: 'etcdctl, one member frozen',
  picture: 'a picture of 300 points, drawn',
} as const;

async function measure(world: World): Promise<readonly Series[]> {
  const { cluster, etcd, slack, ask } = world;
  const reader = openEtcdReader(settingsOf(cluster.endpoints), quiet);
  const survey = () => timed(() => reader.survey(surveyOfStatus()));
  const etcdctl = () => timed(() => askEtcdctl(etcd.etcdctl, cluster.endpoints));

  say('Measuring a healthy cluster …');
  const warm = await series(names.warm, 1, () => ask('/etcd status'));
  await series('warming up', 20, () => ask('/etcd status'));
  await series('warming up', 5, survey);
  slack.calls.clear();
  const healthy = [
    await series(names.survey, 100, survey),
    await series(names.status, 100, () => ask('/etcd status')),
    await series(names.etcdctl, 20, etcdctl),
  ];
  const acks = slack.calls.named('slash_commands').flatMap(({ took }) => (took === undefined ? [] : [took]));

  say('Measuring with one member frozen …');
  const leader = await reader.survey(surveyOfStatus()).then(leaderIndex);
  const follower = cluster.members.find((_, index) => index !== leader);
  follower?.freeze();
  const frozen = [
    await series(names.surveyFrozen, 10, survey),
    await series(names.statusFrozen, 15, () => ask('/etcd status')),
    await series(names.etcdctlFrozen, 3, etcdctl),
  ];
  follower?.thaw();
  await reader.close();
  const picture = await series(names.picture, 20, () => timed(() => pngOf(aChart)));
  return [warm, { name: names.ack, runs: acks }, ...healthy, ...frozen, picture];
}

const aChart: Pictured = {
  type: 'chart',
  title: verbatim('Database file'),
  unit: 'bytes',
  times: Array.from({ length: 300 }, (_, index) => index * 60_000),
  series: [
    { name: verbatim('File'), values: Array.from({ length: 300 }, (_, index) => (1_000 + (index % 37)) * 2 ** 20) },
  ],
};

const leaderIndex = ({ endpoints }: Awaited<ReturnType<ReturnType<typeof openEtcdReader>['survey']>>): number =>
  endpoints.findIndex(({ status: told }) => told.ok && told.value.leader === told.value.memberId);

function surveyOfStatus(): Survey {
  const actor = { kind: 'schedule', name: 'bench' } as const;
  const request = { id: '', command: 'status', args: {}, options: {}, cluster: 'bench', actor, askedAt: 0 };
  const needs = status.needs({ ...request, place: { kind: 'terminal' }, language: 'en' });
  if (isRefusal(needs)) throw new Error('status needs nothing');
  return needs;
}

const settingsOf = (endpoints: readonly string[]): ClusterSettings => ({
  name: 'bench',
  environment: 'development',
  endpoints,
  tls: null,
  auth: null,
  patroni: { namespace: '/pg', username: null, password: null },
  pigsty: null,
  snapshots: null,
  deadlineMs: DEADLINE_MS,
});

const nothing = (): void => undefined;
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };

async function pageOf({ cluster }: World): Promise<string> {
  return (await fetch(`${cluster.endpoints[0]}/metrics`)).text();
}

type Large = { readonly watching: readonly Watched[]; readonly scanning: readonly Scanned[] };

function resultOf(all: readonly Series[], { watching, scanning }: Large, { etcd, redis }: World): Result {
  const of = (name: string): number => median(all.find(each => each.name === name)?.runs ?? []);
  return {
    machine: {
      processor: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
      node: process.versions.node,
      etcd: etcd.version,
      redis,
    },
    series: all.map(({ name, runs }) => ({
      name,
      runs: runs.length,
      median: median(runs),
      p95: percentile(runs, 0.95),
    })),
    watching,
    scanning,
    times: {
      ...linear(watching),
      ...flat(scanning),
      ...(only === null ? ratiosOfStatus(of) : {}),
    },
  };
}

const ratiosOfStatus = (of: (name: string) => number): Result['times'] => ({
  'status to etcdctl, healthy': of(names.status) / of(names.etcdctl),
  'status to etcdctl, one member frozen': of(names.statusFrozen) / of(names.etcdctlFrozen),
  'status to its survey': of(names.status) / of(names.survey),
  'status with a frozen member to its deadline': of(names.statusFrozen) / DEADLINE_MS,
});

/** Twice as many clusters: how often as much. */
const linear = (watching: readonly Watched[]): Result['times'] =>
  Object.fromEntries(
    watching.slice(1).flatMap((large, index) => {
      const small = watching[index] ?? large;
      const name = `${large.clusters} clusters to ${small.clusters}`;
      const surveys = large.clusters / small.clusters;
      return [
        [`${name}: time of a round`, large.round / small.round],
        [`${name}: processor`, (large.processor / small.processor) * surveys],
        [`${name}: memory that stays`, large.heap / small.heap],
        [`${name}: bytes written`, (large.bytes / small.bytes) * surveys],
      ];
    }),
  );

/** So many times as many keys: how often as much. */
const flat = (scanning: readonly Scanned[]): Result['times'] =>
  Object.fromEntries(
    scanning.slice(1).flatMap((large, index) => {
      const small = scanning[index] ?? large;
      const name = `${large.keys} keys to ${small.keys}`;
      return [
        [`${name}: time`, large.took / small.took],
        [`${name}: memory`, large.memory / small.memory],
      ];
    }),
  );

const world = await openWorld(say);
const page = await pageOf(world);
const all = await (only === null ? measure(world) : Promise.resolve([])).finally(world.close);
const watching = only === '--scanning' ? [] : await watchFleets(FLEETS, page, say);
const scanning = only === '--watching' ? [] : await scanKeys(KEYS, say);
const result = resultOf(all, { watching, scanning }, world);
process.stdout.write(`${json ? JSON.stringify(result, null, 2) : tableOf(result)}\n`);
