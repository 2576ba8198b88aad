import { type Alarm, isMemberId, type Reading, type Snapshot } from '../cluster.ts';

/**
 * The alarm list, or where it can't be read (no quorum, no right) the alarms that Status repeats among its errors:
 * `memberID:16008468447776328778 alarm:NOSPACE` (etcd server/etcdserver/api/v3rpc/maintenance.go). Silence there proves nothing.
 */
export function toldAlarms({ alarms, endpoints }: Snapshot): Reading<readonly Alarm[]> {
  if (alarms.ok) return alarms;
  const errors = new Set(endpoints.flatMap(({ status }) => (status.ok ? status.value.errors : [])));
  const told = [...errors].flatMap(readAlarm);
  return told.length > 0 ? { ok: true, value: told } : alarms;
}

function readAlarm(error: string): readonly Alarm[] {
  const [, decimal, kind] = /memberID:(\d{1,20}) alarm:(\w+)/.exec(error) ?? [];
  if (decimal === undefined) return [];
  const member = BigInt(decimal).toString(16);
  return isMemberId(member) ? [{ member, kind: kind === 'NOSPACE' || kind === 'CORRUPT' ? kind : 'UNKNOWN' }] : [];
}
