import type { Step } from '../plan.ts';
import type { Target } from '../target.ts';
import type { EtcdHost } from './inventory.ts';

const GIB = 1024 ** 3;
const CONF = '/etc/etcd/etcd.conf';

/** What Pigsty's template sets from v2.6 on, and its FAQ tells to add before. */
const QUOTA = 16 * GIB;
export const COMPACTING: readonly string[] = [
  'auto-compaction-mode: periodic',
  'auto-compaction-retention: "24h"',
  `quota-backend-bytes: ${QUOTA}`,
];

/**
 * For a shell of root on the host of one member: takes what is set out, keeping the file as it was, adds what is wanted, restarts. Typed twice it does
 * the same. No other settings of etcd begin like these.
 */
const LINES: readonly string[] = [
  `sed -i.before -E '/^(auto-compaction-|quota-backend-bytes)/d' ${CONF}`,
  `printf '%s\\n' '' ${COMPACTING.map(setting => `'${setting}'`).join(' ')} >> ${CONF}`,
  'systemctl restart etcd',
];

/** A person restarts this member with compaction turned on. */
export const compactingByHand = ({ address }: Pick<EtcdHost, 'address'>, member: Target): Step => ({
  kind: 'await-restart',
  member,
  address,
  lines: LINES,
  quota: QUOTA,
});
