import { type MemberList, notAsked, type Snapshot, type Survey, type SurveyPart } from '../core/cluster.ts';
import type { PasswordCheck } from '../core/password-check.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { askPostgres } from './ask-postgres.ts';
import { readAuth } from './auth-state.ts';
import type { CallContext } from './channel.ts';
import { type EndpointConnection, STAGGER_MS } from './connection.ts';
import { PROBE_KEY } from './endpoint-parts.ts';
import { toFault } from './errors.ts';
import { readKeys } from './keys.ts';
import { checkPasswords } from './passwords.ts';
import { readPatroni } from './patroni.ts';
import { firstGood } from './race.ts';
import { reading } from './reading.ts';

type ClusterParts = Pick<Snapshot, 'members' | 'alarms' | 'patroni' | 'keys' | 'auth' | 'postgres' | 'passwords'>;
type Ask = <T>(call: (endpoint: EndpointConnection, context: CallContext) => Promise<T>) => Promise<T>;

/** Asks for what any member can tell of the whole cluster; the first good answer wins. Never rejects. */
export async function askCluster(
  endpoints: readonly EndpointConnection[],
  settings: ClusterSettings,
  { parts, keys, leases = true }: Survey,
  context: CallContext,
): Promise<ClusterParts> {
  const { patroni } = settings;
  const wants = (part: SurveyPart): boolean => parts.includes(part);
  const ask: Ask = call =>
    firstGood(
      endpoints.map(endpoint => signal => call(endpoint, { ...context, signal })),
      { staggerMs: STAGGER_MS, signal: context.signal },
    );
  const askForLeader: Ask = call => ask((endpoint, own) => call(endpoint, { ...own, requireLeader: true }));

  const [members, alarms, clusters, page, logins, postgres, passwords] = await Promise.all([
    wants('members') ? reading(askMembers(ask, askForLeader)) : notAsked,
    wants('alarms') ? reading(askForLeader(({ calls }, own) => calls.alarms(own))) : notAsked,
    wants('patroni') && patroni !== null ? reading(askPatroni(ask, askForLeader, patroni.namespace)) : notAsked,
    keys === undefined ? notAsked : reading(askForLeader((endpoint, own) => readKeys(endpoint.keys, keys, own))),
    wants('auth') ? reading(askForLeader((endpoint, own) => readAuth(endpoint, settings, own))) : null,
    wants('postgres') && patroni !== null
      ? reading(
          askPostgres({ anybody: ask, whoHasLeader: askForLeader }, { namespace: patroni.namespace, leases }, context),
        )
      : null,
    wants('passwords') ? reading(askPasswords(ask, settings, context)) : null,
  ]);
  return {
    ...{ members, alarms, patroni: clusters, keys: page },
    ...(logins === null ? {} : { auth: logins }),
    ...(postgres === null ? {} : { postgres }),
    ...(passwords === null ? {} : { passwords }),
  };
}

/** Of one member alone: asked of several, each password would be tried several times. */
async function askPasswords(ask: Ask, settings: ClusterSettings, context: CallContext): Promise<PasswordCheck> {
  const one = await ask(async (endpoint, own) => {
    await endpoint.calls.probe(PROBE_KEY, 'linearizable', { ...own, requireLeader: true }).catch(ignoreDenied);
    return endpoint;
  });
  return { takenAt: Date.now(), patroni: [], ...(await checkPasswords(one, settings, context)) };
}

/**
 * The list as a quorum knows it; else one member's own. etcd 3.4 always answers from a member's memory, and a linearizable read just before
 * makes that memory current: it waits until the member has applied what was committed (raft's read index).
 */
async function askMembers(ask: Ask, askForLeader: Ask): Promise<MemberList> {
  const own = ask(({ calls }, context) => calls.memberList(false, context)).then(
    list => ({ list, error: null }),
    error => ({ list: null, error }),
  );
  try {
    const list = await askForLeader(async ({ calls }, context) => {
      await calls.probe(PROBE_KEY, 'linearizable', context).catch(ignoreDenied);
      return calls.memberList(true, context);
    });
    return { ...list, linearizable: true };
  } catch (error) {
    const { list } = await own;
    if (list === null) throw error;
    return { ...list, linearizable: false };
  }
}

function ignoreDenied(error: unknown): void {
  if (toFault(error).code !== 'permission_denied') throw error;
}

/** Without quorum, a member's own keys are better than none: names of clusters seldom change. */
async function askPatroni(ask: Ask, askForLeader: Ask, namespace: string) {
  try {
    return await askForLeader(({ keys }, own) => readPatroni(keys, { namespace, serializable: false }, own));
  } catch (error) {
    const { code } = toFault(error);
    if (code !== 'no_leader' && code !== 'no_quorum') throw error;
    return ask(({ keys }, own) => readPatroni(keys, { namespace, serializable: true }, own));
  }
}
