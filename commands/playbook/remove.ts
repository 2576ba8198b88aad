import type { ChangeCommand } from '../../src/core/command.ts';
import { draft, dryRun, type Given, type Sketch } from '../../src/core/draft.ts';
import { leadAway } from '../../src/core/leadership.ts';
import { alreadyDown, isLastVoter, votersAfter } from '../../src/core/membership.ts';
import { code, say, type Text } from '../../src/core/message.ts';
import {
  destroyingSurvey,
  findHost,
  liveTargets,
  type NamedHost,
  notesOnDifferences,
  overrideOption,
  playbookSurvey,
  printOption,
  usablePigsty,
} from '../../src/core/pigsty/decide.ts';
import { memberFor } from '../../src/core/pigsty/differences.ts';
import type { PigstyState } from '../../src/core/pigsty/inventory.ts';
import { pausedForGood } from '../../src/core/pigsty/paused-around.ts';
import { destroyStep, leaveStep, referenceSteps } from '../../src/core/pigsty/runs.ts';
import { isRefusal, type Refusal, refuse } from '../../src/core/refusal.ts';
import type { Request } from '../../src/core/request.ts';
import { type Known, targetOf } from '../../src/core/targets.ts';

/** One member leaves by Pigsty's playbook; with `--all`, the whole cluster goes. Nothing is ever removed that is not named. */
export const playbookRemove: ChangeCommand = {
  kind: 'change',
  words: ['playbook', 'remove'],
  aliases: [],
  summary: 'playbook.summary.remove',
  args: [{ name: 'ip', required: false, kind: 'text' }],
  options: [{ name: 'all', kind: 'flag', summary: 'playbook.option.all' }, overrideOption, printOption, dryRun],
  examples: ['playbook remove 10.1.0.13', 'playbook remove --all --dry-run'],
  needs: request => {
    const whom = whomOf(request);
    if (isRefusal(whom)) return whom;
    return whom.address === null ? destroyingSurvey : playbookSurvey;
  },
  plan: (request, snapshot) =>
    draft(playbookRemove, request, snapshot, given => {
      const whom = whomOf(request);
      if (isRefusal(whom)) return whom;
      const pigsty = usablePigsty(snapshot);
      if (isRefusal(pigsty)) return pigsty;
      const overriding = request.options[overrideOption.name] === true;
      if (whom.address !== null) return leaving(whom.address, pigsty, given, overriding);
      const all = destroyStep(pigsty.inventory.group ?? 'etcd', liveTargets(given), overriding);
      const paused = pausedForGood([all], snapshot);
      return isRefusal(paused)
        ? paused
        : { steps: paused.steps, notes: [say('playbook.note.gone_for_good'), ...paused.notes] };
    }),
};

/** An address, or everybody (null): exactly one of the two. */
function whomOf({ args, options }: Request): { readonly address: string | null } | Refusal {
  const all = options.all === true;
  if (args.ip !== undefined && !all) return { address: args.ip };
  return args.ip === undefined && all ? { address: null } : refuse('remove_whom', { option: code('--all') });
}

function leaving(typed: string, pigsty: PigstyState, given: Given, overriding: boolean): Sketch | Refusal {
  const host = findHost(typed, pigsty);
  if (isRefusal(host)) return host;
  const member = memberFor(host, given.members);
  if (!member) return refuse('not_a_member', { address: code(host.address), command: code('playbook config') });
  const last = isLastVoter(given, member);
  if (last) return last;
  const away = leadAway(given, member);
  if (isRefusal(away)) return away;
  const target = targetOf(member);
  const without = [...new Set([member, ...alreadyDown(given)].map(({ id }) => id))];
  return {
    steps: [
      ...away,
      leaveStep(host, target, overriding),
      { kind: 'await-health', despite: [], without },
      { kind: 'await-inventory', file: pigsty.file, address: host.address },
      ...referenceSteps(pigsty.inventory),
      { kind: 'verify', expect: { kind: 'voters', members: votersAfter(given, [member], []), absent: [target] } },
    ],
    notes: [
      ...(member.health === 'unreachable' ? [hostGone(member, host, pigsty)] : []),
      say('playbook.note.take_out', { address: code(host.address), file: code(pigsty.file) }),
      ...notesOnDifferences(pigsty, given, [host.address]),
    ],
  };
}

const hostGone = ({ name }: Known, { address }: NamedHost, { file }: PigstyState): Text =>
  say('playbook.note.host_gone', {
    name: code(name),
    command: code(`/etcd member remove ${name}`),
    address: code(address),
    file: code(file),
    config: code('/etcd playbook config'),
  });
