import { daysLeft, firstToEnd } from '../core/certificates.ts';
import type { Tone } from '../core/document.ts';
import type { ReportFacts, Slowest } from '../core/facts/report.ts';
import { portText } from '../core/health/certificates.ts';
import { code, duration, inner, say, type Text } from '../core/message.ts';
import { thresholdDefaults } from '../core/thresholds.ts';

type Field = { readonly label: Text; readonly value: Text; readonly tone?: Tone };

/** Backups, certificates, PostgreSQL, and how the disks did. */
export const reportFields = (facts: ReportFacts): readonly Field[] => [
  backupOf(facts),
  ...certificatesOf(facts),
  ...postgresOf(facts),
  ...periodOf(facts),
];

function backupOf({ backup, status }: ReportFacts): Field {
  const label = say('report.backup');
  if (backup === null) return { label, value: say('report.backup.none') };
  if (backup.kind === 'elsewhere') return { label, value: say('report.backup.elsewhere') };
  if (backup.kind === 'unreadable')
    return { label, value: say('report.backup.unreadable', { folder: code(backup.directory) }), tone: 'warning' };
  if (backup.newest === null)
    return { label, value: say('report.backup.empty', { folder: code(backup.directory) }), tone: 'bad' };
  const age = Math.max(0, status.takenAt - backup.newest.at);
  const value = say('report.backup.newest', { age: duration(age), name: code(backup.newest.name) });
  return { label, value, tone: age > backup.maxAgeMs ? 'warning' : 'good' };
}

/** The certificate that ends first, of all that are served, of the bot's own and of the authority; null where none is known. */
export function nextToEnd({ certificates }: ReportFacts['status']) {
  if (certificates === null) return null;
  const served = certificates.ports.flatMap(port => {
    const first = port.served.kind === 'tls' ? firstToEnd(port.served.chain) : null;
    return first ? [{ who: portText(port), first }] : [];
  });
  const own = certificates.client
    ? [{ who: say('report.own_certificate'), first: certificates.client.certificate }]
    : [];
  const first = firstToEnd(certificates.authority);
  const authority = first ? [{ who: say('certs.authority'), first }] : [];
  // Chains may end with it: then it is told by its own name.
  return [...authority, ...own, ...served].toSorted((one, other) => one.first.validTo - other.first.validTo)[0] ?? null;
}

function certificatesOf({ status }: ReportFacts): readonly Field[] {
  const next = nextToEnd(status);
  if (next === null) return [];
  const days = daysLeft(next.first, status.takenAt);
  const { certificateWarning } = status.thresholds ?? thresholdDefaults;
  const value = say('report.certificate', { days, who: inner(next.who) });
  return [{ label: say('report.certificates'), value, tone: days < certificateWarning ? 'warning' : 'good' }];
}

export function postgresOf({ status: { impacts, pauses } }: ReportFacts): readonly Field[] {
  if (impacts === undefined || impacts.length === 0) return [];
  const demoted = impacts.filter(({ fate }) => fate === 'demotes').length;
  const paused = (pauses?.ours.length ?? 0) + (pauses?.others.length ?? 0);
  const value = say('report.postgres', { count: impacts.length, demoted, paused });
  return [{ label: say('status.postgres'), value, tone: demoted + paused > 0 ? 'warning' : 'good' }];
}

function periodOf({ period }: ReportFacts): readonly Field[] {
  if (period === null) return [];
  const slow = (label: Text, found: Slowest | null): readonly Field[] =>
    found === null
      ? []
      : [{ label, value: say('report.slowest', { took: duration(found.value * 1_000), name: found.member }) }];
  return [
    { label: say('report.leader_changes'), value: say('report.count', { count: period.leaderChanges }) },
    ...slow(say('report.fsync'), period.fsync),
    ...slow(say('report.commit'), period.commit),
  ];
}
