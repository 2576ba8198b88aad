import type { ChangeCommand } from '../src/core/command.ts';
import { rollingDefragmentation, spaceAlarms } from '../src/core/defragmentation.ts';
import { changeSurvey, draft, dryRun, type Given } from '../src/core/draft.ts';
import type { NamedAlarm } from '../src/core/facts/members.ts';
import { bytes, code, list, ratio, say, verbatim } from '../src/core/message.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import { disarming } from '../src/core/space.ts';

/** The whole way out of a full quota: compact, defragment everybody, then take back NOSPACE alone and prove a write. */
export const rescueNospace: ChangeCommand = {
  kind: 'change',
  words: ['rescue', 'nospace'],
  aliases: [],
  summary: 'changes.rescue_nospace.summary',
  args: [],
  options: [dryRun],
  examples: ['rescue nospace', 'rescue nospace --dry-run'],
  needs: () => changeSurvey,
  plan: (request, snapshot) =>
    draft(rescueNospace, request, snapshot, given => {
      const raised = raisedAlarms(given);
      if ('refused' in raised) return raised;
      const revision = given.state.revision;
      if (revision === null) return refuse('revision_unknown', { cluster: code(given.state.cluster) });
      const rolling = rollingDefragmentation(given, given.voters, spaceAlarms(given));
      if (isRefusal(rolling)) return rolling;
      return {
        steps: [
          { kind: 'compact', revision, physical: true },
          ...rolling,
          ...disarming(given, raised),
          { kind: 'verify', expect: { kind: 'writable' } },
          { kind: 'verify', expect: { kind: 'healthy' } },
        ],
        notes: [say('changes.note.history_goes', { revision }), say('changes.note.find_what_grew')],
      };
    }),
};

function raisedAlarms({ state }: Given): readonly NamedAlarm[] | Refusal {
  if (!state.alarms.ok) return refuse('alarms_unknown', { cluster: code(state.cluster) });
  const corrupt = state.alarms.value.filter(({ kind }) => kind === 'CORRUPT');
  if (corrupt.length > 0) return refuse('corrupt_first', { who: list(corrupt.map(({ name }) => verbatim(name))) });
  const raised = state.alarms.value.filter(({ kind }) => kind === 'NOSPACE');
  if (raised.length > 0) return raised;
  const { quota } = state;
  return quota
    ? refuse('space_left', { name: code(quota.member), used: ratio(quota.usedRatio), quota: bytes(quota.bytes) })
    : refuse('no_space_alarm');
}
