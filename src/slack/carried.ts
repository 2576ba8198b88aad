import type { z } from 'zod';

/** What a modal carried from the question to the answer; null when it is nothing of the kind. */
export function readCarried<T>(schema: z.ZodType<T>, privateMetadata: string): T | null {
  try {
    return schema.safeParse(JSON.parse(privateMetadata)).data ?? null;
  } catch {
    return null;
  }
}
