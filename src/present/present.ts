import type { Document } from '../core/document.ts';
import type { Facts } from '../core/facts/index.ts';
import { presentAlarms } from './alarms.ts';
import { presentAcknowledge, presentAlerts, presentSilence } from './alerts.ts';
import { presentAudit } from './audit.ts';
import { presentAuth } from './auth.ts';
import { presentReview } from './break-glass.ts';
import { presentCard } from './card.ts';
import { presentCerts } from './certs.ts';
import { presentClusters } from './clusters.ts';
import { presentCountEnd } from './counting.ts';
import { presentDiagnose } from './diagnose.ts';
import { presentExplain } from './explain.ts';
import { presentFreeze, presentUnfreeze } from './freeze.ts';
import { presentHashes } from './hashes.ts';
import { presentHealth } from './health.ts';
import { presentHelp } from './help.ts';
import { presentInventory } from './inventory.ts';
import { presentKeys } from './keys.ts';
import { presentMembers } from './members.ts';
import { presentOperations } from './operations.ts';
import { presentPgImpact } from './pg-impact.ts';
import { presentPgList } from './pg-list.ts';
import { presentPgShow } from './pg-show.ts';
import { presentQuorum } from './quorum.ts';
import { presentReport } from './report.ts';
import { presentSpace } from './space.ts';
import { presentStatus } from './status.ts';
import { presentTrend } from './trend.ts';
import { presentCancel, presentVote } from './vote.ts';
import { presentWhoami } from './whoami.ts';

/** What facts look like: the one list, a line for each kind. A kind without its line does not compile. */
export function present(facts: Facts): Document {
  switch (facts.kind) {
    case 'status':
      return presentStatus(facts);
    case 'help':
      return presentHelp(facts);
    case 'clusters':
      return presentClusters(facts);
    case 'whoami':
      return presentWhoami(facts);
    case 'trend':
      return presentTrend(facts);
    case 'alerts':
      return presentAlerts(facts);
    case 'acknowledge':
      return presentAcknowledge(facts);
    case 'silence':
      return presentSilence(facts);
    case 'audit':
      return presentAudit(facts);
    case 'operation':
      return presentCard(facts.operation, facts.approvers);
    case 'operations':
      return presentOperations(facts);
    case 'vote':
      return presentVote(facts);
    case 'cancel':
      return presentCancel(facts);
    case 'count-end':
      return presentCountEnd(facts);
    case 'freeze':
      return presentFreeze(facts);
    case 'unfreeze':
      return presentUnfreeze(facts);
    case 'explain':
      return presentExplain(facts);
    case 'auth':
      return presentAuth(facts);
    case 'alarms':
      return presentAlarms(facts);
    case 'hashes':
      return presentHashes(facts);
    case 'health':
      return presentHealth(facts);
    case 'inventory':
      return presentInventory(facts);
    case 'keys':
      return presentKeys(facts);
    case 'certs':
      return presentCerts(facts);
    case 'space':
      return presentSpace(facts);
    case 'members':
      return presentMembers(facts);
    case 'pg_list':
      return presentPgList(facts);
    case 'pg_show':
      return presentPgShow(facts);
    case 'pg_impact':
      return presentPgImpact(facts);
    case 'quorum':
      return presentQuorum(facts);
    case 'review':
      return presentReview(facts.operation);
    case 'diagnose':
      return presentDiagnose(facts);
    case 'report':
      return presentReport(facts);
  }
}
