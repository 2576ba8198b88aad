import type { Reading } from '../cluster.ts';
import type { Finding } from '../health/finding.ts';
import type { NamedAlarm } from './members.ts';

export type AlarmsFacts = {
  readonly kind: 'alarms';
  readonly cluster: string;
  readonly takenAt: number;
  readonly tookMs: number;
  readonly alarms: Reading<readonly NamedAlarm[]>;
  /** What to do about them. */
  readonly findings: readonly Finding[];
};
