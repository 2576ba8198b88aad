import { type Effect, effect, type Site, type StepOf, seen } from './deed.ts';

/** etcd compacts no revision twice. Read back by the hash of the data: it names the revision that history begins at. */
export const compact = ({ revision, physical }: StepOf<'compact'>, { operator }: Site): Effect =>
  effect({
    act: async () => {
      const outcome = await operator.compact(revision, physical);
      return outcome.outcome === 'refused' && outcome.fault.code === 'compacted' ? { outcome: 'done' } : outcome;
    },
    observe: async () => {
      const { endpoints } = await operator.survey({ parts: ['status', 'members', 'hashes'] });
      const hashes = endpoints.flatMap(({ hash }) => (hash.ok ? [hash.value] : []));
      if (hashes.some(({ compactRevision }) => compactRevision >= revision)) return seen('done');
      return seen(hashes.length > 0 ? 'not_done' : 'unknown');
    },
    settlesMs: 30_000,
  });
