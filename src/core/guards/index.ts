import type { Guard } from '../guard.ts';
import { alarms } from './alarms.ts';
import { authState } from './auth-state.ts';
import { dependants } from './dependants.ts';
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
import { peerAddress } from './peer-address.ts';
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
  dependants,
  oneAtATime,
  freeze,
  maintenance,
  fresh,
];
