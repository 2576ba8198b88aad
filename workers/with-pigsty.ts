import type { Reading } from '../src/core/cluster.ts';
import type { PigstyState } from '../src/core/pigsty/inventory.ts';
import type { Playbooks } from '../src/core/playbooks.ts';
import type { EtcdReader } from '../src/core/ports.ts';

/** Pigsty's folder of one cluster. Neither rejects. */
export type PigstyFolder = {
  readonly read: () => Promise<Reading<PigstyState>>;
  readonly listTags: Playbooks['listTags'];
};

/** A reader whose surveys tell, too, what Pigsty's inventory says, and Ansible of its playbooks, where they are asked for it. */
export const withPigsty = <R extends EtcdReader>(reader: R, folder: PigstyFolder | null): R => ({
  ...reader,
  survey: async (survey, signal) => {
    if (folder === null || !survey.parts.includes('pigsty')) return reader.survey(survey, signal);
    const [snapshot, pigsty, tags] = await Promise.all([
      reader.survey(survey, signal),
      folder.read(),
      survey.parts.includes('playbooks') ? folder.listTags('etcd.yml') : null,
    ]);
    return { ...snapshot, pigsty: pigsty.ok ? { ok: true, value: { ...pigsty.value, tags } } : pigsty };
  },
});
