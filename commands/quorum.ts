import type { Snapshot } from '../src/core/cluster.ts';
import type { ReadCommand } from '../src/core/command.ts';
import type { MemberFacts } from '../src/core/facts/members.ts';
import type { QuorumAnswer, Scenario } from '../src/core/facts/quorum.ts';
import { stateOf } from '../src/core/health/state.ts';
import { code } from '../src/core/message.ts';
import { tally } from '../src/core/quorum.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { findMember } from '../src/core/targets.ts';

/** Beyond that no raft cluster goes, and the arithmetic tells nothing new. */
const MOST_ADDED = 50;

/** What the cluster tolerates, and what it would tolerate with members less or more. Changes nothing. */
export const quorum: ReadCommand = {
  kind: 'read',
  words: ['quorum'],
  aliases: [],
  summary: 'quorum.summary',
  args: [],
  options: [
    { name: 'without', kind: 'text', summary: 'quorum.option.without' },
    { name: 'with', kind: 'count', summary: 'quorum.option.with' },
  ],
  examples: ['quorum', 'quorum --without etcd-3', 'quorum --without etcd-2,etcd-3', 'quorum --with 2'],
  permission: () => 'read',
  needs: request => {
    const added = addedBy(request);
    return typeof added === 'number' ? { parts: ['members', 'status', 'probes'] } : added;
  },
  view: (request, snapshot) => whatIf(request, snapshot),
};

function whatIf(request: Request, snapshot: Snapshot): QuorumAnswer | Refusal {
  const { cluster, takenAt, tookMs, members, quorum: counted } = stateOf(snapshot);
  const added = addedBy(request);
  if (typeof added !== 'number') return added;
  const answer = { kind: 'quorum', cluster, takenAt, tookMs, added } as const;
  if (!counted) {
    const fault = snapshot.members.ok ? null : snapshot.members.fault;
    return { ...answer, fault, scenarios: [], without: [], learners: [], unknown: 0 };
  }
  const chosen = chosenBy(request, members);
  if (isRefusal(chosen)) return chosen;
  const out = chosen.filter(member => member.voter);
  return {
    ...answer,
    fault: null,
    scenarios: scenariosOf(counted.voters, counted.healthy, out, added),
    without: out.map(member => member.name),
    learners: chosen.filter(member => !member.voter).map(member => member.name),
    unknown: counted.unknown,
  };
}

/** Voters taken away may fail or be removed: the difference is what people get wrong, so both are told. */
function scenariosOf(voters: number, healthy: number, out: readonly MemberFacts[], added: number): readonly Scenario[] {
  const left = healthy - out.filter(member => member.health === 'healthy').length;
  return [
    scenario('now', voters, healthy),
    ...(out.length > 0 ? [scenario('fail', voters, left), scenario('remove', voters - out.length, left)] : []),
    ...(added > 0 ? [scenario('add', voters + added, healthy + added)] : []),
    ...(out.length > 0 && added > 0 ? [scenario('replace', voters - out.length + added, left + added)] : []),
  ];
}

function scenario(kind: Scenario['code'], voters: number, healthy: number): Scenario {
  const counted = tally(voters, healthy);
  return { code: kind, tally: counted, available: counted.tolerance >= 0 };
}

function addedBy({ options }: Request): number | Refusal {
  const typed = options.with;
  if (typed === undefined) return 0;
  const added = Number(String(typed));
  return Number.isInteger(added) && added >= 0 && added <= MOST_ADDED
    ? added
    : refuse('voters_out_of_range', { typed: code(String(typed)), most: MOST_ADDED });
}

function chosenBy({ options }: Request, members: readonly MemberFacts[]): readonly MemberFacts[] | Refusal {
  const typed = typeof options.without === 'string' ? options.without.split(/[,，、\s]+/u).filter(Boolean) : [];
  const chosen = new Map<string, MemberFacts>();
  for (const word of typed) {
    const member = findMember(word, members);
    if (isRefusal(member)) return member;
    chosen.set(member.id, member);
  }
  return [...chosen.values()];
}
