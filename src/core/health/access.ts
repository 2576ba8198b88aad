import type { FaultCode } from '../cluster.ts';
import type { FindingCode } from './finding.ts';
import { find } from './finding.ts';
import type { Rule } from './rule.ts';
import { namesOf } from './verdict.ts';

type AccessCode = Exclude<Extract<FindingCode, `access_${string}`>, 'access_tls'>;

/** Members (or endpoints) that refuse us for this reason. A member that serves probes all the same is only a warning. */
const refusing =
  (code: AccessCode, faults: readonly FaultCode[]): Rule =>
  ({ members }) => {
    const barred = members.filter(({ fault }) => fault !== null && faults.includes(fault.code));
    if (barred.length === 0) return null;
    const tone = barred.some(member => member.health === 'barred') ? 'bad' : 'warning';
    return find(code, tone, { who: namesOf(barred.map(member => member.name)) });
  };

export const certificateIsUntrusted = refusing('access_untrusted', ['tls_untrusted']);
export const certificateNamesAnother = refusing('access_name_mismatch', ['tls_name_mismatch']);
export const clientCertificateIsRefused = refusing('access_client_certificate', ['tls_client_certificate']);

/** Many causes, from a missing file to a port without TLS: the library's own words tell them apart. */
export const handshakeFails: Rule = ({ members }) => {
  const failing = members.filter(({ fault }) => fault?.code === 'tls_failed');
  const detail = failing[0]?.fault?.detail || '–';
  return failing.length > 0
    ? find('access_tls', 'bad', { who: namesOf(failing.map(member => member.name)), detail })
    : null;
};

export const loginIsMissing = refusing('access_login_missing', ['auth_required']);
export const passwordIsWrong = refusing('access_password', ['auth_failed']);

/** Status needs the root role on 3.5.28-31 and 3.6.0-11, any user from 3.5.32 and 3.6.12 on (research of the tags). */
export const statusIsDenied = refusing('access_status_denied', ['permission_denied']);

export const memberListIsUnreadable: Rule = ({ list, members }) =>
  list.ok ||
  list.fault.code === 'not_asked' ||
  members.every(member => member.health === 'unreachable' || member.health === 'barred')
    ? null
    : find('members_unreadable', 'warning', {
        phrase: { type: 'text', value: { key: `fault.${list.fault.code}`, params: {} } },
      });

export const alarmsAreUnreadable: Rule = ({ alarms, serving }) =>
  !serving || alarms.ok || alarms.fault.code === 'not_asked'
    ? null
    : find('alarms_unreadable', 'info', {
        phrase: { type: 'text', value: { key: `fault.${alarms.fault.code}`, params: {} } },
      });
