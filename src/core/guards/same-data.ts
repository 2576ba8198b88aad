import { compareHashes } from '../health/hashes.ts';
import { say } from '../message.ts';
import { stepsOf } from './targets-of-steps.ts';
import { guard, named, passed, refused, restOf, skipped, viewOf } from './verdict.ts';

/** etcd takes CORRUPT back from whoever asks. Before that, all voters have to show one hash at one revision. */
export const sameData = guard('same_data', given => {
  const corrupt = stepsOf(restOf(given), 'disarm-alarm').some(({ alarm }) => alarm === 'CORRUPT');
  if (!corrupt) return skipped(say('guard.same_data.no_need'));
  const { outcome, revision, rows } = compareHashes(given.snapshot);
  const { members } = viewOf(given).state;
  const voters = rows.filter((_row, index) => members[index]?.voter);
  const unproven = voters.filter(row => row.state !== 'agrees');
  return outcome === 'agree' && voters.length > 0 && unproven.length === 0
    ? passed(say('guard.same_data.agree', { revision: revision ?? 0, count: voters.length }))
    : refused(say('guard.same_data.unproven', { who: named(unproven.length > 0 ? unproven : voters) }));
});
