/** What etcd's configuration is made of: since 4.0, and up to 3.7 (Pigsty's roles/etcd/tasks/config.yml). */
export const ETCD_TEMPLATES = ['roles/etcd/templates/etcd.conf', 'roles/etcd/templates/etcd.conf.j2'] as const;

export type EtcdTemplate = { readonly file: string; readonly compacts: boolean };

const SETTINGS = ['auto-compaction-mode', 'auto-compaction-retention'];

/** Whether both settings are there, outside of comments, and the retention is not 0, which is off (etcd's embed/config.go). */
export const turnsOnCompaction = (text: string): boolean =>
  SETTINGS.every(name => {
    const [, value = ''] = new RegExp(`^[ \\t]*${name}[ \\t]*:[ \\t]*(.*?)[ \\t]*(?:#.*)?$`, 'm').exec(text) ?? [];
    return !/^(?:|0+[a-z]*)$/.test(value.replace(/^(["'])(.*)\1$/, '$2').trim());
  });

/** With both names in the folder nobody but Ansible knows which one is used: then the one that does not compact counts. */
export const templateToJudge = (found: readonly EtcdTemplate[]): EtcdTemplate | null =>
  found.find(({ compacts }) => !compacts) ?? found[0] ?? null;
