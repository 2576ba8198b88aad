import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { libraryFolders } from './debian.ts';

/**
 * Writes a command that runs a Python program out of extracted packages, in the first root; modules are looked for in all of them, in order.
 * Python itself is taken from the packages too where the system has none. Returns the command's path.
 */
export async function writeLauncher(script: string, roots: readonly string[]): Promise<string> {
  const [own = ''] = roots;
  const home = roots.find(root => existsSync(join(root, 'usr/bin/python3')));
  const python = home === undefined ? '/usr/bin/python3' : join(home, 'usr/bin/python3');
  const libraries = (await Promise.all(roots.map(libraryFolders))).flat();
  const env = {
    PYTHONPATH: roots.map(root => join(root, 'usr/lib/python3/dist-packages')).join(':'),
    ...(home === undefined ? {} : { PYTHONHOME: join(home, 'usr') }),
    // Ansible runs its modules by a Python of the managed host; for this host it is the one that is here.
    ANSIBLE_PYTHON_INTERPRETER: python,
  };
  const lines = [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH=${quote(libraries.join(':'))}"\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`,
    ...Object.entries(env).map(([name, value]) => `export ${name}=${quote(value)}`),
    `exec ${quote(python)} ${quote(join(own, script))} "$@"`,
    '',
  ];
  return writeCommand(join(own, '..', 'bin'), basename(script), lines.join('\n'));
}

/** Whole or not at all: two set-ups at once write the same command. */
async function writeCommand(folder: string, name: string, text: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, '.write-'));
  await writeFile(join(work, name), text);
  await chmod(join(work, name), 0o755);
  await rename(join(work, name), join(folder, name));
  await rm(work, { recursive: true });
  return join(folder, name);
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
