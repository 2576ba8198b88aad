import { decideVote } from '../core/approval.ts';
import { type Asker, authorize, badStanding } from '../core/authorize.ts';
import type { Document } from '../core/document.ts';
import type { HomeFacts } from '../core/facts/home.ts';
import type { Operation } from '../core/operation.ts';
import type { Clock, Directory, Freezes, Log, Operations } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import { presentHome } from '../present/home.ts';
import { presentRefusal } from '../present/refusal.ts';
import { knowAsker } from './decide.ts';

export type Homes = {
  readonly settings: Settings;
  readonly directory: Directory;
  readonly operations: Operations;
  readonly freezes: Freezes;
  /** Puts it into the person's tab. Never rejects. */
  readonly publish: (user: string, document: Document, language: Settings['language']) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
};

const LATEST = 200;
const MINE = 10;
const PENDING = 20;

/** Fills a person's tab with what is so now. Whoever may not read anywhere learns that and nothing else. Never rejects. */
export async function showHome({ team, user }: { readonly team: string; readonly user: string }, homes: Homes) {
  const { settings, publish, log } = homes;
  try {
    const asker = await knowAsker({ kind: 'slack', team, user, name: user }, null, homes);
    const refusal = badStanding(asker.standing, user) ?? refusalOf(asker);
    const document = refusal ? presentRefusal(refusal) : presentHome(await homeOf(user, asker, homes));
    await publish(user, document, settings.language);
  } catch (error) {
    log.warn({ user, error }, "somebody's own tab does not show what is so now");
  }
}

function refusalOf(asker: Asker) {
  const allowed = authorize({ ...asker, permission: 'read' });
  return allowed.ok ? null : allowed.error;
}

async function homeOf(user: string, asker: Asker, homes: Homes): Promise<HomeFacts> {
  const { settings, operations, freezes, clock } = homes;
  const now = clock();
  const [open, latest, frozen] = await Promise.all([
    operations.list({ cluster: null, open: true, limit: LATEST }),
    operations.list({ cluster: null, open: false, limit: LATEST }),
    Promise.all(settings.clusters.map(async ({ name }) => (await freezes.of(name)) !== null)),
  ]);
  return {
    kind: 'home',
    name: asker.actor.name,
    now,
    pending: open.filter(operation => couldApprove(operation, user, asker, now)).slice(0, PENDING),
    mine: latest.filter(({ requester }) => requester.user === user).slice(0, MINE),
    clusters: settings.clusters.map(({ name, environment }, at) => ({
      ...{ name, environment, frozen: frozen[at] === true },
      open: open.filter(({ plan }) => plan.cluster === name).length,
      channels: settings.channels.filter(({ cluster }) => cluster === name).length,
    })),
  };
}

/** The very decision that their vote would meet, with the cluster's name typed where that is asked for. */
function couldApprove(operation: Operation, user: string, asker: Asker, now: number): boolean {
  const approve = authorize({ ...asker, permission: 'approve' }).ok;
  const about = { user, name: asker.actor.name, now, may: { approve, operate: false } };
  const asked = { verdict: 'approve', reason: null, hash12: null, typed: operation.plan.cluster } as const;
  return decideVote(operation, { ...about, ...asked }).ok;
}
