import type { Document } from '../core/document.ts';
import type { Facts } from '../core/facts/index.ts';
import { presentClusters } from './clusters.ts';
import { presentHelp } from './help.ts';
import { presentOperations } from './operations.ts';
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
  }
}
