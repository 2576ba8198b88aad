import type { Guard } from '../guard.ts';
import { alarms } from './alarms.ts';
import { authState } from './auth-state.ts';
import { disk } from './disk.ts';
import { etcdAgrees } from './etcd-agrees.ts';
import { freeze } from './freeze.ts';
import { fresh } from './fresh.ts';
import { inSync } from './in-sync.ts';
import { lag } from './lag.ts';
import { leader } from './leader.ts';
import { leaderRelieved } from './leader-relieved.ts';
import { learner } from './learner.ts';
import { maintenance } from './maintenance.ts';
import { membersKnown } from './members-known.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { ownLogin } from './own-login.ts';
import { patroni } from './patroni.ts';
import { peerAddress } from './peer-address.ts';
import { playbookGeneration } from './playbook-generation.ts';
import { playbookInventory } from './playbook-inventory.ts';
import { playbookJoin } from './playbook-join.ts';
import { playbookLimit } from './playbook-limit.ts';
import { playbookLogins } from './playbook-logins.ts';
import { playbookNumber } from './playbook-number.ts';
import { playbookRebuildable } from './playbook-rebuildable.ts';
import { playbookReferences } from './playbook-references.ts';
import { playbookSafeguard } from './playbook-safeguard.ts';
import { playbookSerial } from './playbook-serial.ts';
import { playbookTemplate } from './playbook-template.ts';
import { quorum } from './quorum.ts';
import { reachable } from './reachable.ts';
import { revision } from './revision.ts';
import { sameData } from './same-data.ts';
import { snapshot } from './snapshot.ts';
import { started } from './started.ts';
import { target } from './target.ts';
import { versions } from './versions.ts';

/** Every guard, in the order in which the card shows them. */
export const guards: readonly Guard[] = [
  quorum,
  reachable,
  leader,
  etcdAgrees,
  target,
  membersKnown,
  started,
  learner,
  inSync,
  peerAddress,
  leaderRelieved,
  alarms,
  sameData,
  revision,
  lag,
  versions,
  disk,
  snapshot,
  authState,
  ownLogin,
  patroni,
  playbookInventory,
  playbookGeneration,
  playbookLimit,
  playbookSerial,
  playbookJoin,
  playbookNumber,
  playbookSafeguard,
  playbookRebuildable,
  playbookLogins,
  playbookReferences,
  playbookTemplate,
  oneAtATime,
  freeze,
  maintenance,
  fresh,
];
