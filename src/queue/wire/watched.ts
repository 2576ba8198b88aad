import { z } from 'zod';
import type { Begun, Watched } from '../../core/watch/incident.ts';
import { isSymptomCode } from '../../core/watch/patience.ts';
import type { Parsed } from './envelope.ts';
import { parseJson } from './json.ts';
import type { Same } from './same.ts';
import { textSchema as text } from './text.ts';

const code = z.custom<Watched['courses'][number]['code']>(isSymptomCode, 'no symptom of this version');

const symptomFields = {
  code,
  tone: z.enum(['warning', 'bad']),
  who: z.array(z.string()).readonly(),
  title: text,
  todo: text.nullable(),
};
const symptom = z.object({ ...symptomFields, since: z.number().exactOptional() }).readonly();
const person = { by: z.string(), name: z.string(), at: z.number() };

const incident = z
  .object({
    id: z.string(),
    openedAt: z.number(),
    headline: text.nullable(),
    worst: z.enum(['warning', 'bad']),
    acknowledged: z.object(person).readonly().nullable(),
    toldAt: z.number(),
    replies: z.number().int(),
    offers: z
      .array(z.object({ kind: z.enum(['plan', 'look']), line: z.string() }).readonly())
      .readonly()
      .default([]),
    firing: z.array(symptom).readonly(),
    concerned: z.array(z.string()).readonly().default([]),
  })
  .readonly();

const story = z
  .object({
    kind: z.enum(['began', 'eased', 'reminder', 'resolved']),
    number: z.number().int(),
    at: z.number(),
    symptoms: z.array(symptom).readonly(),
  })
  .readonly();

const watched = z
  .object({
    version: z.literal(1),
    revision: z.number().int(),
    surveyedAt: z.number().nullable(),
    blindSince: z.number().nullable(),
    courses: z
      .array(
        z
          .object({
            ...symptomFields,
            phase: z.enum(['pending', 'firing', 'clearing']),
            since: z.number(),
            lastSeen: z.number(),
            sightings: z.number().int(),
          })
          .readonly(),
      )
      .readonly(),
    noted: z
      .array(z.object({ code, tone: z.enum(['info', 'warning', 'bad']) }).readonly())
      .readonly()
      .default([]),
    incident: incident.nullable(),
    silence: z
      .object({ ...person, reason: z.string(), until: z.number() })
      .readonly()
      .nullable(),
    untold: z.array(z.object({ incident, story }).readonly()).readonly(),
    past: z
      .array(
        z
          .object({
            id: z.string(),
            openedAt: z.number(),
            endedAt: z.number().nullable(),
            worst: z.enum(['warning', 'bad']),
            title: text,
            by: z.string().nullable(),
          })
          .readonly(),
      )
      .readonly()
      .default([]),
  })
  .readonly();
true satisfies Same<z.infer<typeof watched>, Watched>;

const begun = z.array(z.object({ code, tone: symptomFields.tone, since: z.number() }).readonly()).readonly();

/** How what is known of a watched cluster lies in the store. */
export const watchedRecords = {
  writeBegun: (value: readonly Begun[]): string => JSON.stringify(value),
  readBegun: (stored: string): readonly Begun[] => begun.safeParse(parseJson(stored)).data ?? [],
  write: (value: Watched): string => JSON.stringify(value),
  read: (stored: string): Parsed<Watched> => {
    const found = watched.safeParse(parseJson(stored));
    if (found.success) return { ok: true, value: found.data };
    return { ok: false, why: 'invalid', detail: z.prettifyError(found.error) };
  },
};
