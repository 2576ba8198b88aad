import { expect, vi } from 'vitest';
import { z } from 'zod';
import type { Watched } from '../../src/core/watch/incident.ts';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import { watchedRecords } from '../../src/queue/wire/watched.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { openWatches } from '../../src/store/watches.ts';
import { aWorld, channelLines, isNotice, manyChannels, payloadOf, textOf } from '../e2e/a-product.ts';
import { silent } from '../queue/silence.ts';

/** What one fault led to. Seconds from the moment it was there until it was told, and surveys that had seen it by then. */
export type Course = {
  readonly finding: string;
  readonly seconds: number;
  readonly surveys: number;
  /** Seconds from the moment it was undone; null where only time undoes it. */
  readonly resolved: number | null;
};

const PREFIX = '{etcd-chatops}';

/** Clusters that one real bot and one real worker watch at the pace of the product, each in a channel of its own. */
export async function aWard(
  clusters: readonly { readonly name: string; readonly lines: string }[],
  change: Parameters<typeof aWorld>[1] = given => given,
) {
  const channelOf = (name: string): string => manyChannels[clusters.findIndex(each => each.name === name)]?.id ?? '';
  const world = await aWorld(
    () =>
      [
        'clusters:',
        ...clusters.map(({ name, lines }) => `  - { name: ${name}, environment: staging, ${lines} }`),
        channelLines('nobody').replace(
          /channels:\n[\s\S]*?\naccess:/,
          `channels:\n${clusters.map(({ name }) => `  - { id: ${channelOf(name)}, cluster: ${name}, alerts: true }`).join('\n')}\naccess:`,
        ),
      ].join('\n'),
    change,
  );
  const running = [await world.startBot(), await world.startWorker()];
  const line = await connectRedis(world.redis.url, { role: 'blocking', log: silent });
  const watches = openWatches(line, PREFIX, watchedRecords, silent);
  const alerts = (name: string) => world.said(channelOf(name)).filter(isNotice);
  const isHead = ({ threadTs, ts }: SlackMessage) => threadTs === undefined || threadTs === ts;

  /** Follows a cluster until `done`; resolves with how many surveys ended meanwhile, and how long it took. */
  const follow = async (name: string, what: string, done: (watched: Watched) => boolean, withinMs = 240_000) => {
    const began = Date.now();
    const seen = new Set<number>();
    await vi.waitFor(
      async () => {
        const watched = await watches.load(name);
        if (watched.surveyedAt !== null && watched.surveyedAt > began) seen.add(watched.surveyedAt);
        expect(done(watched), `${name}: ${what}; seen: ${watched.courses.map(({ code }) => code).join()}`).toBe(true);
      },
      { timeout: withinMs, interval: 50 },
    );
    return { seconds: (Date.now() - began) / 1000, surveys: seen.size };
  };
  /** The messages in the channel of a cluster that began something; `about`: of this cluster, or of everything at once. */
  const heads = (name: string, about = name) =>
    alerts(name).filter(message => isHead(message) && aboutOf(message) === about);
  const head = async (name: string, words: string, about = name): Promise<SlackMessage> =>
    vi.waitFor(
      () => {
        const found = heads(name, about).find(message => textOf(message).includes(words));
        if (!found)
          throw new Error(
            `${name}: nobody says "${words}" but ${alerts(name)
              .map(({ text }) => text)
              .join(' / ')}`,
          );
        return found;
      },
      { timeout: 60_000, interval: 100 },
    );

  return {
    world,
    alerts,
    follow,
    heads,
    /** Until these have been looked at, and are well. */
    ready: async (names: readonly string[]) => {
      for (const name of names)
        await follow(name, 'is looked at', ({ surveyedAt, courses }) => surveyedAt !== null && courses.length === 0);
    },
    head,
    /** Something was told beneath that message. */
    replied: async (name: string, { ts }: SlackMessage) => {
      const isReply = (message: SlackMessage) => message.threadTs === ts && message.ts !== ts;
      await vi.waitFor(() => expect(alerts(name).some(isReply), `${name}: a thread`).toBe(true), {
        timeout: 60_000,
        interval: 100,
      });
    },
    close: async () => {
      for (const part of running) await part.close();
      await disconnectRedis(line);
      await world.close();
    },
  };
}

const about = z.object({ cluster: z.string() });
const aboutOf = (message: SlackMessage): string | undefined => about.safeParse(payloadOf(message)).data?.cluster;

export type Ward = Awaited<ReturnType<typeof aWard>>;

/** A finding of this code is told, in one message. */
export const isFiring =
  (code: string) =>
  ({ incident, courses }: Watched): boolean =>
    incident !== null && courses.some(course => course.code === code && course.phase === 'firing');
