import type { Stage } from '../membership-projection.ts';
import { seatOf } from '../membership-projection.ts';
import { code, say, type Text } from '../message.ts';
import { readPeerUrl } from '../peer-url.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

export const peerAddress = guard('peer_address', given => {
  const changing = viewOf(given).stages.filter(stage => addressIn(stage) !== null);
  const first = changing.map(addressIn).find(url => url !== null);
  if (!first) return skipped(say('guard.peer_address.none'));
  const problem = changing.map(problemOf).find(found => found !== null);
  return problem ? refused(problem) : passed(say('guard.peer_address.free', { url: code(first) }));
});

function addressIn({ step }: Stage): string | null {
  if (step.kind === 'add-learner') return step.member.peerUrl;
  return step.kind === 'update-member' ? step.peerUrl : null;
}

/** A newcomer has to speak as the others do; a change from http to https goes member by member, and may differ. */
function problemOf(stage: Stage): Text | null {
  const { step, before } = stage;
  const url = addressIn(stage) ?? '';
  if (readPeerUrl(url) !== url || isUnspecified(url)) return say('guard.peer_address.malformed', { url: code(url) });
  const own = step.kind === 'update-member' ? seatOf(before, step.member) : null;
  const holder = before.seats.find(seat => seat !== own && seat.peerUrls.includes(url));
  if (holder) return say('guard.peer_address.taken', { url: code(url), name: holder.name });
  const schemes = new Set(before.seats.flatMap(seat => seat.peerUrls.map(schemeOf)));
  const [scheme] = schemes;
  return step.kind === 'add-learner' && scheme !== undefined && !schemes.has(schemeOf(url))
    ? say('guard.peer_address.other_scheme', { url: code(url), scheme })
    : null;
}

const schemeOf = (url: string): string => url.split(':')[0] ?? '';

/** Nobody can be reached at "any address". */
const isUnspecified = (url: string): boolean => /^https?:\/\/(0\.0\.0\.0|\[[0:]*\]):/.test(url);
