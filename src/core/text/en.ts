import { refusals } from './en/refusals.ts';

/** The English catalogue, ICU MessageFormat. The keys and parameters of every other language are these. */
export const en = { ...refusals } as const;
