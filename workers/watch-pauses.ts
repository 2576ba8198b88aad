import { hearsOf } from '../src/core/hears-of.ts';
import { isOver } from '../src/core/operation.ts';
import { isNagDue, isPaused, ownPause, type PauseRecord } from '../src/core/patroni/pause.ts';
import { type CardPlace, cardPlace } from '../src/present/card-message.ts';
import { pauseMessage } from '../src/present/pause-message.ts';
import type { ChangeWorld } from './change-world.ts';

type Watching = Pick<ChangeWorld, 'settings' | 'operator' | 'operations' | 'pauses' | 'announcer' | 'clock' | 'log'>;

/** Looks after the pauses of all clusters: which of the bot's are over, which are forgotten, and which others have made. Never rejects. */
export async function watchPauses(world: Watching): Promise<void> {
  const { settings, log } = world;
  for (const { name } of settings.clusters.filter(({ patroni }) => patroni !== null)) {
    try {
      await watch(name, world);
    } catch (error) {
      log.warn({ cluster: name, error }, 'pauses of PostgreSQL clusters are not looked after at this moment');
    }
  }
}

async function watch(cluster: string, world: Watching): Promise<void> {
  const { operator, pauses, clock } = world;
  const { postgres } = (await operator(cluster)?.survey({ parts: ['postgres'] })) ?? {};
  const before = await pauses.of(cluster);
  if (postgres?.ok) {
    const paused = postgres.value.clusters.filter(each => isPaused(each) === true).map(({ name }) => name);
    const running = postgres.value.clusters.filter(each => isPaused(each) === false).map(({ name }) => name);
    const strange = paused.filter(name => ownPause(before, name) === null);
    await pauses.see(cluster, strange, clock());
    for (const record of before.ours.filter(({ postgres: name }) => running.includes(name))) {
      if (await isSettled(record, world)) await pauses.replace(cluster, record, null);
    }
  }
  const { ours } = await pauses.of(cluster);
  for (const record of ours.filter(each => isNagDue(each, clock()))) await ask(cluster, record, world);
}

/** An operation that runs may just be about to pause it, or to see it resumed. */
async function isSettled({ operation }: PauseRecord, { operations }: Watching): Promise<boolean> {
  const found = await operations.load(operation);
  return found === null || isOver(found.state);
}

/** Of several workers one asks, because one moves the record on. */
async function ask(cluster: string, record: PauseRecord, world: Watching): Promise<void> {
  const { pauses, clock, announcer } = world;
  const asked: PauseRecord = { ...record, nags: record.nags + 1, naggedAt: clock() };
  if (!(await pauses.replace(cluster, record, asked))) return;
  const place = await placeOf(cluster, record, world);
  if (place !== null) await announcer.announce(pauseMessage(cluster, asked, place));
}

/** Where the pause was asked for; else the first channel about the cluster. */
async function placeOf(cluster: string, record: PauseRecord, world: Watching): Promise<CardPlace | null> {
  const { operations, settings } = world;
  const operation = await operations.load(record.operation);
  if (operation !== null) return cardPlace(operation, settings);
  const channel = settings.channels.find(each => hearsOf(each, cluster));
  return channel ? { channel: channel.id, language: channel.language } : null;
}
