import type { EndpointReport } from '../cluster.ts';
import type { StatusFacts } from '../facts/status.ts';
import { quantileBetween } from './histogram.ts';
import type { Loads } from './load.ts';

/** What is remembered of one survey. `at` in milliseconds since the epoch, sizes in bytes, latencies in seconds; null where nothing told. */
export type Sample = {
  readonly at: number;
  readonly revision: number | null;
  readonly quota: number | null;
  readonly leader: string | null;
  readonly healthy: number | null;
  readonly voters: number | null;
  readonly members: readonly MemberSample[];
};

export type MemberSample = {
  readonly name: string;
  readonly dbSize: number | null;
  readonly dbSizeInUse: number | null;
  /** 99 % of the log's fsyncs, and of the backend's commits, since the survey before took at most so long. */
  readonly fsync: number | null;
  readonly commit: number | null;
};

export const loadsOf = (endpoints: readonly EndpointReport[]): Loads =>
  Object.fromEntries(
    endpoints.flatMap(({ endpoint, metrics }) =>
      metrics.ok && metrics.value.load ? [[endpoint, metrics.value.load]] : [],
    ),
  );

const P99 = 0.99;

export function sampleOf(facts: StatusFacts, before: Loads, now: Loads): Sample {
  const quantile = (endpoint: string | null, kind: 'fsync' | 'commit'): number | null => {
    const [then, since] = [before[endpoint ?? '']?.[kind], now[endpoint ?? '']?.[kind]];
    return then && since ? quantileBetween(then, since, P99) : null;
  };
  return {
    at: facts.takenAt,
    revision: facts.revision,
    quota: facts.quota?.bytes ?? null,
    leader: facts.leader?.name ?? null,
    healthy: facts.quorum?.healthy ?? null,
    voters: facts.quorum?.voters ?? null,
    members: facts.members
      .filter(({ voter, dbSize }) => voter !== false && dbSize !== null)
      .map(({ name, endpoint, dbSize, dbSizeInUse }) => ({
        name,
        dbSize,
        dbSizeInUse,
        fsync: quantile(endpoint, 'fsync'),
        commit: quantile(endpoint, 'commit'),
      })),
  };
}

/** Several samples as one: sizes and revisions as they were last, latencies and losses at their worst. */
export function merged(samples: readonly Sample[]): Sample | null {
  const last = samples.at(-1);
  if (last === undefined) return null;
  const worst = (name: string, kind: 'fsync' | 'commit'): number | null =>
    highest(samples.flatMap(({ members }) => members.find(member => member.name === name)?.[kind] ?? []));
  const healthy = samples.flatMap(sample => sample.healthy ?? []);
  return {
    ...last,
    healthy: healthy.length > 0 ? Math.min(...healthy) : null,
    members: last.members.map(member => ({
      ...member,
      fsync: worst(member.name, 'fsync'),
      commit: worst(member.name, 'commit'),
    })),
  };
}

const highest = (numbers: readonly number[]): number | null => (numbers.length > 0 ? Math.max(...numbers) : null);
