import { checkPlan, isRefused } from '../src/core/check.ts';
import type { Finding } from '../src/core/health/finding.ts';
import type { ClusterState } from '../src/core/health/state.ts';
import { nameOf, parse } from '../src/core/parse.ts';
import { isRefusal } from '../src/core/refusal.ts';
import { remediesOf } from '../src/core/remedy/remedies.ts';
import type { Remedy } from '../src/core/remedy/remedy.ts';
import type { Request } from '../src/core/request.ts';
import { wordsOfText } from '../src/core/words.ts';
import { lookAround } from './around.ts';
import type { ChangeWorld } from './change-world.ts';

export type OfferWorld = Pick<
  ChangeWorld,
  'commands' | 'settings' | 'operator' | 'operations' | 'freezes' | 'backups' | 'clock' | 'log'
>;

/** More is no help. */
const MOST = 3;

/**
 * What people are offered to do about findings, worst first: of changes only those whose plan could be made and whose guards all pass now.
 * Nothing is stored, and what cannot be known within the time given is not offered. Never rejects.
 */
export async function offersOf(
  findings: readonly Pick<Finding, 'code' | 'params'>[],
  state: ClusterState,
  withinMs: number,
  world: OfferWorld,
): Promise<readonly Remedy[]> {
  const lines = new Map(
    findings.flatMap(finding => remediesOf(finding, state)).map(each => [each.line, each] as const),
  );
  const remedies = [...lines.values()];
  const signal = AbortSignal.timeout(withinMs);
  const plans = remedies.filter(({ kind }) => kind === 'plan').slice(0, MOST);
  const passing = await Promise.all(
    plans.map(async each => ((await wouldPass(each.line, state.cluster, signal, world)) ? each.line : null)),
  );
  return remedies.filter(({ kind, line }) => kind === 'look' || passing.includes(line)).slice(0, MOST);
}

/** As if somebody asked for it now. */
async function wouldPass(line: string, cluster: string, signal: AbortSignal, world: OfferWorld): Promise<boolean> {
  const late = new Promise<false>(resolve => signal.addEventListener('abort', () => resolve(false), { once: true }));
  const judged = rehearse(line, cluster, signal, world).catch((error: unknown) => {
    world.log.warn({ cluster, line, error }, 'whether something could be done cannot be told');
    return false;
  });
  return Promise.race([judged, late]);
}

async function rehearse(line: string, cluster: string, signal: AbortSignal, world: OfferWorld): Promise<boolean> {
  const operator = world.operator(cluster);
  const request = requestOf(line, cluster, world);
  const command = world.commands.find(each => nameOf(each) === request?.command);
  if (operator === null || request === null || command?.kind !== 'change') return false;
  const needs = command.needs(request);
  if (isRefusal(needs)) return false;
  const snapshot = await operator.survey(needs, signal);
  const plan = command.plan(request, snapshot);
  if (isRefusal(plan)) return false;
  const around = await lookAround(
    { phase: 'planning', operation: '', operator, snapshot, breakGlass: false, begun: false },
    world,
  );
  return !isRefused(checkPlan({ plan, snapshot, around }));
}

function requestOf(line: string, cluster: string, { commands, clock }: OfferWorld): Request | null {
  const words = wordsOfText(line);
  if (!words.ok) return null;
  const parsed = parse(words.value, { commands, clusters: [cluster], channelCluster: cluster });
  if (!parsed.ok) return null;
  return {
    ...parsed.value,
    id: 'offer',
    actor: { kind: 'schedule', name: 'schedule' },
    place: { kind: 'terminal' },
    language: 'en',
    askedAt: clock(),
  };
}
