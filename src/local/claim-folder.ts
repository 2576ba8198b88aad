import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Gives the folder back. */
export type Release = () => Promise<void>;

/**
 * Claims a folder for this process, so that a second start says so instead of mixing two sets of data. A claim left behind by a process
 * that is gone counts for nothing. Throws an Error naming the process that holds the folder.
 */
export async function claimFolder(folder: string, what: string): Promise<Release> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'in-use-by.pid');
  // The file appears with its content in one step: a half-written claim would look abandoned.
  const own = `${file}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    while (!(await isFirst(own, file))) {
      const holder = Number((await readFile(file, 'utf8').catch(() => '')).trim());
      if (isAlive(holder)) throw new Error(`${what} is running already (pid ${holder}, says ${file}): stop it first`);
      await rm(file, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(file, { force: true });
}

async function isFirst(own: string, file: string): Promise<boolean> {
  return link(own, file).then(
    () => true,
    () => false,
  );
}

/** Our own id in an old claim is a coincidence: containers hand out the same few ids at every start. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
