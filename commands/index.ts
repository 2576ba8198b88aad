import type { Command } from '../src/core/command.ts';
import { alarmDisarm } from './alarm-disarm.ts';
import { alarmList } from './alarm-list.ts';
import { clusters } from './clusters.ts';
import { compact } from './compact.ts';
import { defrag } from './defrag.ts';
import { approve } from './desk/approve.ts';
import { audit } from './desk/audit.ts';
import { cancel } from './desk/cancel.ts';
import { deny } from './desk/deny.ts';
import { freeze } from './desk/freeze.ts';
import { operations } from './desk/operations.ts';
import { unfreeze } from './desk/unfreeze.ts';
import { endpointHashkv } from './endpoint-hashkv.ts';
import { endpointHealth } from './endpoint-health.ts';
import { explain } from './explain.ts';
import { get } from './get.ts';
import { help } from './help.ts';
import { memberAdd } from './member-add.ts';
import { memberList } from './member-list.ts';
import { memberPromote } from './member-promote.ts';
import { memberRemove } from './member-remove.ts';
import { memberReplace } from './member-replace.ts';
import { memberUpdate } from './member-update.ts';
import { moveLeader } from './move-leader.ts';
import { quorum } from './quorum.ts';
import { report } from './report.ts';
import { rescueNospace } from './rescue-nospace.ts';
import { status } from './status.ts';
import { whoami } from './whoami.ts';

/** The one list of commands, but for the one that explains the others. */
const known: readonly Command[] = [
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
  memberAdd,
  memberPromote,
  memberRemove,
  memberUpdate,
  memberReplace,
  moveLeader,
  compact,
  defrag,
  alarmDisarm,
  rescueNospace,
  operations,
  approve,
  deny,
  cancel,
  freeze,
  unfreeze,
  audit,
  help,
];

/** What people can type: a command is what stands here. */
export const commands: readonly Command[] = [...known, explain(known)];
