import type { Snapshot, Survey } from './cluster.ts';
import type { Described, OptionSpec } from './command.ts';
import { reliesOn } from './drift.ts';
import { type ClusterState, stateOf } from './health/state.ts';
import type { Text } from './message.ts';
import { vipNotes } from './patroni/around.ts';
import { reliesOnPostgres } from './patroni/reliance.ts';
import type { Plan, Step } from './plan.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { type Known, knownMembers } from './targets.ts';

/** What every change is judged by. */
export const changeSurvey: Survey = {
  parts: ['status', 'members', 'alarms', 'probes', 'metrics', 'patroni', 'postgres', 'reach', 'pauses', 'pigsty'],
};

/** Every change can be looked at first. */
export const dryRun: OptionSpec = { name: 'dry-run', kind: 'flag', summary: 'changes.option.dry_run' };

/** What a command decides by: the cluster as a whole, and the members that steps can act on. */
export type Given = {
  readonly state: ClusterState;
  readonly members: readonly Known[];
  readonly voters: readonly Known[];
};

export type Sketch = { readonly steps: readonly Step[]; readonly notes?: readonly Text[] };

type Worded = Pick<Described, 'words' | 'args' | 'options'>;

/** Makes a plan of what a command decides, with everything else a plan carries. */
export function draft(
  command: Worded,
  request: Request,
  snapshot: Snapshot,
  decide: (given: Given) => Sketch | Refusal,
): Plan | Refusal {
  const relies = reliesOn(snapshot);
  if (isRefusal(relies)) return relies;
  const state = stateOf(snapshot);
  const members = knownMembers(state.members);
  const sketch = decide({ state, members, voters: members.filter(member => member.voter) });
  if (isRefusal(sketch)) return sketch;
  const postgres = reliesOnPostgres(snapshot, sketch.steps);
  return {
    version: 1,
    cluster: snapshot.cluster,
    command: request.command,
    line: lineOf(command, request),
    steps: sketch.steps,
    relies: postgres === null ? relies : { ...relies, postgres },
    notes: [...(sketch.notes ?? []), ...vipNotes(sketch.steps, snapshot)],
    postgres: snapshot.patroni.ok ? snapshot.patroni.value.map(({ name }) => name) : null,
  };
}

/** The command as somebody would type it again: arguments and options in their own order. */
function lineOf({ words, args, options }: Worded, request: Request): string {
  const given = args.flatMap(({ name }) => quoted(request.args[name]));
  const chosen = options.flatMap(({ name }) => {
    const value = name === 'dry-run' || name === 'print' ? undefined : request.options[name];
    return value === undefined ? [] : [`--${name}`, ...(value === true ? [] : quoted(value))];
  });
  return [...words, ...given, ...chosen].join(' ');
}

const quoted = (text: string | undefined): readonly string[] => {
  if (text === undefined) return [];
  return [/^[^\s"'`-][^\s"'`]*$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`];
};
