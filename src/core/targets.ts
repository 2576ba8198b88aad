import type { MemberId } from './cluster.ts';
import type { MemberFacts } from './facts/members.ts';
import { code, list, say, verbatim } from './message.ts';
import { quoteTyped } from './parse-quote.ts';
import type { Target } from './plan.ts';
import { type Refusal, refuse } from './refusal.ts';
import { suggest } from './suggest.ts';

/** A member of the roster that etcd has an id for: one that steps can act on. */
export type Known = MemberFacts & { readonly id: MemberId };

/** The listed members: endpoints that belong to nobody in the list are left out. */
export const knownMembers = (roster: readonly MemberFacts[]): readonly Known[] =>
  roster.flatMap(member => (member.id !== null && member.peerUrls.length > 0 ? [{ ...member, id: member.id }] : []));

/** The member of this name or hex id. Nothing is guessed: two of one name are asked for by id, a near miss is suggested. */
export function findMember(typed: string, roster: readonly MemberFacts[]): Known | Refusal {
  const members = knownMembers(roster);
  const id = typed.toLowerCase().replace(/^0x/, '');
  const found = members.filter(member => member.name === typed || member.id === id);
  const [member, other] = found;
  if (other) {
    return refuse('ambiguous_member', {
      typed: quoteTyped(typed),
      members: list(found.map(each => say('changes.named_id', { name: code(each.name), id: code(each.id) }))),
    });
  }
  return member ?? unknownMember(typed, members);
}

function unknownMember(typed: string, members: readonly Pick<MemberFacts, 'name'>[]): Refusal {
  const names = members.map(({ name }) => name);
  const known = list(names.map(name => verbatim(name)));
  const meant = suggest(typed, names);
  return meant === null
    ? refuse('unknown_member', { typed: quoteTyped(typed), members: known })
    : refuse('mistyped_member', { typed: quoteTyped(typed), meant: code(meant), members: known });
}

export const targetOf = ({ id, name, peerUrls }: Known): Target => ({ id, name, peerUrl: peerUrls[0] ?? '' });
