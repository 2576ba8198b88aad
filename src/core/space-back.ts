import type { Snapshot } from './cluster.ts';
import type { SpaceFacts } from './facts/space.ts';

/** What a compaction and a defragmentation could win, by what the member with the largest file tells and what was read of the keys. */
export function spaceBack({ endpoints, space }: Snapshot): SpaceFacts['back'] {
  const told = endpoints.flatMap(({ status, metrics }) =>
    status.ok ? [{ ...status.value, compaction: metrics.ok ? metrics.value.compaction : undefined }] : [],
  );
  const [largest] = told.toSorted((one, other) => other.dbSize - one.dbSize);
  if (largest === undefined) return { free: null, revisions: null, beyond: null };
  const { dbSize, dbSizeInUse } = largest;
  const compactions = told.flatMap(({ compaction }) => (compaction ? [compaction] : []));
  const whole = space?.ok === true && space.value.under === '' && space.value.stopped === null ? space.value : null;
  return {
    free: dbSizeInUse === null ? null : Math.max(0, dbSize - dbSizeInUse),
    revisions:
      compactions.length === 0
        ? null
        : Math.max(...compactions.map(({ revision, compactRevision }) => revision - compactRevision)),
    beyond: dbSizeInUse === null || whole === null ? null : Math.max(0, dbSizeInUse - whole.read.bytes),
  };
}
