import { bytes, say } from '../message.ts';
import { actsOn } from './targets-of-steps.ts';
import { guard, restOf, skipped, viewOf } from './verdict.ts';

/** A defragmentation writes a second file beside the first (etcd storage/backend/backend.go); no etcd tells its free disk. */
export const disk = guard('disk', given => {
  const chosen = viewOf(given).state.members.filter(member => actsOn(restOf(given), ['defragment'], member));
  if (chosen.length === 0) return skipped(say('guard.disk.none'));
  const sizes = chosen.flatMap(({ dbSizeInUse, dbSize }) => dbSizeInUse ?? dbSize ?? []);
  return skipped(
    sizes.length > 0 ? say('guard.disk.needs', { size: bytes(Math.max(...sizes)) }) : say('guard.disk.unknown'),
  );
});
