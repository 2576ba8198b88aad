import { faults } from './en/faults.ts';
import { findings } from './en/findings.ts';
import { grammar } from './en/grammar.ts';
import { refusals } from './en/refusals.ts';
import { slack } from './en/slack.ts';
import { status } from './en/status.ts';

/** The English catalogue, ICU MessageFormat. The keys and parameters of every other language are these. */
export const en = { ...refusals, ...grammar, ...faults, ...findings, ...status, ...slack } as const;
