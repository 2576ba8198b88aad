import type { Document } from '../core/document.ts';
import type { Facts } from '../core/facts/index.ts';
import { presentAlarms } from './alarms.ts';
import { presentClusters } from './clusters.ts';
import { presentHashes } from './hashes.ts';
import { presentHealth } from './health.ts';
import { presentHelp } from './help.ts';
import { presentKeys } from './keys.ts';
import { presentMembers } from './members.ts';
import { presentOperations } from './operations.ts';
import { presentQuorum } from './quorum.ts';
import { presentReport } from './report.ts';
import { presentStatus } from './status.ts';
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
    case 'operations':
      return presentOperations(facts);
    case 'alarms':
      return presentAlarms(facts);
    case 'hashes':
      return presentHashes(facts);
    case 'health':
      return presentHealth(facts);
    case 'keys':
      return presentKeys(facts);
    case 'members':
      return presentMembers(facts);
    case 'quorum':
      return presentQuorum(facts);
    case 'report':
      return presentReport(facts);
  }
}
