import type { AuditRecord } from '../../src/core/audit.ts';
import { memberId } from '../../src/core/cluster.ts';
import { say, verbatim } from '../../src/core/message.ts';
import type { Operation } from '../../src/core/operation.ts';
import { type Plan, planHash } from '../../src/core/plan.ts';
import { refuse } from '../../src/core/refusal.ts';
import { aRequest } from '../queue/a-request.ts';

const member = { id: memberId('8e9e05c52164694d'), name: 'etcd-3', peerUrl: 'http://10.0.0.3:2380' };
const added = { id: null, name: 'etcd-4', peerUrl: 'http://10.0.0.4:2380' };

/** A plan with every kind of step, so that a record of it shows every field. */
export const aPlan = (cluster = 'prod'): Plan => ({
  version: 1,
  cluster,
  command: 'member replace',
  line: 'member replace etcd-3 etcd-4 http://10.0.0.4:2380',
  steps: [
    { kind: 'await-health', despite: ['NOSPACE'], without: [member.id] },
    { kind: 'move-leader', from: member, to: member },
    { kind: 'remove-member', member },
    { kind: 'add-learner', member: added },
    { kind: 'await-in-sync', member: added },
    { kind: 'promote', member: added },
    { kind: 'update-member', member, peerUrl: 'http://10.0.0.5:2380' },
    { kind: 'compact', revision: 1_000, physical: true },
    { kind: 'defragment', member, endpoint: 'http://10.0.0.3:2379' },
    { kind: 'disarm-alarm', member, alarm: 'CORRUPT' },
    { kind: 'verify', expect: { kind: 'voters', members: [added], absent: [member] } },
    { kind: 'await-root-password', file: 'pigsty.yml' },
    { kind: 'await-restart', member, address: '10.0.0.3', lines: ['systemctl restart etcd'], quota: 1024 },
    { kind: 'verify', expect: { kind: 'leader', member } },
    { kind: 'verify', expect: { kind: 'same-hash' } },
  ],
  relies: {
    clusterId: 'cdf818194e3a8c32',
    members: [
      {
        ...{ id: member.id, name: member.name, peerUrls: [member.peerUrl] },
        ...{ learner: false, healthy: true, version: '3.5.21' },
      },
    ],
    leader: member.id,
    alarms: ['8e9e05c52164694d NOSPACE'],
  },
  notes: [verbatim('chosen because it is dead')],
  postgres: ['pg-main'],
});

export function anOperation(id: string, more: Partial<Operation> = {}): Operation {
  const plan = more.plan ?? aPlan();
  return {
    version: 1,
    id,
    revision: 0,
    plan,
    hash: planHash(plan),
    request: aRequest(`request-${id}`, { command: plan.command, cluster: plan.cluster, askedAt: 1_000 }),
    requester: { user: 'U1', name: 'alice' },
    verdicts: [{ guard: 'quorum', outcome: 'passed', because: say('flow.busy') }],
    tier: 2,
    tierReasons: [verbatim('membership changes')],
    rule: { required: 1, expiresMs: 1_800_000, typed: false },
    askedAt: 1_000,
    expiresAt: 1_801_000,
    votes: [],
    state: 'awaiting_approval',
    stateAt: 1_000,
    why: [],
    refusal: null,
    steps: plan.steps.map(() => ({ state: 'pending', startedAt: null, endedAt: null, note: null })),
    cancel: null,
    fence: null,
    ...more,
  };
}

/** One in which nothing is null that can be something. */
export const aFullOperation = (id: string): Operation =>
  anOperation(id, {
    revision: 7,
    votes: [{ user: 'U2', name: 'bob', at: 2_000, verdict: 'deny', reason: 'not now' }],
    state: 'denied',
    why: [verbatim('denied by bob')],
    refusal: refuse('not_approver'),
    steps: [{ state: 'unknown', startedAt: 3_000, endedAt: 4_000, note: verbatim('no answer') }],
    cancel: { user: 'U1', name: 'alice', at: 5_000 },
    fence: 42,
  });

export const aRecord = (operation: string | null, more: Partial<AuditRecord> = {}): AuditRecord => ({
  at: 1_000,
  what: 'vote',
  who: 'U2',
  cluster: 'prod',
  operation,
  details: { verdict: 'approve' },
  ...more,
});
