import type { ChangeCommand } from '../../src/core/command.ts';
import { draft, dryRun } from '../../src/core/draft.ts';
import { code, say } from '../../src/core/message.ts';
import {
  hostsOf,
  notesOnDifferences,
  playbookSurvey,
  printOption,
  usablePigsty,
} from '../../src/core/pigsty/decide.ts';
import type { PigstyState } from '../../src/core/pigsty/inventory.ts';
import { pausedAround } from '../../src/core/pigsty/paused-around.ts';
import { HARMLESS_SINCE, isAtLeast, readRelease } from '../../src/core/pigsty/release.ts';
import { rollingRestart } from '../../src/core/pigsty/rolling.ts';
import { isRefusal, type Refusal, refuse } from '../../src/core/refusal.ts';

/** Turns on auto compaction: every PostgreSQL cluster paused, each member with its configuration written anew, and all resumed. */
export const playbookGc: ChangeCommand = {
  kind: 'change',
  words: ['playbook', 'gc'],
  aliases: [],
  summary: 'playbook.summary.gc',
  args: [],
  options: [printOption, dryRun],
  examples: ['playbook gc', 'playbook gc --dry-run'],
  needs: () => playbookSurvey,
  plan: (request, snapshot) =>
    draft(playbookGc, request, snapshot, given => {
      const pigsty = usablePigsty(snapshot);
      if (isRefusal(pigsty)) return pigsty;
      const byHand = untilHarmless(pigsty);
      if (byHand) return byHand;
      const placed = hostsOf(given.members, pigsty);
      if (isRefusal(placed)) return placed;
      const steps = rollingRestart(given, placed, true);
      if (isRefusal(steps)) return steps;
      const paused = pausedAround(steps, request, snapshot);
      if (isRefusal(paused)) return paused;
      const told = say('playbook.note.gc', { command: code('status') });
      return { steps: paused.steps, notes: [told, ...paused.notes, ...notesOnDifferences(pigsty, given)] };
    }),
};

/** Up to Pigsty 3.5 the bot runs no etcd.yml at all, with whatever tags: then these are the steps for a shell. */
function untilHarmless({ inventory: { version } }: PigstyState): Refusal | null {
  const release = readRelease(version);
  if (version === null || release === null || isAtLeast(release, HARMLESS_SINCE)) return null;
  return refuse('gc_by_hand', {
    version: code(version),
    pause: code('/etcd pg pause --all'),
    mode: code('auto-compaction-mode: periodic'),
    retention: code('auto-compaction-retention: "24h"'),
    quota: code('quota-backend-bytes: 17179869184'),
    file: code('/etc/etcd/etcd.conf'),
    restart: code('systemctl restart etcd'),
    health: code('etcdctl endpoint health --cluster'),
    resume: code('/etcd pg resume --all'),
  });
}
