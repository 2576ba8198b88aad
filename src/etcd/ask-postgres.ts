import type { PostgresState } from '../core/patroni/cluster.ts';
import type { CallContext } from './channel.ts';
import type { EndpointConnection } from './connection.ts';
import { toFault } from './errors.ts';
import { readPostgres } from './postgres.ts';

type Ask = <T>(call: (endpoint: EndpointConnection, context: CallContext) => Promise<T>) => Promise<T>;

/** A member that has just lost its quorum does not know it yet, and says nothing. */
const WITHOUT_QUORUM: readonly string[] = ['no_leader', 'no_quorum', 'deadline'];

/** Patroni's keys as a quorum knows them; else, in the second half of the time, as one member does, which may be old. */
export async function askPostgres(
  ask: { readonly anybody: Ask; readonly whoHasLeader: Ask },
  query: { readonly namespace: string; readonly leases: boolean },
  context: CallContext,
): Promise<PostgresState> {
  const half = Date.now() + (context.deadline - Date.now()) / 2;
  try {
    return await ask.whoHasLeader(({ keys }, own) =>
      readPostgres(keys, { ...query, serializable: false }, { ...own, deadline: half }),
    );
  } catch (error) {
    if (!WITHOUT_QUORUM.includes(toFault(error).code)) throw error;
    const state = await ask.anybody(({ keys }, own) => readPostgres(keys, { ...query, serializable: true }, own));
    return { ...state, oneView: true };
  }
}
