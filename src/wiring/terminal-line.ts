import type { Directory, Log } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import type { Desk } from '../flow/desk.ts';
import { publishedDirectory } from '../flow/published.ts';
import { type Asks, openAsks } from '../queue/asks.ts';
import { openChangeJobs } from '../queue/changes.ts';
import { openOutboxQueue } from '../queue/outbox.ts';
import { openOutbox } from '../store/outbox.ts';
import { connectRedis, disconnectRedis, taggedPrefix } from '../store/redis.ts';
import { openStanding } from '../store/standing.ts';
import { openDesk } from './desk.ts';
import { closeInOrder } from './running.ts';

/** A terminal's way to the workers and to the desk, for one command. */
export type TerminalLine = {
  /** What the bot has published of Slack. */
  readonly directory: Directory;
  readonly asks: Asks;
  readonly desk: Desk;
  readonly close: () => Promise<void>;
};

const CONNECTED_WITHIN_MS = 3_000;

/** @throws RedisUnreachable */
export async function openTerminalLine(settings: Settings, log: Log): Promise<TerminalLine> {
  const redis = await connectRedis(settings.redis.url, { role: 'producer', log, withinMs: CONNECTED_WITHIN_MS });
  const prefix = taggedPrefix(settings.redis.prefix);
  const link = { connection: redis, prefix, log };
  const asks = openAsks(link);
  const names = settings.clusters.map(({ name }) => name);
  const changes = openChangeJobs(link, names);
  const announcer = openOutboxQueue(link, openOutbox(redis, prefix));
  const directory = publishedDirectory(openStanding(redis, prefix), Date.now);
  const world = { settings, redis, prefix, announcer, changes, directory, log };
  return {
    directory,
    asks,
    desk: openDesk({ ...world, team: () => null, clock: Date.now, random: Math.random }),
    close: () =>
      closeInOrder([asks.close, changes.close, announcer.close, () => disconnectRedis(redis)], error =>
        log.debug({ error }, 'closing was not clean'),
      ),
  };
}
