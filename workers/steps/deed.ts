import type { Fault, FaultCode, Member, MemberId, Reading } from '../../src/core/cluster.ts';
import { memberOf } from '../../src/core/expectations.ts';
import type { Text } from '../../src/core/message.ts';
import type { Step, StepKind, Target } from '../../src/core/plan.ts';
import type { EffectOutcome, EtcdOperator, Passwords } from '../../src/core/ports.ts';
import type { Pausing } from '../pausing.ts';
import type { Playing } from '../playing.ts';

export type StepOf<K extends StepKind> = Extract<Step, { readonly kind: K }>;

/** Where a step is carried out. Every change that goes out by `operator` has its fence checked right before. */
export type Site = { readonly operator: EtcdOperator };
/** The same, with the pauses of the operation: what steps about PostgreSQL need. */
export type PausingSite = Site & { readonly pausing: Pausing };
/** The same, with the passwords of the operation: what changes of logins need. */
export type GuardedSite = Site & { readonly passwords: Passwords };
/** The same, with Ansible; absent where this worker has no Pigsty of the cluster. */
export type PlayingSite = Site & { readonly playing?: Playing };
/** The same, with the password of etcd's root that Pigsty's inventory has now; null where none can be read. */
export type InventorySite = Site & { readonly inventoryRoot?: () => Promise<string | null> };
/** All that any step needs. */
export type WholeSite = GuardedSite & PausingSite & PlayingSite & InventorySite;

/**
 * What etcd itself shows of a change. `not_done` is certain: read with a quorum, or from the member it concerns. `final`: looking again
 * would show the same, because certainly nobody is at it any more.
 */
export type Sight = {
  readonly seen: 'done' | 'not_done' | 'unknown';
  readonly note: Text | null;
  readonly final?: true;
};

export const seen = (is: Sight['seen'], note: Text | null = null): Sight => ({ seen: is, note });

/** `failed`: how it ended is known, and told. */
export type ActOutcome = EffectOutcome | { readonly outcome: 'failed'; readonly note: Text };

/** Changes etcd: sent once, and read back wherever its end was not seen. */
export type Effect = {
  readonly kind: 'effect';
  readonly act: () => Promise<ActOutcome>;
  /** `before`: what was noted right before it was sent; null when nothing was, and then it was not sent. */
  readonly observe: (before: Text | null) => Promise<Sight>;
  /** Whether a run that finds it not done may send it again. What can be half done ends the operation instead, in the words of the sight. */
  readonly again: boolean;
  /** What a change leaves no trace of in etcd has to be compared with what was before: this is noted, and nothing after it. */
  readonly before: (() => Promise<Text>) | null;
  /** Said when it is done. */
  readonly told: () => Promise<Text | null>;
  /** What others have to show of it before the step is done; null where etcd alone decides. Asked for when the change is through. */
  readonly confirm: (() => Promise<Wait>) | null;
  /** Refusals that pass by themselves, and for how long they are waited out, milliseconds. */
  readonly passing: { readonly faults: readonly FaultCode[]; readonly withinMs: number };
  /** How long etcd may still work on it after nobody hears of it any more, milliseconds. */
  readonly settlesMs: number;
};

/** Only looks, so it may begin again and be left at any moment. */
export type Wait = {
  readonly kind: 'wait';
  /** `before`: what was noted when the step began, by whichever run. */
  readonly look: (before: Text | null) => Promise<Look>;
  /** Noted once, and nothing after it; absent where nothing is compared with what was before. */
  readonly before?: () => Promise<Text>;
  readonly withinMs: number;
  readonly everyMs: number;
};

export type Look = { readonly state: 'done' | 'waiting' | 'hopeless'; readonly note: Text | null };

export type Deed = Effect | Wait;

/** A call ends after 5 s, etcd's own work on it after 7 s (server/config, ReqTimeout); an election takes one second more. */
const SETTLES_MS = 8_000;

export const effect = (given: Pick<Effect, 'act' | 'observe'> & Partial<Effect>): Effect => ({
  kind: 'effect',
  before: null,
  again: true,
  told: async () => null,
  confirm: null,
  passing: { faults: [], withinMs: 0 },
  settlesMs: SETTLES_MS,
  ...given,
});

/** The list as a quorum knows it: one member's own memory proves nothing. */
export async function readMembers({ operator }: Site): Promise<Reading<readonly Member[]>> {
  const { members } = await operator.survey({ parts: ['members'] });
  if (!members.ok) return members;
  const { linearizable, members: listed } = members.value;
  return linearizable ? { ok: true, value: listed } : { ok: false, fault: ownView };
}

const ownView: Fault = { code: 'no_quorum', detail: '' };

/** A change of the member list, read back from it. */
export async function inMembers(site: Site, isDone: (members: readonly Member[]) => boolean): Promise<Sight> {
  const members = await readMembers(site);
  if (!members.ok) return seen('unknown');
  return seen(isDone(members.value) ? 'done' : 'not_done');
}

/** Acts on a member by its id. One that the plan itself adds has none there, and is looked up by its peer URL. */
export async function onMember(
  target: Target,
  site: Site,
  act: (id: MemberId) => Promise<EffectOutcome>,
): Promise<EffectOutcome> {
  if (target.id !== null) return act(target.id);
  const members = await readMembers(site);
  if (!members.ok) return { outcome: 'refused', fault: members.fault };
  const found = memberOf(target, members.value);
  return found ? act(found.id) : { outcome: 'refused', fault: { code: 'no_such_member', detail: '' } };
}
