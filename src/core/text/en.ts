import { refusals } from './en/refusals.ts';
import { slack } from './en/slack.ts';

/** The English catalogue, ICU MessageFormat. The keys and parameters of every other language are these. */
export const en = { ...refusals, ...slack } as const;
