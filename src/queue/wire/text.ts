import { z } from 'zod';
import type { MessageKey, Param, Text } from '../../core/message.ts';
import { en } from '../../core/text/en.ts';
import type { Same } from './same.ts';

const isMessageKey = (value: unknown): value is MessageKey => typeof value === 'string' && Object.hasOwn(en, value);

/** A key this process does not know comes from a newer one: it could not be spoken. */
const messageKey = z.custom<MessageKey>(isMessageKey, 'no message of this version');

const inner: z.ZodType<Text> = z.lazy(() => textShape);

const paramShape = z.union([
  z.string(),
  z.number(),
  z.object({ type: z.enum(['bytes', 'duration', 'time', 'day', 'ratio']), value: z.number() }).readonly(),
  z.object({ type: z.literal('code'), value: z.string() }).readonly(),
  z.object({ type: z.literal('text'), value: inner }).readonly(),
  z.object({ type: z.literal('list'), value: z.array(inner).readonly() }).readonly(),
]);
true satisfies Same<z.infer<typeof paramShape>, Param>;

const textShape = z.union([
  z.object({ key: messageKey, params: z.record(z.string(), paramShape).readonly() }).readonly(),
  z.object({ verbatim: z.string(), code: z.boolean().exactOptional() }).readonly(),
]);
true satisfies Same<z.infer<typeof textShape>, Text>;

export const paramSchema: z.ZodType<Param> = paramShape;
export const textSchema: z.ZodType<Text> = textShape;
