import { list, verbatim } from '../message.ts';
import { isWastefullyEven } from '../quorum.ts';
import { thresholdDefaults } from '../thresholds.ts';
import { find } from './finding.ts';
import type { Rule } from './rule.ts';
import { namesOf } from './verdict.ts';

export const clustersAreMixed: Rule = ({ clusterIds }) =>
  clusterIds.length > 1 ? find('mixed_clusters', 'bad', { ids: list(clusterIds.map(id => verbatim(id))) }) : null;

export const leadersDisagree: Rule = ({ leaders }) =>
  leaders.length > 1 ? find('leaders_disagree', 'warning', { who: namesOf(leaders) }) : null;

export const memberHasNotStarted: Rule = ({ members }) => {
  const waiting = members.filter(member => member.health === 'unstarted');
  return waiting.length > 0 ? find('unstarted', 'warning', { who: namesOf(waiting.map(member => member.name)) }) : null;
};

export const learnerIsPending: Rule = ({ members }) => {
  const learners = members.filter(member => member.role === 'learner');
  return learners.length > 0 ? find('learner', 'info', { who: namesOf(learners.map(member => member.name)) }) : null;
};

export const votersAreEven: Rule = ({ quorum }) =>
  quorum && isWastefullyEven(quorum.voters)
    ? find('even_voters', 'warning', { voters: quorum.voters, quorum: quorum.quorum, odd: quorum.voters - 1 })
    : null;

export const memberIsAlone: Rule = ({ quorum }) => (quorum?.voters === 1 ? find('single_member', 'warning', {}) : null);

export const memberIsUnasked: Rule = ({ members }) => {
  const unasked = members.filter(member => member.health === 'unasked');
  return unasked.length > 0 ? find('unasked', 'warning', { who: namesOf(unasked.map(member => member.name)) }) : null;
};

export const endpointIsStranger: Rule = ({ members, list: read, clusterIds }) => {
  const strangers = members.filter(member => member.voter === false && member.peerUrls.length === 0);
  const known = read.ok && clusterIds.length < 2;
  return known && strangers.length > 0
    ? find('stranger', 'warning', { who: namesOf(strangers.map(member => member.name)) })
    : null;
};

/** Different minors are an upgrade under way or forgotten; different patches are only worth knowing. */
export const versionsDiffer: Rule = ({ versions }) =>
  versions.length > 1
    ? find('mixed_versions', new Set(versions.map(minorOf)).size > 1 ? 'warning' : 'info', {
        versions: list(versions.map(version => verbatim(version))),
      })
    : null;

const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');

export const memberLags: Rule = ({ members, thresholds = thresholdDefaults }) => {
  const lagging = members.filter(({ raftLag }) => raftLag !== null && raftLag >= thresholds.raftLag);
  return lagging.length > 0
    ? find('raft_lag', 'warning', {
        who: namesOf(lagging.map(member => member.name)),
        entries: Math.max(...lagging.map(member => member.raftLag ?? 0)),
      })
    : null;
};
