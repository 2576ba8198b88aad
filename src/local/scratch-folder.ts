import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

export type ScratchFolder = { readonly path: string; readonly remove: () => Promise<void> };

const MEMORY = '/dev/shm';
const MARK = 'etcd-chatops';
/** Free bytes below which memory is left alone: every member of etcd sets aside 128 MB for its log at once. */
const ROOM = 4 * 1024 ** 3;

/**
 * A new folder, in memory where Linux has one with room: etcd writes to disk and waits for it at every proposal. It belongs to this process:
 * what processes left that are gone, killed with no time to tidy up, is removed first, or it would fill the memory with every run.
 */
export async function scratchFolder(prefix: string): Promise<ScratchFolder> {
  const parent = (await hasRoom(MEMORY)) ? MEMORY : tmpdir();
  swept ??= Promise.all([MEMORY, tmpdir()].map(sweep)).then(() => undefined);
  await swept;
  const path = await mkdtemp(join(parent, `${MARK}.${process.pid}.${prefix}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Once for each process: those that end while it runs are the next one's. */
let swept: Promise<void> | undefined;

/** A folder in memory takes from the programs what it holds, whatever its own limit is; a container's may be 64 MB. */
async function hasRoom(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => null);
  return found !== null && found.bavail * found.bsize >= ROOM && freemem() >= ROOM;
}

async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter(name => {
    const [mark, owner] = name.split('.');
    return mark === MARK && isGone(Number(owner));
  });
  await Promise.all(left.map(name => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)));
}

function isGone(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
