import type { Snapshot } from '../src/core/cluster.ts';
import { type AskReach, addressesIn, type Pictures, pictureOf } from '../src/core/patroni/picture.ts';
import type { EtcdReader, Log } from '../src/core/ports.ts';

type Beside = {
  readonly reach: { readonly ask: AskReach; readonly close: () => Promise<void> };
  readonly pictures: Pictures;
  readonly log: Log;
};

/**
 * Adds to what etcd says of PostgreSQL who answers by REST, where that is wanted; keeps what was read for later, and brings it back when etcd
 * does not answer. Never rejects for either. Closes what asks by REST with the reader.
 */
export function withPostgres<R extends EtcdReader>(reader: R, cluster: string, beside: Beside): R {
  const survey: EtcdReader['survey'] = async (wanted, signal) => {
    const snapshot = await reader.survey(wanted, signal);
    const { postgres } = snapshot;
    if (!wanted.parts.includes('postgres') || postgres === undefined) return snapshot;
    const seen = postgres.ok ? await kept(snapshot, cluster, beside) : await remembered(snapshot, cluster, beside);
    return wanted.parts.includes('reach') ? asked(seen, beside.reach.ask, signal) : seen;
  };
  const close = async (): Promise<void> => {
    await Promise.all([reader.close(), beside.reach.close()]);
  };
  return { ...reader, survey, close };
}

/** One member's own view, or a part, is no picture to go by. */
async function kept(snapshot: Snapshot, cluster: string, { pictures, log }: Beside): Promise<Snapshot> {
  const { postgres, takenAt } = snapshot;
  if (!postgres?.ok || postgres.value.oneView || postgres.value.partial) return snapshot;
  await pictures
    .keep(cluster, pictureOf(takenAt, postgres.value))
    .catch((error: unknown) => log.warn({ cluster, error }, 'how PostgreSQL stands could not be kept for later'));
  return snapshot;
}

async function remembered(snapshot: Snapshot, cluster: string, { pictures, log }: Beside): Promise<Snapshot> {
  const lastPostgres = await pictures.last(cluster).catch((error: unknown) => {
    log.warn({ cluster, error }, 'how PostgreSQL stood cannot be looked up');
    return null;
  });
  return lastPostgres === null ? snapshot : { ...snapshot, lastPostgres };
}

async function asked(snapshot: Snapshot, ask: AskReach, signal?: AbortSignal): Promise<Snapshot> {
  const { postgres, lastPostgres } = snapshot;
  if (postgres?.ok) {
    const reach = await ask(addressesIn(postgres.value), signal);
    return { ...snapshot, postgres: { ok: true, value: { ...postgres.value, reach } } };
  }
  if (lastPostgres === undefined) return snapshot;
  const reach = await ask(addressesIn(lastPostgres.state), signal);
  return { ...snapshot, lastPostgres: { ...lastPostgres, state: { ...lastPostgres.state, reach } } };
}
