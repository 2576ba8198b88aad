import type { Announcement } from '../core/announcement.ts';
import type { AuditRecord } from '../core/audit.ts';
import type { FreezeFacts, UnfreezeFacts } from '../core/facts/desk.ts';
import { hearsOf } from '../core/hears-of.ts';
import { personBehind } from '../core/linked-accounts.ts';
import { code, time } from '../core/message.ts';
import type { Announcer, Clock, Freezes, Log } from '../core/ports.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { Request } from '../core/request.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Settings } from '../core/settings.ts';
import { presentFreeze, presentUnfreeze, unfreezeLine } from '../present/freeze.ts';
import type { Person } from './person.ts';

export type Stopping = {
  readonly settings: Settings;
  readonly freezes: Freezes;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Log;
};

/** All clusters, as the store names them. */
const ALL = '*';

/** Stops all changes of a cluster, or of all: one person is enough. The channels concerned learn of it. */
export async function freeze(
  request: Request,
  person: Person,
  stopping: Stopping,
): Promise<Result<FreezeFacts, Refusal>> {
  const cluster = scopeOf(request);
  if (cluster === null) return fail(refuse('freeze_what'));
  const [before, all] = await Promise.all([stopping.freezes.of(cluster), stopping.freezes.of(ALL)]);
  if (before) return fail(alreadyFrozen(cluster, before, all));
  const at = stopping.clock();
  const reason = request.args.reason ?? '';
  const audit = recordOf('freeze', cluster, person, at, { reason });
  await stopping.freezes.freeze(cluster, { by: person.user, name: person.name, at, reason }, audit);
  const facts: FreezeFacts = { kind: 'freeze', cluster, name: person.name, at, reason };
  await tellChannels(facts, request, stopping);
  return succeed(facts);
}

/** Agrees to go on. The second distinct person ends the freeze. */
export async function unfreeze(
  request: Request,
  person: Person,
  stopping: Stopping,
): Promise<Result<UnfreezeFacts, Refusal>> {
  const cluster = scopeOf(request);
  if (cluster === null) return fail(refuse('freeze_what'));
  const audit = recordOf('unfreeze', cluster, person, stopping.clock(), {});
  const who = personBehind(person.user, stopping.settings.access.linked ?? []);
  const outcome = await stopping.freezes.unfreeze(cluster, who, audit);
  const all = cluster === ALL ? null : await stopping.freezes.of(ALL);
  if (outcome === null) return fail(notFrozen(cluster, all));
  const { agreed, over } = outcome;
  const facts: UnfreezeFacts = {
    kind: 'unfreeze',
    cluster,
    name: person.name,
    agreed: agreed.length,
    over,
    all: all !== null,
  };
  await tellChannels(facts, request, stopping);
  return succeed(facts);
}

const scopeOf = ({ options, cluster }: Request): string | null => (options.all === true ? ALL : cluster);

type Frozen = NonNullable<Awaited<ReturnType<Freezes['of']>>>;

function alreadyFrozen(cluster: string, { name, at, by }: Frozen, all: Frozen | null): Refusal {
  const withAll = all !== null && all.at === at && all.by === by;
  const known = { name, at: time(at), command: code(unfreezeLine(withAll ? ALL : cluster)) };
  return cluster === ALL ? refuse('all_frozen', known) : refuse('already_frozen', { ...known, cluster: code(cluster) });
}

function notFrozen(cluster: string, all: Frozen | null): Refusal {
  if (cluster === ALL) return refuse('none_frozen', { command: code('/etcd operations --all') });
  if (all === null) return refuse('not_frozen', { cluster: code(cluster) });
  const command = code(unfreezeLine(ALL));
  return refuse('frozen_with_all', { cluster: code(cluster), name: all.name, at: time(all.at), command });
}

const recordOf = (
  what: 'freeze' | 'unfreeze',
  cluster: string,
  { user, name }: Person,
  at: number,
  details: AuditRecord['details'],
): AuditRecord => ({ at, what, who: user, cluster, operation: null, details: { name, ...details } });

/** The channels of the cluster but the one that reads the answer. That one of them is out of reach undoes nothing. */
async function tellChannels(facts: FreezeFacts | UnfreezeFacts, request: Request, stopping: Stopping): Promise<void> {
  const { settings, announcer, log } = stopping;
  const here = request.place.kind === 'channel' ? request.place.channel : null;
  const concerned = settings.channels.filter(
    channel => channel.id !== here && (facts.cluster === ALL || hearsOf(channel, facts.cluster)),
  );
  const told = concerned.map(({ id, language }) => announcer.announce(noticeOf(facts, request, id, language)));
  for (const outcome of await Promise.allSettled(told)) {
    if (outcome.status === 'rejected') log.warn({ error: outcome.reason }, 'a channel did not learn of a freeze');
  }
}

const noticeOf = (
  facts: FreezeFacts | UnfreezeFacts,
  { id, command }: Request,
  channel: string,
  language: Announcement['language'],
): Announcement => ({
  id: `${facts.kind}-${id}-${channel}`,
  channel,
  thread: null,
  audience: { kind: 'channel' },
  language,
  metadata: { kind: 'alert', cluster: facts.cluster, command },
  document: facts.kind === 'freeze' ? presentFreeze(facts) : presentUnfreeze(facts),
});
