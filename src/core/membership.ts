import type { Given } from './draft.ts';
import { code, say, type Text } from './message.ts';
import { readMemberName, readPeerUrl } from './peer-url.ts';
import type { Step, Target } from './plan.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';
import { type Known, targetOf } from './targets.ts';

/** The member that `NAME URL` asks for. Etcd gives it its id. */
export function newcomer({ args }: Request): Target | Refusal {
  const name = readMemberName(args.name ?? '');
  if (typeof name !== 'string') return name;
  const peerUrl = readPeerUrl(args.url ?? '');
  return typeof peerUrl === 'string' ? { id: null, name, peerUrl } : peerUrl;
}

/** Etcd lets two members have one name; people and inventories do not. */
export function nameTaken(name: string, members: readonly Known[]): Refusal | null {
  const taken = members.find(member => member.name === name);
  return taken ? refuse('name_taken', { name: code(name), id: code(taken.id) }) : null;
}

export const stepsToAdd = (member: Target): readonly Step[] => [
  { kind: 'add-learner', member },
  { kind: 'await-in-sync', member },
  { kind: 'promote', member },
];

/** Who is down already, and therefore need not be waited for. */
export const alreadyDown = ({ voters }: Given): readonly Known[] => voters.filter(({ health }) => health !== 'healthy');

/** Takes a member out and waits until those that stay are well without it. */
export const stepsToRemove = (given: Given, member: Known): readonly Step[] => [
  { kind: 'remove-member', member: targetOf(member) },
  {
    kind: 'await-health',
    despite: [],
    without: [...new Set([member, ...alreadyDown(given)].map(({ id }) => id))],
  },
];

/** A cluster keeps at least one voter. */
export function isLastVoter(given: Given, member: Known): Refusal | null {
  return member.voter && given.voters.length < 2 ? refuse('last_voter', { name: code(member.name) }) : null;
}

export const votersAfter = (given: Given, without: readonly Known[], added: readonly Target[]): readonly Target[] => [
  ...given.voters.filter(({ id }) => !without.some(gone => gone.id === id)).map(targetOf),
  ...added,
];

/**
 * The bot asks only whom its configuration names. A newcomer's client address is its host with the port that all others have; where they have
 * several, it is not guessed.
 */
export function noteOfEndpoint({ state }: Given, { name, peerUrl }: Target, cluster: string): Text {
  const configured = state.members.flatMap(({ endpoint }) => endpoint ?? []);
  const origins = new Set(configured.map(endpoint => endpoint.replace(/:\/\/.*(?=:)/, '://')));
  const [origin = ''] = origins;
  const [, scheme, port] = /^(https?:\/\/):(\d+)$/.exec(origin) ?? [];
  const host = /^https?:\/\/(.*):\d+$/.exec(peerUrl)?.[1];
  const about = { name: code(name), cluster: code(cluster) };
  return origins.size === 1 && scheme && port && host
    ? say('changes.note.endpoint', { ...about, line: code(`- "${scheme}${host}:${port}"`) })
    : say('changes.note.endpoint_own', about);
}
