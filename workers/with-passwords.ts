import type { Snapshot, Survey } from '../src/core/cluster.ts';
import type { PasswordCheck, RestVerdict } from '../src/core/password-check.ts';
import type { PostgresCluster } from '../src/core/patroni/cluster.ts';
import type { EtcdReader, Log, PasswordChecks } from '../src/core/ports.ts';

export type PasswordSite = {
  readonly checks: PasswordChecks;
  /** Tries the well-known password at one REST address of Patroni's. */
  readonly tryRest: (address: string) => Promise<RestVerdict>;
  readonly log: Log;
};

const AT_ONCE = 8;

/**
 * A reader that tries well-known passwords where a survey says so: `passwords` at once, `daily-passwords` if nobody has within a day, and tells
 * what was found then. What is asked of others is tried at one member of each PostgreSQL cluster.
 */
export function withPasswords<R extends EtcdReader>(reader: R, cluster: string, site: PasswordSite): R {
  return {
    ...reader,
    survey: async (survey: Survey, signal?: AbortSignal) => {
      if (survey.parts.includes('passwords')) return tried(reader, survey, signal, site);
      if (!survey.parts.includes('daily-passwords')) return reader.survey(survey, signal);
      const last = await quietly(site.checks.last(cluster), null, site.log);
      if (last === null && (await quietly(site.checks.claim(cluster), false, site.log))) {
        return tried(reader, { ...survey, parts: [...survey.parts, 'passwords'] }, signal, site);
      }
      const snapshot = await reader.survey(survey, signal);
      return last === null ? snapshot : { ...snapshot, passwords: { ok: true, value: last } };
    },
  };
}

async function tried(
  reader: EtcdReader,
  survey: Survey,
  signal: AbortSignal | undefined,
  { checks, tryRest, log }: PasswordSite,
): Promise<Snapshot> {
  const parts = survey.parts.includes('postgres') ? survey.parts : [...survey.parts, 'postgres' as const];
  const snapshot = await reader.survey({ ...survey, parts }, signal);
  const { passwords, postgres } = snapshot;
  if (!passwords?.ok) return snapshot;
  const value = { ...passwords.value, patroni: postgres?.ok ? await askAll(postgres.value.clusters, tryRest) : [] };
  await quietly(checks.keep(snapshot.cluster, value), undefined, log);
  return { ...snapshot, passwords: { ok: true, value } };
}

async function askAll(
  clusters: readonly PostgresCluster[],
  tryRest: PasswordSite['tryRest'],
): Promise<PasswordCheck['patroni']> {
  const told: PasswordCheck['patroni'][number][] = [];
  for (let at = 0; at < clusters.length; at += AT_ONCE) {
    const some = clusters.slice(at, at + AT_ONCE).flatMap(cluster => {
      const address = addressOf(cluster);
      return address === null ? [] : [tryRest(address).then(verdict => ({ cluster: cluster.name, verdict }))];
    });
    told.push(...(await Promise.all(some)));
  }
  return told;
}

/** The leader's, or that of whoever tells one: all members have the same password. */
function addressOf({ leader, members }: PostgresCluster): string | null {
  const known = members.flatMap(member => (member.state === 'read' && member.value.apiUrl ? [member.value] : []));
  const name = leader.state === 'read' ? leader.value.name : null;
  return (known.find(member => member.name === name) ?? known[0])?.apiUrl ?? null;
}

/** Without the store, a report is better than none. */
async function quietly<T>(asked: Promise<T>, otherwise: T, log: Log): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    log.warn({ error }, 'what was tried of passwords cannot be looked up or kept');
    return otherwise;
  }
}
