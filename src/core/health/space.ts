import { bytes, ratio } from '../message.ts';
import { thresholdDefaults } from '../thresholds.ts';
import { find } from './finding.ts';
import { gainOf, isWorthIt } from './fragmentation.ts';
import type { Rule } from './rule.ts';
import { namesOf } from './verdict.ts';

export const dataIsCorrupt: Rule = ({ alarms }) => {
  const named = alarms.ok ? alarms.value.filter(alarm => alarm.kind === 'CORRUPT') : [];
  return named.length > 0 ? find('corrupt', 'bad', { who: namesOf(named.map(alarm => alarm.name)) }) : null;
};

export const spaceIsOut: Rule = ({ alarms, revision }) => {
  const named = alarms.ok ? alarms.value.filter(alarm => alarm.kind === 'NOSPACE') : [];
  return named.length > 0
    ? find('no_space', 'bad', {
        who: namesOf(named.map(alarm => alarm.name)),
        revision: revision === null ? 'REVISION' : String(revision),
      })
    : null;
};

/** The quota is compared with the file, not with what is in use (etcd storage/quota.go), so only defragmentation gives room. */
export const quotaIsNearlyFull: Rule = ({ quota, alarms, thresholds = thresholdDefaults }) => {
  const { quotaWarning, quotaCritical } = thresholds;
  const out = alarms.ok && alarms.value.some(alarm => alarm.kind === 'NOSPACE');
  if (!quota || quota.usedRatio < quotaWarning || out) return null;
  return find('quota_nearly_full', quota.usedRatio >= quotaCritical ? 'bad' : 'warning', {
    name: quota.member,
    used: ratio(quota.usedRatio),
    quota: bytes(quota.bytes),
  });
};

export const quotaIsUnknown: Rule = ({ quota, members }) =>
  !quota && members.some(member => member.version !== null) ? find('quota_unknown', 'info', {}) : null;

export const databaseIsFragmented: Rule = ({ members, thresholds = thresholdDefaults }) => {
  const worth = members
    .filter(member => isWorthIt(member, thresholds.fragmentation))
    .flatMap(member => {
      const gain = gainOf(member);
      return gain ? [{ name: member.name, ...gain }] : [];
    });
  return worth.length > 0
    ? find('fragmented', 'warning', {
        who: namesOf(worth.map(({ name }) => name)),
        share: ratio(Math.max(...worth.map(({ share }) => share))),
        free: bytes(Math.max(...worth.map(({ free }) => free))),
      })
    : null;
};

export const alarmIsUnknown: Rule = ({ alarms }) => {
  const named = alarms.ok ? alarms.value.filter(alarm => alarm.kind === 'UNKNOWN') : [];
  return named.length > 0 ? find('unknown_alarm', 'warning', { who: namesOf(named.map(alarm => alarm.name)) }) : null;
};
