import type { en } from './en.ts';
import { faults } from './zh/faults.ts';
import { findings } from './zh/findings.ts';
import { grammar } from './zh/grammar.ts';
import { refusals } from './zh/refusals.ts';
import { slack } from './zh/slack.ts';
import { status } from './zh/status.ts';

export const zh: Readonly<Record<keyof typeof en, string>> = {
  ...refusals,
  ...grammar,
  ...faults,
  ...findings,
  ...status,
  ...slack,
};
