import type { BackupSight } from '../backup.ts';
import { code, duration } from '../message.ts';
import { type Finding, find } from './finding.ts';

/** None where no backups are configured, or where they lie in a bucket, into which nobody looks. */
export function judgeBackups(sight: BackupSight | null, now: number): readonly Finding[] {
  if (sight?.kind === 'unreadable') return [find('backup_unreadable', 'warning', { folder: code(sight.directory) })];
  if (sight?.kind !== 'seen') return [];
  const { newest, directory, maxAgeMs } = sight;
  if (newest === null) return [find('backup_none', 'warning', { folder: code(directory) })];
  const age = now - newest.at;
  if (age <= maxAgeMs) return [];
  return [find('backup_old', 'warning', { age: duration(age), most: duration(maxAgeMs), folder: code(directory) })];
}
