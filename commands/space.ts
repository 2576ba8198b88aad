import { notAsked, type Snapshot } from '../src/core/cluster.ts';
import type { Memory, ReadCommand } from '../src/core/command.ts';
import type { SpaceFacts } from '../src/core/facts/space.ts';
import { code } from '../src/core/message.ts';
import { ownershipOf, type SpaceQuery } from '../src/core/ownership.ts';
import { type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { spaceBack } from '../src/core/space-back.ts';

const USUAL_SECONDS = 60;
const MOST_SECONDS = 300;

/** Whose keys an etcd holds, and whether they come back by themselves. */
export const space: ReadCommand = {
  kind: 'read',
  words: ['space'],
  aliases: [],
  summary: 'space.summary',
  args: [{ name: 'prefix', required: false, kind: 'text' }],
  options: [{ name: 'seconds', kind: 'count', summary: 'space.option.seconds' }],
  examples: ['space', 'space /pg/', 'space --seconds 120'],
  permission: () => 'read',
  needs: request => {
    const query = queryOf(request);
    return 'refused' in query ? query : { parts: ['patroni', 'status', 'metrics'], space: query };
  },
  view: (request, snapshot, memory) => spaceOf(request, snapshot, memory),
};

function queryOf({ args, options }: Request): SpaceQuery | Refusal {
  const seconds = options.seconds === undefined ? USUAL_SECONDS : Number(String(options.seconds));
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MOST_SECONDS) {
    return refuse('seconds_out_of_range', { typed: code(String(options.seconds)), most: MOST_SECONDS });
  }
  return { under: args.prefix ?? '', withinMs: seconds * 1_000 };
}

function spaceOf(request: Request, snapshot: Snapshot, { scan, endedBy }: Memory): SpaceFacts {
  const { cluster, takenAt, tookMs, patroni, space: use = notAsked } = snapshot;
  return {
    kind: 'space',
    cluster,
    takenAt,
    tookMs,
    under: request.args.prefix ?? '',
    use,
    endedBy: endedBy ?? null,
    before: scan ?? null,
    back: spaceBack(snapshot),
    ownership: use.ok ? ownershipOf(use.value) : null,
    // A namespace that is configured is asked for, whatever comes of it.
    namespaced: patroni.ok || patroni.fault.code !== 'not_asked',
  };
}
