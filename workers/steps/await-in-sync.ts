import type { Member } from '../../src/core/cluster.ts';
import { memberFactsOf, memberOf } from '../../src/core/expectations.ts';
import { MOST_LAG } from '../../src/core/guards/lag.ts';
import { phraseOf } from '../../src/core/health/fault.ts';
import { stateOf } from '../../src/core/health/state.ts';
import { code, inner, ratio, say } from '../../src/core/message.ts';
import type { Target } from '../../src/core/plan.ts';
import { type Look, readMembers, type Site, type StepOf, type Wait } from './deed.ts';

const STARTS_AND_CATCHES_UP_MS = 30 * 60_000;

/** Nearer than etcd's own 0.9 of the leader's log: on a busy cluster a tenth is a lot to catch up as a voter. */
const READY = 0.99;

export const awaitInSync = ({ member }: StepOf<'await-in-sync'>, site: Site): Wait => ({
  kind: 'wait',
  look: () => look(member, site),
  withinMs: STARTS_AND_CATCHES_UP_MS,
  everyMs: 1_000,
});

async function look(wanted: Target, site: Site): Promise<Look> {
  const members = await readMembers(site);
  if (!members.ok) return waiting(say('running.unreadable', { phrase: inner(phraseOf(members.fault)) }));
  const found = memberOf(wanted, members.value);
  const { name } = wanted;
  if (!found) return { state: 'hopeless', note: say('running.in_sync.gone', { name }) };
  if (!found.learner) return { state: 'done', note: say('running.in_sync.votes', { name }) };
  const share = (await site.operator.progress()).get(found.id);
  if (found.name === '' && !share) return waiting(toStart(wanted, members.value));
  if (share === undefined) return byOwnWords(wanted, site);
  const note = say('running.in_sync.share', { name, share: ratio(share) });
  return { state: share >= READY ? 'done' : 'waiting', note };
}

/** Where the leader does not tell how far it is, the learner's own status does. */
async function byOwnWords(wanted: Target, { operator }: Site): Promise<Look> {
  const { members } = stateOf(await operator.survey({ parts: ['status', 'members'] }));
  const entries = memberFactsOf(wanted, members)?.raftLag ?? null;
  if (entries === null) return waiting(say('running.in_sync.untold', { name: wanted.name }));
  const note = say('running.in_sync.lag', { name: wanted.name, entries });
  return { state: entries < MOST_LAG ? 'done' : 'waiting', note };
}

const waiting = (note: Look['note']): Look => ({ state: 'waiting', note });

/** What etcd has to be started with to join, from the members as they are now. */
function toStart({ name, peerUrl }: Target, members: readonly Member[]): Look['note'] {
  const others = members.filter(member => member.name !== '');
  const peers = [
    ...others.flatMap(member => member.peerUrls.map(url => `${member.name}=${url}`)),
    `${name}=${peerUrl}`,
  ];
  const flags = `--initial-cluster-state=existing --initial-cluster=${peers.join(',')}`;
  return say('running.in_sync.start', { name, flags: code(flags) });
}
