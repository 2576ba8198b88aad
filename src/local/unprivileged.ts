import { chown } from 'node:fs/promises';
import type { LocalProgram } from './owned-process.ts';

export type Command = { readonly program: LocalProgram; readonly args: readonly string[] };

/** `nobody` and `nogroup` of every Debian. */
const NOBODY = 65_534;

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * The same command as a user who is not root, for PostgreSQL refuses root. It still passes any folder, as root does: programs lie in root's cache,
 * closed to others. Without root it is the command as it was.
 */
export function unprivileged({ program, args }: Command): Command {
  if (!isRoot()) return { program, args };
  const capabilities = '-all,+dac_override';
  const user = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  // Without the last, access(2), by which PostgreSQL looks for its programs, would not count them.
  const rights = [
    `--inh-caps=${capabilities}`,
    `--ambient-caps=${capabilities}`,
    `--bounding-set=${capabilities}`,
    '--securebits=+no_setuid_fixup',
  ];
  // A change of user makes the kernel forget the death signal that was asked for before.
  const guard = ['--pdeathsig', 'KILL', ...user, ...rights, '--', program.path];
  return { program: { path: '/usr/bin/setpriv', env: program.env }, args: [...guard, ...args] };
}

/** Makes a folder belong to the user of `unprivileged` commands. */
export async function giveToUnprivileged(folder: string): Promise<void> {
  if (isRoot()) await chown(folder, NOBODY, NOBODY);
}
