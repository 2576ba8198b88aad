import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupSight } from '../core/backup.ts';
import type { Log } from '../core/ports.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { isWhole } from './is-whole.ts';

/** Null where no backups are configured. Never rejects. */
export type Backups = (cluster: string) => Promise<BackupSight | null>;

type File = { readonly name: string; readonly path: string; readonly size: number; readonly at: number };

/** As many as are worth reading: who has so many broken ones in a row has no backup. */
const MOST_READ = 8;

/** Looks into the folders where snapshots are kept. A file is read once, and again only when it is another one by then. */
export function openBackups(clusters: readonly ClusterSettings[], log: Log): Backups {
  const known = new Map<string, Promise<boolean>>();

  const check = (file: File): Promise<boolean> => {
    const mark = `${file.path}\0${file.at}\0${file.size}`;
    const judged = known.get(mark) ?? isWhole(file.path, file.size);
    known.set(mark, judged);
    judged.catch(() => known.delete(mark));
    return judged;
  };
  const forget = (directory: string, files: readonly File[]): void => {
    const there = new Set(files.map(({ path, at, size }) => `${path}\0${at}\0${size}`));
    for (const mark of known.keys()) if (mark.startsWith(`${directory}/`) && !there.has(mark)) known.delete(mark);
  };

  const look = async (directory: string, maxAgeMs: number): Promise<BackupSight> => {
    const files = await filesIn(directory);
    forget(directory, files);
    for (const [broken, file] of files.slice(0, MOST_READ).entries()) {
      if (!(await check(file))) continue;
      return { kind: 'seen', directory, newest: { name: file.name, at: file.at }, broken, maxAgeMs };
    }
    return { kind: 'seen', directory, newest: null, broken: files.length, maxAgeMs };
  };

  return async (cluster): Promise<BackupSight | null> => {
    const snapshots = clusters.find(({ name }) => name === cluster)?.snapshots ?? null;
    if (snapshots === null) return null;
    const { directory, maxAgeMs } = snapshots;
    if (directory === null) return { kind: 'elsewhere' };
    return look(directory, maxAgeMs).catch((error: Error): BackupSight => {
      log.warn({ cluster, directory, error: error.message }, 'the folder of the snapshots cannot be read');
      return { kind: 'unreadable', directory };
    });
  };
}

/** The newest first. One that disappears meanwhile is none. */
async function filesIn(directory: string): Promise<readonly File[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(entry => entry.isFile() && /\.(db|snapshot)$/.test(entry.name))
      .map(async ({ name }): Promise<File[]> => {
        const path = join(directory, name);
        const seen = await lstat(path).catch(() => null);
        return seen === null ? [] : [{ name, path, size: seen.size, at: seen.mtimeMs }];
      }),
  );
  return found.flat().sort((one, other) => other.at - one.at);
}
