import type { ChangeCommand } from '../src/core/command.ts';
import { changeSurvey, draft, dryRun, type Given } from '../src/core/draft.ts';
import { code, say } from '../src/core/message.ts';
import type { Step } from '../src/core/plan.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';

/** Enough for watchers that reconnect to go on where they were. */
const USUALLY_KEPT = 1000;

/** Old versions of keys are forgotten up to a revision. */
export const compact: ChangeCommand = {
  kind: 'change',
  words: ['compact'],
  aliases: [['compaction']],
  summary: 'changes.compact.summary',
  args: [{ name: 'revision', required: false, kind: 'text' }],
  options: [
    { name: 'keep', kind: 'count', summary: 'changes.option.keep' },
    { name: 'physical', kind: 'flag', summary: 'changes.option.physical' },
    dryRun,
  ],
  examples: ['compact', 'compact --keep 5000', 'compact 120000 --physical'],
  needs: request => {
    const asked = askedFor(request);
    return isRefusal(asked) ? asked : changeSurvey;
  },
  plan: (request, snapshot) =>
    draft(compact, request, snapshot, given => {
      const asked = askedFor(request);
      if (isRefusal(asked)) return asked;
      const now = given.state.revision;
      if (now === null) return refuse('revision_unknown', { cluster: code(given.state.cluster) });
      const revision = asked.revision ?? now - asked.keep;
      if (revision > now) return refuse('revision_ahead', { typed: revision, now });
      if (revision < 1) return refuse('nothing_to_compact', { now, keep: asked.keep });
      const physical = request.options.physical === true;
      return {
        steps: [{ kind: 'compact', revision, physical }, ...verified(given)],
        notes: [
          say('changes.note.kept', { kept: now - revision, revision, now }),
          ...(physical ? [say('changes.note.physical')] : []),
          say('changes.note.file_stays', { command: code('defrag') }),
        ],
      };
    }),
};

function askedFor({ args, options }: Request): { readonly revision: number | null; readonly keep: number } | Refusal {
  const typed = args.revision;
  const keep = options.keep === undefined ? USUALLY_KEPT : Number(String(options.keep));
  if (typed === undefined) return { revision: null, keep };
  if (options.keep !== undefined) return refuse('revision_or_keep', { revision: code(typed), keep: code('--keep') });
  const revision = Number(typed);
  return /^\d{1,16}$/.test(typed) && Number.isSafeInteger(revision) && revision > 0
    ? { revision, keep }
    : refuse('not_a_revision', { typed: code(typed) });
}

/** A cluster that is not well before can't be asked to be well after. */
const verified = ({ state, voters }: Given): readonly Step[] =>
  voters.every(({ health }) => health === 'healthy') && state.alarms.ok && state.alarms.value.length === 0
    ? [{ kind: 'verify', expect: { kind: 'healthy' } }]
    : [];
