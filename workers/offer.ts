import { checkPlan, isRefused } from '../src/core/check.ts';
import type { Finding } from '../src/core/health/finding.ts';
import type { ClusterState } from '../src/core/health/state.ts';
import { nameOf, parse } from '../src/core/parse.ts';
import { isRefusal } from '../src/core/refusal.ts';
import { chosen, type Help } from '../src/core/remedy/choose.ts';
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

type Found = readonly Pick<Finding, 'code' | 'params'>[];

/** Each takes a survey of the cluster. */
const MOST_TRIED = 5;

/** What people are offered to do about findings, worst first. Never rejects. */
export const offersOf = async (...given: Parameters<typeof helpAgainst>): Promise<readonly Remedy[]> =>
  chosen(await helpAgainst(...given));

/**
 * What would help against each finding: of changes only those whose plan could be made and whose guards all pass now. Nothing is stored, and what
 * cannot be known within the time given is not offered. Never rejects.
 */
export async function helpAgainst(
  findings: Found,
  state: ClusterState,
  withinMs: number,
  world: OfferWorld,
): Promise<Help> {
  const remedies = findings.map(finding => remediesOf(finding, state));
  const plans = new Set(remedies.flat().flatMap(({ kind, line }) => (kind === 'plan' ? [line] : [])));
  const signal = AbortSignal.timeout(withinMs);
  const passing = await Promise.all(
    [...plans]
      .slice(0, MOST_TRIED)
      .map(async line => ((await wouldPass(line, state.cluster, signal, world)) ? line : null)),
  );
  return remedies.map(each => [
    ...each.filter(({ kind, line }) => kind === 'plan' && passing.includes(line)),
    ...each.filter(({ kind }) => kind === 'look'),
  ]);
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
