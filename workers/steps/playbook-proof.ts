import type { MemberId } from '../../src/core/cluster.ts';
import { memberFactsOf, memberOf } from '../../src/core/expectations.ts';
import { phraseOf } from '../../src/core/health/fault.ts';
import { stateOf } from '../../src/core/health/state.ts';
import { namesOf } from '../../src/core/health/verdict.ts';
import { inner, list, say, type Text, time, verbatim } from '../../src/core/message.ts';
import type { Target } from '../../src/core/plan.ts';
import type { PlaybookProof } from '../../src/core/playbook.ts';
import { readMembers, type Site } from './deed.ts';

/** Whether etcd shows what a run was for; null: it can't be seen there. */
export type Shown = { readonly shows: boolean | null; readonly unmet: Text };

const shown: Shown = { shows: true, unmet: say('playbook.shown_though') };
const not = (unmet: Text): Shown => ({ shows: false, unmet });
const untold = (unmet: Text): Shown => ({ shows: null, unmet });

/** What is compared with afterwards. */
export async function noteBefore(proof: PlaybookProof, site: Site): Promise<Text> {
  switch (proof.kind) {
    case 'restarted': {
      const { name } = proof.member;
      const since = await startOf(proof.member, site);
      if (since !== null) return say('playbook.before', { name, since: time(since) });
      return (await serves(proof.member, site))
        ? say('playbook.before_untold', { name })
        : say('playbook.before_silent', { name });
    }
    default: {
      const { members } = await site.operator.survey({ parts: ['members'] });
      return say('playbook.before_members', { members: members.ok ? members.value.members.length : 0 });
    }
  }
}

/** What etcd shows now. */
export async function shownBy(proof: PlaybookProof, before: Text | null, site: Site): Promise<Shown> {
  switch (proof.kind) {
    case 'restarted':
      return restarted(proof.member, before, site);
    case 'joined':
      return joined(proof.member, site);
    case 'gone':
      return gone(proof.members, before, site);
    case 'fresh':
      return fresh(proof.members, site);
    case 'none':
      return untold(say('playbook.unmet.no_trace'));
  }
}

async function restarted(member: Target, before: Text | null, site: Site): Promise<Shown> {
  const { name } = member;
  if (!(await serves(member, site))) return not(say('playbook.unmet.silent', { name }));
  if (before === null || !('key' in before)) return untold(say('playbook.unmet.start_untold', { name }));
  // It did not answer before, and does now.
  if (before.key === 'playbook.before_silent') return shown;
  const now = await startOf(member, site);
  const { since } = before.params;
  if (now === null || typeof since !== 'object' || since.type !== 'time') {
    return untold(say('playbook.unmet.start_untold', { name }));
  }
  return now === since.value ? not(say('playbook.unmet.old_process', { name })) : shown;
}

async function joined(member: Target, site: Site): Promise<Shown> {
  const members = await readMembers(site);
  if (!members.ok) return not(unreadable(members.fault));
  const found = memberOf(member, members.value);
  if (!found) return not(say('playbook.unmet.not_listed', { name: member.name }));
  return found.name === '' ? not(say('playbook.unmet.not_started', { name: member.name })) : shown;
}

async function gone(targets: readonly Target[], before: Text | null, site: Site): Promise<Shown> {
  const members = await readMembers(site);
  if (members.ok) {
    const left = targets.filter(target => memberOf(target, members.value) !== undefined);
    return left.length > 0
      ? not(say('playbook.unmet.still_listed', { who: namesOf(left.map(({ name }) => name)) }))
      : shown;
  }
  return wasAll(targets, before) ? noneAnswers(site) : not(unreadable(members.fault));
}

/** With all of them gone, nobody is left to say so: then nobody must listen any more. */
async function noneAnswers({ operator }: Site): Promise<Shown> {
  const { endpoints } = await operator.survey({ parts: ['status'] });
  const answering = endpoints.filter(({ status }) => status.ok || status.fault.code !== 'refused');
  if (answering.length === 0) return shown;
  return not(
    say('playbook.unmet.still_answers', { endpoints: list(answering.map(({ endpoint }) => verbatim(endpoint))) }),
  );
}

const wasAll = (targets: readonly Target[], before: Text | null): boolean =>
  before !== null &&
  'key' in before &&
  before.key === 'playbook.before_members' &&
  typeof before.params.members === 'number' &&
  before.params.members <= targets.length;

async function fresh(targets: readonly Target[], site: Site): Promise<Shown> {
  const members = await readMembers(site);
  if (!members.ok) return not(unreadable(members.fault));
  const listed = members.value;
  const there = targets.filter(({ peerUrl }) =>
    listed.some(member => member.peerUrls.includes(peerUrl) && member.name !== '' && !member.learner),
  );
  const who = namesOf(targets.map(({ name }) => name));
  return there.length === targets.length && listed.length === targets.length
    ? shown
    : not(say('playbook.unmet.not_fresh', { who }));
}

const unreadable = (fault: Parameters<typeof phraseOf>[0]): Text =>
  say('running.unreadable', { phrase: inner(phraseOf(fault)) });

async function serves(member: Target, { operator }: Site): Promise<boolean> {
  const { members } = stateOf(await operator.survey({ parts: ['status', 'members', 'probes'] }));
  return memberFactsOf(member, members)?.health === 'healthy';
}

/** When the process of a member has started by its own clock, milliseconds since the epoch; null when it does not say. */
async function startOf(member: Target, site: Site): Promise<number | null> {
  const id = member.id ?? (await idOf(member, site));
  return id === null ? null : site.operator.processStart(id);
}

async function idOf(member: Target, site: Site): Promise<MemberId | null> {
  const members = await readMembers(site);
  return (members.ok && memberOf(member, members.value)?.id) || null;
}
