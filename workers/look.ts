import { statusSurvey } from '../commands/status.ts';
import type { Snapshot, Survey } from '../src/core/cluster.ts';
import { type StatusFacts, statusOf } from '../src/core/facts/status.ts';
import { findingsOf } from '../src/core/health/findings.ts';
import { LOOKS_BACK } from '../src/core/health/growth.ts';
import { compareHashes } from '../src/core/health/hashes.ts';
import { isHashDue } from '../src/core/history/hash-due.ts';
import type { Hashed, Reading } from '../src/core/history/load.ts';
import { loadsOf, type Sample, sampleOf } from '../src/core/history/sample.ts';
import type { EtcdReader } from '../src/core/ports.ts';
import { isBlind } from '../src/core/watch/symptoms.ts';
import type { Sight } from '../src/core/watch/unjudged.ts';
import type { WatchWorld } from './watch-world.ts';

/** What `status` tells, what trends are made of, and whom each member knows. */
const watchSurvey: Survey = { ...statusSurvey, parts: [...statusSurvey.parts, 'load', 'lists', 'recent-certificates'] };

/** Surveys a cluster and judges it by all that is known of it, now and over time. What was seen is remembered. */
export async function look(cluster: string, etcd: EtcdReader, world: WatchWorld): Promise<Sight> {
  const before = await readingsOf(cluster, world);
  const snapshot = await etcd.survey(watchSurvey);
  const facts = statusOf(snapshot);
  if (isBlind(facts)) return { facts, reading: null, backups: null };
  const reading = await readingOf(snapshot, facts, before.at(-1) ?? null, etcd);
  await remember(cluster, facts, before.at(-1) ?? null, reading, world);
  const backups = await world.backups(cluster);
  const past = await pastOf(cluster, reading.at, world);
  const findings = findingsOf({ status: facts, snapshot, readings: [...before, reading], past, backup: backups });
  return { facts: { ...facts, findings }, reading, backups };
}

/** Without it, it is judged by what was counted last. */
async function pastOf(cluster: string, now: number, { history, log }: WatchWorld): Promise<readonly Sample[]> {
  try {
    return await history.lately(cluster, now - LOOKS_BACK, now);
  } catch (error) {
    log.warn({ cluster, error }, 'what a cluster was like in the last hours cannot be read');
    return [];
  }
}

/** Without them it is judged by what is seen now. */
async function readingsOf(cluster: string, { history, log }: WatchWorld): Promise<readonly Reading[]> {
  try {
    return await history.readings(cluster);
  } catch (error) {
    log.warn({ cluster, error }, 'what was counted of a cluster cannot be read');
    return [];
  }
}

async function readingOf(
  snapshot: Snapshot,
  facts: StatusFacts,
  before: Reading | null,
  etcd: EtcdReader,
): Promise<Reading> {
  const { endpoints, takenAt } = snapshot;
  const loads = loadsOf(endpoints);
  const inUse = facts.db === null ? null : facts.db.size - (facts.db.free ?? 0);
  const applied = Object.fromEntries(
    endpoints.flatMap(({ endpoint, status }) => (status.ok ? [[endpoint, status.value.raftAppliedIndex]] : [])),
  );
  const seen = { loads, answering: Object.keys(applied).length, at: takenAt, bytesInUse: inUse };
  return {
    at: takenAt,
    revision: facts.revision,
    size: facts.db?.size ?? null,
    loads,
    applied,
    hashed: isHashDue(before, seen) ? await compare(etcd) : (before?.hashed ?? null),
  };
}

async function compare(etcd: EtcdReader): Promise<Hashed> {
  const snapshot = await etcd.survey({ parts: ['status', 'members', 'hashes'] });
  const { outcome, rows } = compareHashes(snapshot);
  const differing = rows.filter(({ state }) => state === 'differs' || state === 'unclear').map(({ name }) => name);
  const known = outcome === 'agree' ? 'same' : outcome === 'incomparable' ? null : 'differ';
  return { at: snapshot.takenAt, outcome: known, who: known === 'differ' ? differing : [] };
}

/** That it is not remembered is no reason to tell nothing. */
async function remember(
  cluster: string,
  facts: StatusFacts,
  before: Reading | null,
  reading: Reading,
  { history, log }: WatchWorld,
): Promise<void> {
  try {
    await history.append(cluster, sampleOf(facts, before?.loads ?? {}, reading.loads), reading);
  } catch (error) {
    log.warn({ cluster, error }, 'a survey is not remembered');
  }
}
