import type { FindingCode } from '../health/finding.ts';
import { isBefore, isVersion } from '../patroni/version.ts';

/** A range of versions that something is known of: from the first up to, not including, the second. */
type Known = {
  readonly product: 'etcd' | 'patroni';
  readonly ranges: readonly (readonly [from: string, before: string])[];
  readonly code: Extract<FindingCode, `known_${string}`>;
  readonly tone: 'bad' | 'warning' | 'info';
  /** Told by status, too: it may cost data or availability today. */
  readonly urgent: boolean;
  readonly source: string;
};

/** The one table. All rows that hold are told: each is a defect of its own. */
export const knownBad: readonly Known[] = [
  {
    product: 'etcd',
    ranges: [['3.5.0', '3.5.3']],
    code: 'known_etcd_inconsistent',
    tone: 'bad',
    urgent: true,
    source: 'etcd-io/etcd CHANGELOG-3.5, 3.5.3; etcd-io/etcd#13766',
  },
  {
    product: 'etcd',
    ranges: [['3.5.0', '3.5.6']],
    code: 'known_etcd_defrag_crash',
    tone: 'warning',
    urgent: false,
    source: 'etcd-io/etcd CHANGELOG-3.5, 3.5.6',
  },
  {
    product: 'etcd',
    ranges: [
      ['3.5.0', '3.5.23'],
      ['3.6.0', '3.6.5'],
    ],
    code: 'known_etcd_defrag_snapshot',
    tone: 'warning',
    urgent: false,
    source: 'etcd-io/etcd CHANGELOG-3.5, 3.5.23; CHANGELOG-3.6, 3.6.5',
  },
  {
    product: 'etcd',
    ranges: [
      ['3.4.0', '3.4.42'],
      ['3.5.0', '3.5.28'],
      ['3.6.0', '3.6.9'],
    ],
    code: 'known_etcd_calls_without_login',
    tone: 'warning',
    urgent: false,
    source: 'CVE-2026-33413; etcd-io/etcd CHANGELOG-3.4, 3.4.42; CHANGELOG-3.5, 3.5.28; CHANGELOG-3.6, 3.6.9',
  },
  {
    product: 'etcd',
    ranges: [['3.5.0', '3.5.26']],
    code: 'known_etcd_gate_36',
    tone: 'info',
    urgent: false,
    source: 'etcd-io/etcd CHANGELOG-3.5, 3.5.20, 3.5.24 and 3.5.26; etcd-io/etcd#20793',
  },
  {
    product: 'etcd',
    ranges: [['3.0.0', '3.5.0']],
    code: 'known_etcd_end_of_life',
    tone: 'warning',
    urgent: false,
    source: 'etcd.io/docs, version support: the two newest minor versions, and 3.4 beyond them for a while',
  },
  {
    product: 'patroni',
    ranges: [['0.0.0', '3.0.0']],
    code: 'known_patroni_without_failsafe',
    tone: 'warning',
    urgent: false,
    source: 'Patroni release notes, 3.0.0: failsafe_mode',
  },
  {
    product: 'patroni',
    ranges: [['3.0.0', '4.0.7']],
    code: 'known_patroni_failsafe_holes',
    tone: 'warning',
    urgent: false,
    source: 'Patroni release notes, 4.0.7',
  },
  {
    product: 'patroni',
    ranges: [['3.0.0', '4.1.3']],
    code: 'known_patroni_no_leader',
    tone: 'info',
    urgent: false,
    source: 'patroni/patroni#3572; Patroni release notes, 4.1.3',
  },
  {
    product: 'patroni',
    ranges: [['4.0.0', '4.1.1']],
    code: 'known_patroni_loops',
    tone: 'warning',
    urgent: false,
    source: 'patroni/patroni#3552; Patroni release notes, 4.1.1',
  },
];

const within = (version: string, [from, before]: readonly [string, string]): boolean =>
  !isBefore(version, from) && isBefore(version, before);

/** The rows that hold for a version. */
export const knownOf = (product: Known['product'], version: string): readonly Known[] =>
  isVersion(version)
    ? knownBad.filter(row => row.product === product && row.ranges.some(range => within(version, range)))
    : [];

/** From these on, etcd asks for a login where it did not, and Patroni before 4.1.1 does not expect it (CVE-2026-33413, Patroni release notes, 4.1.1). */
export const asksEverywhere = (etcd: string): boolean =>
  isVersion(etcd) &&
  !isBefore(etcd, '3.4.42') &&
  !knownOf('etcd', etcd).some(row => row.code === 'known_etcd_calls_without_login');

export const expectsLogin = (patroni: string): boolean => !isBefore(patroni, '4.1.1');
