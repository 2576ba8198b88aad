import { z } from 'zod';
import type { Answer } from '../../core/ports.ts';
import { documentSchema } from './document.ts';
import { type Parsed, parseWire, type Wire, writeWire } from './envelope.ts';
import type { Same } from './same.ts';

const answer = z.object({ document: documentSchema, facts: z.unknown(), refused: z.string().nullable() }).readonly();
true satisfies Same<z.infer<typeof answer>, Answer>;

export const writeAnswer = (value: Answer): Wire => writeWire(value);
export const readAnswer = (data: unknown): Parsed<Answer> => parseWire(answer, data);
