import { type Asker, authorize } from '../core/authorize.ts';
import { askerKey, type Counts } from '../core/counting.ts';
import type { CountEndFacts } from '../core/facts/desk.ts';
import { code } from '../core/message.ts';
import { quoteTyped } from '../core/parse-quote.ts';
import type { Clock } from '../core/ports.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { slackUserOf } from './person.ts';

/**
 * Ends a count of keys, for whoever asked for it and for anybody who may operate or approve. It ends the load, so it ends every count of the
 * same keys, and all who wait are told by whom. Rejects when the store does not answer.
 */
export async function endCount(
  id: string,
  asker: Asker,
  { counts, clock }: { readonly counts: Counts; readonly clock: Clock },
): Promise<Result<CountEndFacts, Refusal>> {
  const running = await counts.running();
  const count = running.find(each => each.id === id);
  if (count === undefined)
    return fail(refuse('no_such_count', { typed: quoteTyped(id), command: code('/etcd space') }));
  if (!mayEnd(count.by, asker)) return fail(refuse('not_your_count'));
  const same = running.filter(({ cluster, under }) => cluster === count.cluster && under === count.under);
  const { name } = asker.actor;
  await counts.end(
    same.map(each => each.id),
    { name, at: clock() },
  );
  return succeed({ kind: 'count-end', name, cluster: count.cluster, under: count.under });
}

function mayEnd(by: string, asker: Asker): boolean {
  const { actor, access } = asker;
  if (by === askerKey(actor) || by === slackUserOf(actor, access)) return true;
  return authorize({ ...asker, permission: 'operate' }).ok || authorize({ ...asker, permission: 'approve' }).ok;
}
