import type { Snapshot } from '../src/core/cluster.ts';
import type { Consultation } from '../src/core/command.ts';
import type { Surroundings } from '../src/core/guard.ts';
import type { Operation } from '../src/core/operation.ts';
import type { Policy } from '../src/core/policy.ts';
import type { Actor, Request } from '../src/core/request.ts';
import { authorizeAny } from '../src/core/rights-for.ts';
import { lookAround } from './around.ts';
import type { ChangeWorld } from './change-world.ts';
import { freshGroups, isOfUse } from './reauthorise.ts';

type Consulted = Pick<
  ChangeWorld,
  'settings' | 'operator' | 'operations' | 'freezes' | 'backups' | 'notices' | 'clock'
>;

/** Gathers what settings and store say beside the cluster, for one who asks what would become of something. Stores nothing. */
export async function consult(
  request: Request,
  about: Consultation,
  snapshot: Snapshot,
  world: Consulted,
): Promise<Policy> {
  const { settings, operations } = world;
  const operation = about.operation === null ? null : await operations.load(about.operation);
  const cluster = operation?.plan.cluster ?? snapshot.cluster;
  const configured = settings.clusters.find(({ name }) => name === cluster);
  const [asker, around, names] = await Promise.all([
    askerOf(request, world),
    about.change ? aroundOf(snapshot, world) : beside(operation, cluster, world),
    namesOf(world),
  ]);
  return {
    asker,
    // A cluster that is no longer configured is judged as strictly as any.
    environment: configured?.environment ?? 'production',
    approvals: settings.approvals,
    around,
    operation,
    names,
  };
}

/** Whether whoever asks may ask for changes, as of now. */
export async function mayOperate(request: Request, world: Consulted): Promise<boolean> {
  const asker = await askerOf(request, world);
  return authorizeAny(['operate'], asker).ok;
}

async function askerOf({ actor, place }: Request, world: Consulted): Promise<Policy['asker']> {
  const { settings, notices, clock } = world;
  const user = personOf(actor, settings.access.terminal);
  const [told, groupMembers] = await Promise.all([user === null ? null : notices.latest(user), freshGroups(world)]);
  const channel = place.kind === 'channel' ? (settings.channels.find(({ id }) => id === place.channel) ?? null) : null;
  return {
    actor,
    standing: told && isOfUse(told, clock()) ? told : null,
    channel,
    access: settings.access,
    groupMembers,
  };
}

function personOf(actor: Actor, logins: Readonly<Record<string, string>>): string | null {
  if (actor.kind === 'slack') return actor.user;
  return actor.kind === 'terminal' && Object.hasOwn(logins, actor.login) ? (logins[actor.login] ?? null) : null;
}

async function aroundOf(snapshot: Snapshot, world: Consulted): Promise<Surroundings> {
  const operator = world.operator(snapshot.cluster);
  return operator
    ? lookAround({ phase: 'planning', operation: '', operator, snapshot, breakGlass: false, begun: false }, world)
    : beside(null, snapshot.cluster, world);
}

const MOST_OPEN = 200;

/** The same without a look at the cluster: what an operation that waits has before it. */
async function beside(
  operation: Operation | null,
  cluster: string,
  { operations, freezes, clock }: Consulted,
): Promise<Surroundings> {
  const [freeze, open] = await Promise.all([
    freezes.of(cluster),
    operation ? operations.list({ cluster, open: true, limit: MOST_OPEN }) : [],
  ]);
  const before = open.find(
    ({ id, state, stateAt }) =>
      id !== operation?.id &&
      (state === 'running' || (state === 'queued' && operation?.state === 'queued' && stateAt < operation.stateAt)),
  );
  return {
    now: clock(),
    phase: 'planning',
    freeze: freeze && { by: freeze.name, at: freeze.at, reason: freeze.reason },
    busyWith: before?.id ?? null,
    progress: new Map(),
  };
}

/** Of everybody that the settings name; who has not been seen has no name. */
async function namesOf({ settings, notices }: Consulted): Promise<ReadonlyMap<string, string>> {
  const { viewers, operators, approvers } = settings.access;
  const users = [...new Set([viewers, operators, approvers].flatMap(people => people.users))];
  const told = await Promise.all(users.map(user => notices.latest(user)));
  return new Map(told.flatMap(standing => (standing ? [[standing.user, standing.name] as const] : [])));
}
