import type { en } from './en.ts';
import { alarms } from './zh/alarms.ts';
import { faults } from './zh/faults.ts';
import { findings } from './zh/findings.ts';
import { flow } from './zh/flow.ts';
import { grammar } from './zh/grammar.ts';
import { hashes } from './zh/hashes.ts';
import { health } from './zh/health.ts';
import { help } from './zh/help.ts';
import { keys } from './zh/keys.ts';
import { local } from './zh/local.ts';
import { members } from './zh/members.ts';
import { quorum } from './zh/quorum.ts';
import { refusals } from './zh/refusals.ts';
import { report } from './zh/report.ts';
import { slack } from './zh/slack.ts';
import { status } from './zh/status.ts';
import { work } from './zh/work.ts';

export const zh: Readonly<Record<keyof typeof en, string>> = {
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
};
