import { alarms } from './en/alarms.ts';
import { faults } from './en/faults.ts';
import { findings } from './en/findings.ts';
import { flow } from './en/flow.ts';
import { grammar } from './en/grammar.ts';
import { hashes } from './en/hashes.ts';
import { health } from './en/health.ts';
import { help } from './en/help.ts';
import { keys } from './en/keys.ts';
import { local } from './en/local.ts';
import { members } from './en/members.ts';
import { quorum } from './en/quorum.ts';
import { refusals } from './en/refusals.ts';
import { report } from './en/report.ts';
import { slack } from './en/slack.ts';
import { status } from './en/status.ts';
import { work } from './en/work.ts';

/** The English catalogue, ICU MessageFormat. The keys and parameters of every other language are these. */
export const en = {
  ...refusals,
  ...flow,
  ...grammar,
  ...help,
  ...local,
  ...faults,
  ...findings,
  ...members,
  ...health,
  ...hashes,
  ...alarms,
  ...quorum,
  ...keys,
  ...report,
  ...status,
  ...work,
  ...slack,
} as const;
