import type { Command } from '../src/core/command.ts';
import { alarmList } from './alarm-list.ts';
import { clusters } from './clusters.ts';
import { endpointHashkv } from './endpoint-hashkv.ts';
import { endpointHealth } from './endpoint-health.ts';
import { get } from './get.ts';
import { help } from './help.ts';
import { memberList } from './member-list.ts';
import { operations } from './operations.ts';
import { quorum } from './quorum.ts';
import { report } from './report.ts';
import { status } from './status.ts';
import { whoami } from './whoami.ts';

/** The one list of commands. A command is what stands here. */
export const commands: readonly Command[] = [
  status,
  memberList,
  endpointHealth,
  endpointHashkv,
  alarmList,
  quorum,
  get,
  report,
  clusters,
  whoami,
  operations,
  help,
];
