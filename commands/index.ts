import { breakGlassOption } from '../src/core/break-glass.ts';
import type { Command } from '../src/core/command.ts';
import { withPauseFirst } from '../src/core/patroni/pause-first.ts';
import { alarmDisarm } from './alarm-disarm.ts';
import { alarmList } from './alarm-list.ts';
import { acknowledge } from './alerts/acknowledge.ts';
import { alerts } from './alerts/alerts.ts';
import { silence } from './alerts/silence.ts';
import { unsilence } from './alerts/unsilence.ts';
import { authDisable } from './auth/auth-disable.ts';
import { authEnable } from './auth/auth-enable.ts';
import { authRotateRoot } from './auth/auth-rotate-root.ts';
import { authStatus } from './auth/auth-status.ts';
import { roleAdd } from './auth/role-add.ts';
import { roleDelete } from './auth/role-delete.ts';
import { roleGet } from './auth/role-get.ts';
import { roleGrantPermission } from './auth/role-grant-permission.ts';
import { roleList } from './auth/role-list.ts';
import { roleRevokePermission } from './auth/role-revoke-permission.ts';
import { userAdd } from './auth/user-add.ts';
import { userDelete } from './auth/user-delete.ts';
import { userGrantRole } from './auth/user-grant-role.ts';
import { userList } from './auth/user-list.ts';
import { userPasswd } from './auth/user-passwd.ts';
import { userRevokeRole } from './auth/user-revoke-role.ts';
import { certs } from './certs.ts';
import { clusters } from './clusters.ts';
import { compact } from './compact.ts';
import { defrag } from './defrag.ts';
import { approve } from './desk/approve.ts';
import { audit } from './desk/audit.ts';
import { cancel } from './desk/cancel.ts';
import { deny } from './desk/deny.ts';
import { freeze } from './desk/freeze.ts';
import { operations } from './desk/operations.ts';
import { requestChanges } from './desk/request-changes.ts';
import { review } from './desk/review.ts';
import { unfreeze } from './desk/unfreeze.ts';
import { diagnose } from './diagnose.ts';
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
import { pgImpact } from './pg/impact.ts';
import { pgList } from './pg/list.ts';
import { pgPause } from './pg/pause.ts';
import { pgResume } from './pg/resume.ts';
import { pgShow } from './pg/show.ts';
import { playbookAdd } from './playbook/add.ts';
import { playbookConfig } from './playbook/config.ts';
import { playbookGc } from './playbook/gc.ts';
import { playbookInventory } from './playbook/inventory.ts';
import { playbookRemove } from './playbook/remove.ts';
import { playbookReset } from './playbook/reset.ts';
import { playbookRestart } from './playbook/restart.ts';
import { quorum } from './quorum.ts';
import { report } from './report.ts';
import { rescueNospace } from './rescue-nospace.ts';
import { space } from './space.ts';
import { status } from './status.ts';
import { trend } from './trend.ts';
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
  pgList,
  pgShow,
  pgImpact,
  space,
  certs,
  authStatus,
  userList,
  roleList,
  roleGet,
  playbookInventory,
  report,
  diagnose,
  trend,
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
  pgPause,
  pgResume,
  playbookRestart,
  playbookAdd,
  playbookRemove,
  playbookConfig,
  playbookGc,
  playbookReset,
  authEnable,
  authDisable,
  authRotateRoot,
  userAdd,
  userDelete,
  userPasswd,
  userGrantRole,
  userRevokeRole,
  roleAdd,
  roleDelete,
  roleGrantPermission,
  roleRevokePermission,
  alerts,
  acknowledge,
  silence,
  unsilence,
  operations,
  approve,
  deny,
  requestChanges,
  cancel,
  review,
  freeze,
  unfreeze,
  audit,
  help,
];

/** Every change can be asked for in an emergency; the plan is the same, and so are the guards. Every one of etcd can have PostgreSQL paused first. */
const offered: readonly Command[] = known.map(command => {
  if (command.kind !== 'change') return command;
  const whole = command.words[0] === 'pg' ? command : withPauseFirst(command);
  return { ...whole, options: [...whole.options, breakGlassOption] };
});

/** What people can type: a command is what stands here. */
export const commands: readonly Command[] = [...offered, explain(offered)];
