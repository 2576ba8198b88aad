import type { FaultCode } from '../cluster.ts';
import type { MemberFacts } from '../facts/members.ts';
import { find } from './finding.ts';
import type { Rule } from './rule.ts';
import { namesOf } from './verdict.ts';

const names = (members: readonly MemberFacts[]): readonly string[] => members.map(member => member.name);

export const quorumIsLost: Rule = ({ serving, quorum }) =>
  serving === false && quorum && quorum.answering < quorum.quorum
    ? find('quorum_lost', 'bad', { missing: quorum.quorum - quorum.answering })
    : null;

export const noLeaderIsElected: Rule = ({ serving, quorum }) =>
  serving === false && quorum && quorum.answering >= quorum.quorum ? find('no_leader', 'bad', {}) : null;

/** A closed port: the host is up and etcd is not. */
export const processIsDown: Rule = ({ members }) => {
  const down = unreachable(members, ['refused']);
  return down.length > 0 ? find('process_down', 'warning', { who: namesOf(names(down)) }) : null;
};

/** Silence: a frozen process, a stalled disk, or packets that get lost. */
export const memberIsSilent: Rule = ({ members }) => {
  const silent = unreachable(members, ['deadline', 'unreachable', 'cancelled', 'unknown']);
  return silent.length > 0
    ? find('member_silent', 'warning', { who: namesOf(names(silent)), count: silent.length })
    : null;
};

export const memberIsCutOff: Rule = ({ serving, members }) => {
  const cut = members.filter(member => member.health === 'no_quorum_read' && member.role !== 'learner');
  return serving && cut.length > 0 ? find('member_cut_off', 'warning', { who: namesOf(names(cut)) }) : null;
};

export const noFailureIsTolerated: Rule = ({ serving, quorum }) =>
  serving && quorum && quorum.voters > 2 && quorum.tolerance === 0 && quorum.unknown === 0
    ? find('no_tolerance', 'warning', {})
    : null;

const unreachable = (members: readonly MemberFacts[], codes: readonly FaultCode[]): readonly MemberFacts[] =>
  members.filter(({ health, fault }) => health === 'unreachable' && codes.includes(fault?.code ?? 'unknown'));
