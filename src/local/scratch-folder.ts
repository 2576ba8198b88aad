import { constants } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type ScratchFolder = { readonly path: string; readonly remove: () => Promise<void> };

/** A new folder, in memory where Linux has one: etcd writes to disk and waits for it at every proposal. */
export async function scratchFolder(prefix: string): Promise<ScratchFolder> {
  const memory = await access('/dev/shm', constants.W_OK).then(
    () => true,
    () => false,
  );
  const path = await mkdtemp(join(memory ? '/dev/shm' : tmpdir(), `${prefix}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
