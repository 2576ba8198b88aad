import * as access from './access.ts';
import * as availability from './availability.ts';
import * as certificates from './certificates.ts';
import * as dependants from './dependants.ts';
import { type Finding, worstFirst } from './finding.ts';
import * as inventory from './inventory.ts';
import * as membership from './membership.ts';
import * as pauses from './pauses.ts';
import type { Rule } from './rule.ts';
import * as space from './space.ts';
import type { ClusterState } from './state.ts';

/** Every rule, in the order in which equals are told. */
export const rules: readonly Rule[] = [
  availability.quorumIsLost,
  availability.noLeaderIsElected,
  availability.leaderIsStalled,
  membership.clustersAreMixed,
  space.dataIsCorrupt,
  space.spaceIsOut,
  access.certificateIsUntrusted,
  access.certificateNamesAnother,
  access.clientCertificateIsRefused,
  access.handshakeFails,
  certificates.certificateIsOver,
  certificates.certificateEnds,
  access.passwordIsWrong,
  access.loginIsMissing,
  availability.processIsDown,
  availability.memberIsSilent,
  availability.memberFails,
  availability.memberIsCutOff,
  membership.memberHasNotStarted,
  availability.noFailureIsTolerated,
  dependants.postgresBecomesReadOnly,
  dependants.postgresIsExposed,
  dependants.postgresHasNoLeader,
  pauses.pauseIsForgotten,
  pauses.pauseIsOfOthers,
  space.quotaIsNearlyFull,
  membership.memberLags,
  membership.leadersDisagree,
  access.statusIsDenied,
  access.memberListIsUnreadable,
  access.alarmsAreUnreadable,
  dependants.namespaceIsUnreadable,
  dependants.postgresHasNoFailsafe,
  dependants.postgresWouldDemote,
  inventory.inventoryIsUnreadable,
  inventory.inventoryHasProblems,
  inventory.inventoryDiffers,
  membership.memberIsUnasked,
  membership.endpointIsStranger,
  membership.memberIsAlone,
  membership.votersAreEven,
  certificates.certificateIsForAnother,
  certificates.certificateIsForeign,
  membership.versionsDiffer,
  space.databaseIsFragmented,
  space.alarmIsUnknown,
  membership.learnerIsPending,
  space.quotaIsUnknown,
];

/** All that the rules find, worst first. */
export function diagnose(state: ClusterState): readonly Finding[] {
  return worstFirst(rules.flatMap(rule => rule(state) ?? []));
}
