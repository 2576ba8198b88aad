import { startBot } from '../../src/bot.ts';
import type { Log } from '../../src/core/ports.ts';
import type { ProcessSettings, Settings, SlackSettings } from '../../src/core/settings.ts';
import type { EtcdCluster } from '../../src/local/etcd-cluster.ts';
import type { SlackView } from '../../src/playground/slack/workspace.ts';
import { startWorker } from '../../workers/main.ts';
import { type ASlack, aSlack } from '../a-slack.ts';
import { settingsOf, startLab } from '../etcd/a-lab.ts';
import { settings as office } from '../flow/an-office.ts';
import { silent, unmeasured } from '../queue/silence.ts';
import { aRedis } from '../store/a-redis.ts';

export const alice = 'U0ALICE';
export const bob = 'U0BOB';
export const carol = 'U0CAROL';
export const eve = 'U0EVE';

export type Product = {
  readonly slack: ASlack;
  readonly cluster: EtcdCluster;
  readonly redisUrl: string;
  readonly settings: Settings;
  /** The modals that somebody has open, as text. */
  readonly modals: (user: string) => readonly SlackView[];
  readonly stopWorker: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly settings?: (settings: Settings) => Settings;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly log?: Log;
};

/** Slack tells actions apart by the microsecond. */
function microseconds(): () => number {
  let last = 0;
  return () => {
    last = Math.max(Date.now(), last + 0.001);
    return last;
  };
}

/** A bot, a worker, a Redis and three members of etcd, all real; only Slack is stood in for. alice operates, bob and carol approve. */
export async function aProduct({
  settings: change = given => given,
  channels,
  log = silent,
}: Options): Promise<Product> {
  const [redis, slack, lab] = await Promise.all([
    aRedis(),
    aSlack({ channels, now: microseconds() }),
    startLab('3.5.30'),
  ]);
  const settings = change({
    ...office,
    redis: { url: redis.url, prefix: 'etcd-chatops' },
    clusters: [settingsOf(lab.cluster.endpoints, { name: 'prod', environment: 'production' })],
    channels: channels.map(({ id }) => ({ id, cluster: 'prod', language: 'en', reports: null, alerts: true })),
    access: {
      viewers: { channels: true, users: [], groups: [] },
      operators: { users: [alice], groups: [] },
      approvers: { users: [alice, bob, carol], groups: [] },
      terminal: {},
    },
  });
  const process = { admin: { host: '127.0.0.1', port: 0 }, logLevel: 'error', settings };
  const socket: SlackSettings = {
    ...{ mode: 'socket', botToken: slack.tokens.bot, appToken: slack.tokens.app, apiUrl: slack.apiUrl },
  };
  const shared = { meter: unmeasured, log, clock: Date.now, random: Math.random };
  const ofWorker: ProcessSettings = { ...process, slack: null };
  const worker = await startWorker({ process: ofWorker, ...shared });
  const bot = await startBot({ process: { ...process, slack: socket }, ...shared });
  let working = true;
  const stopWorker = async () => {
    if (working) await worker.close();
    working = false;
  };
  return {
    ...{ slack, cluster: lab.cluster, redisUrl: redis.url, settings, stopWorker },
    modals: user => [...slack.workspace.views.values()].filter(view => view.user === user),
    close: async () => {
      await bot.close();
      await stopWorker();
      await slack.close();
      await Promise.all([redis.remove(), lab.end()]);
    },
  };
}
