import type { ChangeCommand } from '../../src/core/command.ts';
import { draft, dryRun } from '../../src/core/draft.ts';
import { code, say } from '../../src/core/message.ts';
import {
  destroyingSurvey,
  expectedAll,
  liveTargets,
  nobodyAnswers,
  overrideOption,
  printOption,
  usablePigsty,
} from '../../src/core/pigsty/decide.ts';
import { pausedAround } from '../../src/core/pigsty/paused-around.ts';
import { createStep, destroyStep, loginsSteps } from '../../src/core/pigsty/runs.ts';
import { noLogin } from '../../src/core/pigsty/without-login.ts';
import type { Step } from '../../src/core/plan.ts';
import { isRefusal } from '../../src/core/refusal.ts';

/** Deletes the cluster and begins it anew, empty; then the users and roles of every PostgreSQL cluster are made again. */
export const playbookReset: ChangeCommand = {
  kind: 'change',
  words: ['playbook', 'reset'],
  aliases: [],
  summary: 'playbook.summary.reset',
  args: [],
  options: [overrideOption, printOption, dryRun],
  examples: ['playbook reset --dry-run', 'playbook reset --override-safeguard'],
  needs: () => destroyingSurvey,
  plan: (request, snapshot) => {
    const pigsty = usablePigsty(snapshot);
    if (isRefusal(pigsty)) return pigsty;
    return (
      noLogin('reset', snapshot, pigsty) ??
      nobodyAnswers(snapshot, pigsty) ??
      draft(playbookReset, request, snapshot, given => {
        const group = pigsty.inventory.group ?? 'etcd';
        const overriding = request.options[overrideOption.name] === true;
        const steps: readonly Step[] = [
          destroyStep(group, liveTargets(given), overriding),
          createStep(group, expectedAll(pigsty)),
          ...loginsSteps(pigsty.inventory),
          { kind: 'verify', expect: { kind: 'healthy' } },
        ];
        // Without a quorum etcd takes no pause, and Patroni has acted already.
        const isLost = given.state.serving === false;
        const paused = isLost
          ? { steps, notes: [say('playbook.note.not_paused')] }
          : pausedAround(steps, request, snapshot);
        if (isRefusal(paused)) return paused;
        return {
          steps: paused.steps,
          notes: [say('playbook.note.reset', { command: code('pg list') }), ...paused.notes],
        };
      })
    );
  },
};
