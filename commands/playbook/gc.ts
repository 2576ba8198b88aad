import type { Snapshot } from '../../src/core/cluster.ts';
import type { ChangeCommand } from '../../src/core/command.ts';
import { draft, dryRun, type Given } from '../../src/core/draft.ts';
import { code, codeText, list, say, type Text, verbatim } from '../../src/core/message.ts';
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
import { COMPACTING, compactingByHand } from '../../src/core/pigsty/restart-by-hand.ts';
import { rollingRestart } from '../../src/core/pigsty/rolling.ts';
import { restartStep } from '../../src/core/pigsty/runs.ts';
import { isRefusal, type Refusal, refuse } from '../../src/core/refusal.ts';
import type { Known } from '../../src/core/targets.ts';

/** Turns on auto compaction: every PostgreSQL cluster paused, each member restarted with its configuration written anew, and all resumed. */
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
      const byHand = isByHand(pigsty);
      const unseen = byHand ? unseenIn(given, snapshot) : [];
      if (unseen.length > 0) return notSeen(unseen);
      const placed = hostsOf(given.members, pigsty);
      if (isRefusal(placed)) return placed;
      const restart: typeof compactingByHand = byHand
        ? compactingByHand
        : (host, member) => restartStep(host, member, true);
      const steps = rollingRestart(given, placed, restart);
      if (isRefusal(steps)) return steps;
      const paused = pausedAround(steps, request, snapshot);
      if (isRefusal(paused)) return paused;
      const told = [...(byHand ? notesByHand(pigsty) : []), say('playbook.note.gc', { command: code('status') })];
      return { steps: paused.steps, notes: [...told, ...paused.notes, ...notesOnDifferences(pigsty, given)] };
    }),
};

/** Up to Pigsty 3.5 the bot runs no etcd.yml at all, with whatever tags: then people edit and restart, and it watches. */
function isByHand({ inventory: { version } }: PigstyState): boolean {
  const release = readRelease(version);
  return release !== null && !isAtLeast(release, HARMLESS_SINCE);
}

/** Who serves, and does not tell since when it runs: nobody could see that it was restarted. */
function unseenIn({ members }: Given, { endpoints }: Snapshot): readonly Known[] {
  const tells = (member: Known): boolean =>
    endpoints.some(({ endpoint, metrics }) => endpoint === member.endpoint && metrics.ok);
  return members.filter(member => member.health === 'healthy' && !tells(member));
}

const notSeen = (members: readonly Known[]): Refusal =>
  refuse('gc_by_hand', {
    who: list(members.map(({ name }) => verbatim(name))),
    pause: code('/etcd pg pause --all'),
    settings: list(COMPACTING.map(setting => codeText(setting))),
    file: code('/etc/etcd/etcd.conf'),
    restart: code('systemctl restart etcd'),
    health: code('etcdctl endpoint health --cluster'),
    resume: code('/etcd pg resume --all'),
  });

/** A template without the settings would take them away again. */
function notesByHand({ template }: PigstyState): readonly Text[] {
  const told = say('playbook.note.gc_by_hand');
  if (template === null || template.compacts) return [told];
  return [told, say('playbook.note.gc_template', { template: code(template.file) })];
}
