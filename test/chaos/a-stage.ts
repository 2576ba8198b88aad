import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { taggedPrefix } from '../../src/store/redis.ts';
import { aLab, type Lab } from '../e2e/a-change.ts';
import { aWorld, manyChannels, type World } from '../e2e/a-product.ts';
import { type AStore, aStore } from '../store/a-store.ts';
import { places } from './doom.ts';
import { bearMortals } from './mortals.ts';

export type ClusterName = 'logins' | 'members' | 'space';

export type Stage = {
  readonly world: World;
  readonly labs: ReadonlyMap<ClusterName, Lab>;
  readonly lab: (cluster: ClusterName) => Lab;
  readonly store: AStore;
  /** What the test and its mortal processes share. */
  readonly folder: string;
  readonly tally: string;
  readonly aChannel: (cluster: ClusterName) => string;
  /** What bots and workers had to say, for an error message. */
  readonly words: () => string;
  readonly close: () => Promise<void>;
};

export type StageOptions = {
  readonly mortal: string;
  readonly tally: string;
  /** How many voters each cluster has. */
  readonly clusters: Readonly<Partial<Record<ClusterName, number>>>;
  /** After this a process that no longer answers counts as gone, milliseconds: little, where they are killed one after another. */
  readonly lockMs: number;
  readonly bots: number;
  readonly workers: number;
};

/** How long anything may take, milliseconds: on a machine that has much else to do. */
export const SOME_TIME = 240_000;

export const ROOT_PASSWORD = 'chaos-root-password';
/** What `auth rotate-root` makes of it. */
export const NEXT_ROOT_PASSWORD = 'chaos-root-password-after';
const QUOTA_BYTES = 8 * 1024 * 1024;
const names = ['logins', 'members', 'space'] as const;

/** Real clusters, a real Redis, and bots and workers as processes that die where they are told to; only Slack is stood in for. */
export async function aStage({ mortal, tally, clusters, lockMs, bots, workers }: StageOptions): Promise<Stage> {
  const asked = names.filter(name => clusters[name] !== undefined);
  const [folder, ...found] = await Promise.all([
    scratchFolder('stage'),
    ...asked.map(async name => {
      const quota = name === 'space' ? QUOTA_BYTES : undefined;
      return [name, await aLab('3.5.16', clusters[name] ?? 1, quota)] as const;
    }),
  ]);
  const labs = new Map(found);
  const world = await aWorld(() => configurationOf(labs));
  const store = await aStore(world.redis.url, taggedPrefix('etcd-chatops'));
  const keeper = keepAlive(world, folder.path);
  const nursery = {
    program: mortal,
    folder: folder.path,
    env: world.env({ LOG_LEVEL: 'warn', CHAOS_LOCK_MS: `${lockMs}` }),
  };
  const born = [
    bearMortals({ ...nursery, role: 'bot', count: bots }),
    bearMortals({ ...nursery, role: 'worker', count: workers }),
  ];
  await world.slack.waitUntil(() => world.slack.connections() >= 2 * bots, 60_000);
  const used = new Map<ClusterName, number>();
  return {
    ...{ world, labs, store, tally, folder: folder.path },
    lab: name => labs.get(name) ?? raise(`no cluster ${name}`),
    aChannel: name => {
      const next = used.get(name) ?? 0;
      used.set(name, next + 1);
      return channelsOf(name)[next % CHANNELS]?.id ?? raise('no channel');
    },
    words: () => born.map(({ words }) => words()).join('\n'),
    close: async () => {
      await Promise.all(born.map(({ end }) => end()));
      await keeper.end();
      await store.close();
      await world.close();
      await Promise.all([...labs.values()].map(lab => lab.remove()));
      await folder.remove();
    },
  };
}

/** Whoever kills Redis finds it by this file; it comes back with what its append-only file holds. */
function keepAlive({ redis }: World, folder: string) {
  const note = () => writeFileSync(places(folder).redis, `${redis.pid}`);
  let over = false;
  note();
  const watching = (async () => {
    while (!over) {
      if (redis.pid === 0) {
        await redis.restart();
        note();
      }
      await pause(20);
    }
  })();
  return {
    end: async () => {
      over = true;
      await watching;
    },
  };
}

const CHANNELS = 20;
const channelsOf = (name: ClusterName) =>
  manyChannels.slice(names.indexOf(name) * CHANNELS, (names.indexOf(name) + 1) * CHANNELS);

const configurationOf = (labs: ReadonlyMap<ClusterName, Lab>): string =>
  [
    'clusters:',
    ...[...labs].flatMap(([name, { cluster }]) => [
      `  - name: ${name}`,
      '    environment: production',
      `    endpoints: ${JSON.stringify(cluster.endpoints)}`,
      // A worker that has just been born on a busy machine is slow to read; what it cannot read has changed, for all it knows.
      '    deadline: 20s',
      ...(name === 'logins'
        ? [`    auth: { username: root, password: ${ROOT_PASSWORD}, nextPassword: ${NEXT_ROOT_PASSWORD} }`]
        : []),
    ]),
    'channels:',
    ...[...labs.keys()].flatMap(name => channelsOf(name).map(({ id }) => `  - { id: ${id}, cluster: ${name} }`)),
    'access:',
    '  viewers: { channels: true }',
    '  operators: { users: [U0ALICE] }',
    '  approvers: { users: [U0BOB, U0CAROL] }',
    'approvals:',
    '  destructive: { required: 2, typed: false }',
  ].join('\n');

function raise(why: string): never {
  throw new Error(why);
}
