import { expect, vi } from 'vitest';
import type { AuditEntry } from '../../src/core/audit.ts';
import type { Operation } from '../../src/core/operation.ts';
import { hasEffect } from '../../src/core/plan.ts';
import { SOME_TIME, type Stage } from './a-stage.ts';
import { type Asked, about } from './ask.ts';
import type { SeenEffect } from './doom.ts';

export type Case = {
  readonly stage: Stage;
  readonly asked: Asked;
  readonly operation: Operation;
  /** Every change that etcd answered meanwhile. */
  readonly effects: readonly SeenEffect[];
  /** Whether workers lived all the time, so that whatever began twice was queued twice. */
  readonly workersLived: boolean;
};

export type Verdict = { readonly lost: number; readonly doubled: number };

/**
 * What the ledger, the audit, etcd's answers and the card say of an operation that is over. `lost`: steps that ended without etcd having said
 * yes, votes that nobody counts, a card or an outcome that is not there. `doubled`: whatever of this is there twice.
 */
export async function judge({ stage, asked, operation, effects, workersLived }: Case): Promise<Verdict> {
  const audit = tally(auditFaults(await auditOf(operation, stage), operation, workersLived));
  const slack = tally(await cardFaults(operation, asked, stage));
  const done = effects.flatMap(({ outcome, call }) => (outcome === 'done' ? call : []));
  const distinct = new Set(done).size;
  const etcd = tally([
    { what: 'changes of etcd', wanted: expectedOf(operation, distinct), found: distinct },
    { what: 'answers of etcd', wanted: distinct, found: done.length },
  ]);
  const all = [audit, slack, etcd];
  expect(all.flatMap(({ told }) => told).join('\n')).toBe('');
  const sum = (of: (each: Verdict) => number) => all.reduce((total, each) => total + of(each), 0);
  return { lost: sum(({ lost }) => lost), doubled: sum(({ doubled }) => doubled) };
}

/** Every step that is done has changed something; one whose end is unknown may have. */
function expectedOf({ plan, steps }: Operation, found: number): number {
  const effects = (state: 'done' | 'unknown') =>
    plan.steps.filter((step, index) => hasEffect(step) && steps[index]?.state === state).length;
  return Math.min(effects('done') + effects('unknown'), Math.max(effects('done'), found));
}

type Count = { readonly what: string; readonly wanted: number; readonly found: number };

const tally = (counts: readonly Count[]) => ({
  lost: counts.reduce((total, { wanted, found }) => total + Math.max(0, wanted - found), 0),
  doubled: counts.reduce((total, { wanted, found }) => total + Math.max(0, found - wanted), 0),
  told: counts.flatMap(({ what, wanted, found }) => (wanted === found ? [] : `${what}: ${found} instead of ${wanted}`)),
});

const auditOf = ({ id }: Operation, { store }: Stage): Promise<readonly AuditEntry[]> =>
  store.audit.list({ cluster: null, who: null, operation: id, limit: 10_000 });

function auditFaults(entries: readonly AuditEntry[], operation: Operation, workersLived: boolean): readonly Count[] {
  const told = (event: string, more: (entry: AuditEntry) => boolean = () => true) =>
    entries.filter(entry => entry.details.event === event && more(entry)).length;
  const { steps, votes, state } = operation;
  const ofSteps = steps.flatMap((step, index): readonly Count[] => {
    const ofStep = (entry: AuditEntry) => entry.details.step === index + 1;
    const { startedAt, endedAt } = step;
    return [
      { what: `starts of step ${index + 1}`, wanted: startedAt === null ? 0 : 1, found: told('step-started', ofStep) },
      { what: `ends of step ${index + 1}`, wanted: endedAt === null ? 0 : 1, found: told('step-ended', ofStep) },
    ];
  });
  const ofVotes = votes.map(
    ({ user }): Count => ({ what: `votes of ${user}`, wanted: 1, found: told('voted', ({ who }) => who === user) }),
  );
  const begun = steps.some(({ startedAt }) => startedAt !== null);
  return [
    { what: 'requests', wanted: 1, found: entries.filter(({ what }) => what === 'request').length },
    { what: 'votes', wanted: new Set(votes.map(({ user }) => user)).size, found: votes.length },
    ...ofVotes,
    ...ofSteps,
    ...(state === 'denied' ? [] : [{ what: `${state} entries`, wanted: 1, found: told(state) }]),
    ...(workersLived ? [{ what: 'runs that began', wanted: begun ? 1 : 0, found: told('started') }] : []),
  ];
}

/** The card shows the end, its thread tells it, and nothing in the channel is there twice. */
async function cardFaults(operation: Operation, { channel, ts }: Asked, stage: Stage): Promise<readonly Count[]> {
  const { slack, said } = stage.world;
  const ofOperation = () =>
    said(channel).filter(message => message.ephemeralTo === undefined && about(message, 'operation') === operation.id);
  const isCard = (message: { readonly ts: string }) => message.ts === ts;
  await slack
    .waitForMessage(channel, message => isCard(message) && about(message, 'state') === operation.state, SOME_TIME)
    .catch(() =>
      expect.fail(`the card does not say ${operation.state}: ${slack.transcript(channel)}\n${stage.words()}`),
    );
  const replies = repliesOf(operation);
  const isSaid = (id: string) => ofOperation().some(message => about(message, 'message') === id);
  await slack.waitUntil(() => replies.every(isSaid), SOME_TIME).catch(() => undefined);
  // Whatever is still on its way would come now: the card is as new as the operation, and nothing waits.
  await vi.waitFor(async () => expect(await stage.store.cards.behind(0, 100)).not.toContain(operation.id), SOME_TIME);
  const ids = ofOperation().map(message => about(message, 'message'));
  return [...new Set([`op-card-${operation.id}`, ...replies, ...ids])].map(id => ({
    ...{ what: `${id} in the channel`, wanted: 1 },
    found: ids.filter(other => other === id).length,
  }));
}

/** How it ended, and who had a say in it, are told in the thread, each by an id of its own. */
const repliesOf = ({ id, state, votes, cancel }: Operation): readonly string[] => [
  ...(state === 'succeeded' || state === 'failed' ? [`op-outcome-${id}`] : []),
  ...votes.map(({ user, verdict }) => `op-vote-${id}-${user}${verdict === 'deny' ? '-deny' : ''}`),
  ...(cancel === null ? [] : [`op-cancel-${id}`]),
];
