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

export const noLeaderIsElected: Rule = ({ serving, quorum, leader }) =>
  serving === false && !leader && quorum && quorum.answering >= quorum.quorum ? find('no_leader', 'bad', {}) : null;

/** A leader is named and yet no read through it ends: it has just frozen or lost its peers, or its disk stalls. */
export const leaderIsStalled: Rule = ({ serving, quorum, leader }) =>
  serving === false && leader && quorum && quorum.answering >= quorum.quorum
    ? find('leader_stalled', 'bad', { name: leader.name })
    : null;

/** A closed port: the host is up and etcd is not. */
export const processIsDown: Rule = ({ members }) => {
  const down = unreachable(members, ['refused']);
  return down.length > 0 ? find('process_down', 'warning', { who: namesOf(names(down)) }) : null;
};

/** Silence: a frozen process, a stalled disk, or packets that get lost. */
export const memberIsSilent: Rule = ({ members }) => {
  const silent = unreachable(members, ['deadline', 'unreachable', 'cancelled']);
  return silent.length > 0
    ? find('member_silent', 'warning', { who: namesOf(names(silent)), count: silent.length })
    : null;
};

/** An error no rule knows: its own words are all there is to go by. */
export const memberFails: Rule = ({ members }) => {
  const known: readonly FaultCode[] = ['refused', 'deadline', 'unreachable', 'cancelled'];
  const failing = members.filter(
    ({ health, fault }) => health === 'unreachable' && fault && !known.includes(fault.code),
  );
  const detail = failing[0]?.fault?.detail || '–';
  return failing.length > 0 ? find('member_fails', 'warning', { who: namesOf(names(failing)), detail }) : null;
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
  members.filter(({ health, fault }) => health === 'unreachable' && fault !== null && codes.includes(fault.code));
