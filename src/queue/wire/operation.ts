import { z } from 'zod';
import { type Operation, operationStates } from '../../core/operation.ts';
import type { RefusalCode } from '../../core/refusal.ts';
import { en } from '../../core/text/en.ts';
import type { Parsed } from './envelope.ts';
import { parseJson } from './json.ts';
import { planSchema } from './plan.ts';
import { requestSchema } from './request.ts';
import type { Same } from './same.ts';
import { paramSchema, textSchema as text } from './text.ts';

const refusalCode = z.custom<RefusalCode>(
  value => typeof value === 'string' && Object.hasOwn(en, `refusal.${value}.message`),
  'no refusal of this version',
);
const refusal = z
  .strictObject({ refused: refusalCode, params: z.record(z.string(), paramSchema).readonly() })
  .readonly();
const person = { user: z.string(), name: z.string() };

const verdict = z
  .strictObject({ guard: z.string(), outcome: z.enum(['passed', 'skipped', 'refused']), because: text })
  .readonly();

const vote = z
  .strictObject({
    ...person,
    at: z.number(),
    verdict: z.enum(['approve', 'deny']),
    reason: z.string().nullable(),
    changes: z.literal(true).exactOptional(),
    login: z.string().exactOptional(),
  })
  .readonly();

const stepRecord = z
  .strictObject({
    state: z.enum(['pending', 'running', 'done', 'failed', 'unknown', 'skipped']),
    startedAt: z.number().nullable(),
    endedAt: z.number().nullable(),
    note: text.nullable(),
    progress: text.exactOptional(),
  })
  .readonly();

/** Strict: who does not know a field would write the record back without it. */
const operation = z
  .strictObject({
    version: z.literal(1),
    id: z.string(),
    revision: z.number().int(),
    plan: planSchema,
    hash: z.string(),
    request: requestSchema,
    requester: z.strictObject(person).readonly(),
    verdicts: z.array(verdict).readonly(),
    tier: z.literal([0, 1, 2, 3]),
    tierReasons: z.array(text).readonly(),
    rule: z.strictObject({ required: z.number(), expiresMs: z.number(), typed: z.boolean() }).readonly(),
    askedAt: z.number(),
    expiresAt: z.number(),
    votes: z.array(vote).readonly(),
    state: z.enum(operationStates),
    stateAt: z.number(),
    why: z.array(text).readonly(),
    refusal: refusal.nullable(),
    steps: z.array(stepRecord).readonly(),
    cancel: z
      .object({ ...person, at: z.number() })
      .readonly()
      .nullable(),
    fence: z.number().nullable(),
    breakGlass: z
      .object({
        incident: z.string(),
        review: z
          .object({ ...person, at: z.number() })
          .readonly()
          .nullable(),
        nags: z.number(),
        naggedAt: z.number().nullable(),
      })
      .readonly()
      .exactOptional(),
  })
  .readonly();
true satisfies Same<z.infer<typeof operation>, Operation>;

const versioned = z.object({ version: z.number() });

/** How operations lie in the store. They carry a version of their own: they outlive what waits in a queue. */
export const operationRecords = {
  write: (value: Operation): string => JSON.stringify(value),
  read: (stored: string): Parsed<Operation> => {
    const data = parseJson(stored);
    const found = operation.safeParse(data);
    if (found.success) return { ok: true, value: found.data };
    const { data: newer } = versioned.safeParse(data);
    if (newer && newer.version > 1) return { ok: false, why: 'newer', detail: `version ${newer.version}` };
    return { ok: false, why: 'invalid', detail: z.prettifyError(found.error) };
  },
};
