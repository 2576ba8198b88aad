import type { Snapshot } from '../src/core/cluster.ts';
import type { ChangeCommand } from '../src/core/command.ts';
import { changeSurvey, draft, dryRun, type Given } from '../src/core/draft.ts';
import type { NamedAlarm } from '../src/core/facts/members.ts';
import { compareHashes } from '../src/core/health/hashes.ts';
import { bytes, code, list, ratio, say, verbatim } from '../src/core/message.ts';
import type { Step } from '../src/core/plan.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { disarming } from '../src/core/space.ts';
import { findMember, type Known } from '../src/core/targets.ts';

/** Takes back alarms, each by its member and type: what etcdctl does to all at once is never asked of etcd. */
export const alarmDisarm: ChangeCommand = {
  kind: 'change',
  words: ['alarm', 'disarm'],
  aliases: [],
  summary: 'changes.alarm_disarm.summary',
  args: [{ name: 'member', required: false, kind: 'text' }],
  options: [{ name: 'corrupt', kind: 'flag', summary: 'changes.option.corrupt' }, dryRun],
  examples: ['alarm disarm', 'alarm disarm etcd-2', 'alarm disarm etcd-2 --corrupt'],
  needs: ({ options }) =>
    options.corrupt ? { ...changeSurvey, parts: [...changeSurvey.parts, 'hashes'] } : changeSurvey,
  plan: (request, snapshot) =>
    draft(alarmDisarm, request, snapshot, given => {
      const chosen = chosenAlarms(request, given);
      if ('refused' in chosen) return chosen;
      const corrupt = chosen.some(({ kind }) => kind === 'CORRUPT');
      const refusal = corrupt ? dataDiffers(snapshot) : stillFull(given, chosen);
      if (refusal) return refusal;
      return {
        steps: [
          { kind: 'await-health', despite: corrupt ? ['CORRUPT', 'NOSPACE'] : ['NOSPACE'], without: [] },
          ...disarming(given, chosen),
          ...proofs(given, chosen),
        ],
        notes: corrupt ? [say('changes.note.hashes_agree')] : [say('changes.note.only_these')],
      };
    }),
};

/** Writes are tried only when nothing else forbids them. */
function proofs({ state }: Given, chosen: readonly NamedAlarm[]): readonly Step[] {
  const left = state.alarms.ok ? state.alarms.value.length - chosen.length : 0;
  return [
    ...(chosen.some(({ kind }) => kind === 'CORRUPT')
      ? [{ kind: 'verify', expect: { kind: 'same-hash' } } as const]
      : []),
    ...(left === 0 ? [{ kind: 'verify', expect: { kind: 'writable' } } as const] : []),
  ];
}

function chosenAlarms(request: Request, given: Given): readonly NamedAlarm[] | Refusal {
  const { alarms } = given.state;
  if (!alarms.ok) return refuse('alarms_unknown', { cluster: code(given.state.cluster) });
  const member = request.args.member === undefined ? null : findMember(request.args.member, given.members);
  if (member && isRefusal(member)) return member;
  const wanted = request.options.corrupt ? 'CORRUPT' : 'NOSPACE';
  const raised = alarms.value.filter(alarm => member === null || alarm.member === member.id);
  const chosen = raised.filter(({ kind }) => kind === wanted);
  return chosen.length > 0 ? chosen : noSuchAlarm(wanted, raised, member);
}

function noSuchAlarm(wanted: 'NOSPACE' | 'CORRUPT', raised: readonly NamedAlarm[], member: Known | null): Refusal {
  const corrupt = raised.filter(({ kind }) => kind === 'CORRUPT');
  if (wanted === 'NOSPACE' && corrupt.length > 0) {
    const who = list(corrupt.map(({ name }) => verbatim(name)));
    return refuse('corrupt_not_named', { who, option: code('--corrupt') });
  }
  return member
    ? refuse('no_alarm_there', { kind: code(wanted), name: code(member.name) })
    : refuse('no_alarm', { kind: code(wanted) });
}

/** Equal data proves that the alarm is history; anything less, such as one voter not compared, does not. */
function dataDiffers(snapshot: Snapshot): Refusal | null {
  const { outcome, rows } = compareHashes(snapshot);
  const unsure = rows.filter(({ state, reason }) => state !== 'agrees' && reason !== 'learner');
  if (outcome === 'agree' && unsure.length === 0) return null;
  const who = list(unsure.map(({ name }) => verbatim(name)));
  return outcome === 'differ' || outcome === 'split'
    ? refuse('data_differs', { who })
    : refuse('data_not_compared', { who });
}

/** Over its quota still, etcd raises the alarm again with the next write. */
function stillFull({ state }: Given, chosen: readonly NamedAlarm[]): Refusal | null {
  const { quota } = state;
  return quota && quota.usedRatio >= 1 && chosen.length > 0
    ? refuse('still_full', {
        name: code(quota.member),
        used: ratio(quota.usedRatio),
        quota: bytes(quota.bytes),
        command: code('rescue nospace'),
      })
    : null;
}
