import { z } from 'zod';
import { isMemberId, type MemberId } from '../../core/cluster.ts';
import type { Plan } from '../../core/plan.ts';
import { authChangeSchema, authRelianceSchema } from './auth.ts';
import type { Same } from './same.ts';
import { textSchema as text } from './text.ts';

const id = z.custom<MemberId>(value => typeof value === 'string' && isMemberId(value), 'no id of a member');
const target = z.object({ id: id.nullable(), name: z.string(), peerUrl: z.string() }).readonly();

const playbookRun = z
  .object({
    playbook: z.enum(['etcd.yml', 'etcd-rm.yml', 'pgsql.yml', 'infra.yml']),
    limit: z.array(z.string()).readonly(),
    tags: z.array(z.string()).readonly(),
    extra: z.record(z.string(), z.string()).readonly(),
    forks: z.number(),
  })
  .readonly();

const playbookProof = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('restarted'), member: target, compacts: z.literal(true).exactOptional() }).readonly(),
  z.object({ kind: z.literal('joined'), member: target }).readonly(),
  z.object({ kind: z.literal(['gone', 'fresh']), members: z.array(target).readonly() }).readonly(),
  z.object({ kind: z.literal('none') }).readonly(),
]);

const expectation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('healthy') }).readonly(),
  z
    .object({ kind: z.literal('voters'), members: z.array(target).readonly(), absent: z.array(target).readonly() })
    .readonly(),
  z.object({ kind: z.literal('leader'), member: target }).readonly(),
  z.object({ kind: z.literal('same-hash') }).readonly(),
  z.object({ kind: z.literal('writable') }).readonly(),
]);

const step = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('await-health'),
      despite: z.array(z.enum(['NOSPACE', 'CORRUPT', 'UNKNOWN'])).readonly(),
      without: z.array(id).readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal('move-leader'), from: target, to: target }).readonly(),
  z.object({ kind: z.literal('add-learner'), member: target }).readonly(),
  z.object({ kind: z.literal('await-in-sync'), member: target }).readonly(),
  z.object({ kind: z.literal('promote'), member: target }).readonly(),
  z.object({ kind: z.literal('remove-member'), member: target }).readonly(),
  z.object({ kind: z.literal('update-member'), member: target, peerUrl: z.string() }).readonly(),
  z.object({ kind: z.literal('compact'), revision: z.number(), physical: z.boolean() }).readonly(),
  z.object({ kind: z.literal('defragment'), member: target, endpoint: z.string() }).readonly(),
  z.object({ kind: z.literal('disarm-alarm'), member: target, alarm: z.enum(['NOSPACE', 'CORRUPT']) }).readonly(),
  z.object({ kind: z.literal('auth'), auth: authChangeSchema }).readonly(),
  z
    .object({ kind: z.literal('run-playbook'), run: playbookRun, proof: playbookProof, withinMs: z.number() })
    .readonly(),
  z.object({ kind: z.literal('pause-postgres'), postgres: z.string(), until: z.number().nullable() }).readonly(),
  z.object({ kind: z.literal('resume-postgres'), postgres: z.string() }).readonly(),
  z.object({ kind: z.literal('await-inventory'), file: z.string(), address: z.string() }).readonly(),
  z.object({ kind: z.literal('await-root-password'), file: z.string() }).readonly(),
  z
    .object({
      kind: z.literal('await-restart'),
      member: target,
      address: z.string(),
      lines: z.array(z.string()).readonly(),
      quota: z.number(),
    })
    .readonly(),
  z.object({ kind: z.literal('verify'), expect: expectation }).readonly(),
]);

const reliance = z
  .object({
    clusterId: z.string(),
    members: z
      .array(
        z
          .object({
            id,
            name: z.string(),
            peerUrls: z.array(z.string()).readonly(),
            learner: z.boolean(),
            healthy: z.boolean(),
            version: z.string().nullable(),
          })
          .readonly(),
      )
      .readonly(),
    leader: id.nullable(),
    alarms: z.array(z.string()).readonly(),
    auth: authRelianceSchema.exactOptional(),
    postgres: z
      .array(z.object({ name: z.string(), paused: z.boolean(), operation: z.string().nullable() }).readonly())
      .readonly()
      .exactOptional(),
  })
  .readonly();

const planShape = z
  .object({
    version: z.literal(1),
    cluster: z.string(),
    command: z.string(),
    line: z.string(),
    steps: z.array(step).readonly(),
    relies: reliance,
    notes: z.array(text).readonly(),
    postgres: z.array(z.string()).readonly().nullable(),
  })
  .readonly();
true satisfies Same<z.infer<typeof planShape>, Plan>;

export const planSchema: z.ZodType<Plan> = planShape;
