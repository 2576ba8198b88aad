import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMetrics } from '../../src/admin/meter.ts';
import { startBot } from '../../src/bot.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import type { Log } from '../../src/core/ports.ts';
import type { ProcessSettings, Settings } from '../../src/core/settings.ts';
import { type EtcdCluster, type EtcdClusterOptions, startEtcdCluster } from '../../src/local/etcd-cluster.ts';
import { type LocalRedis, startRedis } from '../../src/local/redis.ts';
import { writeSampleKeys } from '../../src/local/sample-keys.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';
import type { SlackChannel, SlackMessage } from '../../src/playground/slack/workspace.ts';
import { findOrGet } from '../../src/setup/binaries.ts';
import { defaultEtcd } from '../../src/setup/etcd-versions.ts';
import type { Running } from '../../src/wiring/running.ts';
import { startWorker } from '../../workers/main.ts';
import { type ASlack, aSlack } from '../a-slack.ts';

export const ALICE = 'U0ALICE';
const say = () => undefined;
const quiet: Log = { debug: say, info: say, warn: say, error: say };

export type Etcd = { readonly cluster: EtcdCluster; readonly directory: string; readonly remove: () => Promise<void> };

/** A real etcd cluster in a folder of its own, with the sample keys where nobody has to log in. */
export async function anEtcd(options: Partial<EtcdClusterOptions> = {}): Promise<Etcd> {
  const [{ etcd }, folder] = await Promise.all([defaultEtcd({ say }), scratchFolder('e2e-etcd')]);
  const cluster = await startEtcdCluster({ binary: etcd, members: 3, directory: folder.path, ...options });
  if (!options.auth) await writeSampleKeys(cluster.api, new Date());
  const remove = async (): Promise<void> => {
    await cluster.stop();
    await folder.remove();
  };
  return { cluster, directory: folder.path, remove };
}

/** Channels with ids `C0E2E0`, `C0E2E1`, ...: one a test, for messages in one channel are a second apart. */
export const manyChannels: readonly SlackChannel[] = Array.from({ length: 60 }, (_, index) => ({
  id: `C0E2E${index}`,
  name: `e2e-${index}`,
}));

export type World = {
  readonly slack: ASlack;
  readonly redis: LocalRedis;
  /** The environment of a bot and a worker of this world, with the configuration in a file. */
  readonly env: (more?: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  readonly settings: (role: 'bot' | 'worker') => ProcessSettings;
  readonly startBot: () => Promise<Running>;
  readonly startWorker: () => Promise<Running>;
  /** Somebody types into a channel; resolves with what the bot then says there that it had not said. */
  readonly ask: (channel: string, text: string, options?: AskOptions) => Promise<SlackMessage>;
  /** What the bot has said in a channel. */
  readonly said: (channel: string) => readonly SlackMessage[];
  readonly close: () => Promise<void>;
};

export type AskOptions = { readonly as?: string; readonly thread?: string; readonly withinMs?: number };

/** A stand-in for Slack, a real Redis, and the product's own compositions to start against them. */
export async function aWorld(
  configuration: (write: (name: string, text: string) => void) => string,
  change: (settings: Settings) => Settings = given => given,
): Promise<World> {
  const folder = await scratchFolder('e2e');
  const text = configuration((name, content) => writeFileSync(join(folder.path, name), content));
  const configFile = join(folder.path, 'etcd-chatops.yaml');
  writeFileSync(configFile, text);
  const [redis, slack] = await Promise.all([
    findOrGet('redis-server', { say }).then(binary => startRedis({ binary, directory: join(folder.path, 'redis') })),
    aSlack({ channels: manyChannels }),
  ]);
  const running = new Set<Running>();
  const env = (more = {}) => ({
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    REDIS_URL: redis.url,
    ETCD_CHATOPS_CONFIG: configFile,
    ADMIN_PORT: '0',
    LOG_LEVEL: 'warn',
    ...more,
  });
  const settings = (role: 'bot' | 'worker'): ProcessSettings => {
    const read = readSettings(env(), path => readFileSync(path, 'utf8'), role, readInventory);
    if (!read.ok) throw new Error(formatProblems(read.error));
    return { ...read.value, settings: change(read.value.settings) };
  };
  const parts = { meter: openMetrics(async () => []).meter, log: quiet, clock: Date.now, random: Math.random };
  const started = async (starting: Promise<Running>): Promise<Running> => {
    const part = await starting;
    running.add(part);
    return { ...part, close: async () => (running.delete(part) ? part.close() : undefined) };
  };
  const said = (channel: string) => slack.messages(channel).filter(message => message.user === 'U0ETCDBOT');
  return {
    slack,
    redis,
    env,
    settings,
    said,
    startBot: () => {
      const bot = settings('bot');
      if (bot.slack === null) throw new Error('a bot without Slack');
      return started(startBot({ ...parts, process: { ...bot, slack: bot.slack } }));
    },
    startWorker: () => started(startWorker({ ...parts, process: settings('worker') })),
    ask: async (channel, typed, { as = ALICE, thread, withinMs = 10_000 } = {}) => {
      const before = new Set(said(channel).map(message => message.ts));
      await slack.people.type(as, channel, typed, thread === undefined ? {} : { thread });
      const isAnswer = (message: SlackMessage) =>
        message.user === 'U0ETCDBOT' && !before.has(message.ts) && !isNotice(message);
      return slack.waitForMessage(channel, isAnswer, withinMs);
    },
    close: async () => {
      for (const part of running) await part.close();
      await slack.close();
      await redis.kill();
      await folder.remove();
    },
  };
}

/** The lines of a configuration that lets everybody read in the many channels. */
export const channelLines = (cluster: string, more = ''): string =>
  [
    'channels:',
    ...manyChannels.map(({ id }) => `  - { id: ${id}, cluster: ${cluster} }`),
    more,
    'access:',
    '  viewers: { channels: true }',
    '  operators: { users: [U0ALICE] }',
    '  approvers: { users: [U0BOB, U0CAROL] }',
  ].join('\n');

export const oneCluster = (endpoints: readonly string[], more = ''): string =>
  [
    'clusters:',
    '  - name: prod',
    '    environment: production',
    `    endpoints: ${JSON.stringify(endpoints)}`,
    '    patroni: { namespace: /pg }',
    channelLines('prod', more),
  ].join('\n');

/** What a message shows, blocks and all, as one text. */
export const textOf = (message: SlackMessage): string => `${message.text}\n${JSON.stringify(message.blocks)}`;

export const payloadOf = (message: SlackMessage): unknown => message.metadata?.event_payload;

/** What a channel is told unasked, a freeze ended elsewhere say: never the answer to what was typed in it. */
export function isNotice(message: SlackMessage): boolean {
  const payload = payloadOf(message);
  return typeof payload === 'object' && payload !== null && 'kind' in payload && payload.kind === 'alert';
}
