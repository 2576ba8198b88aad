import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEEPER_TEXT } from './keeper.ts';
import { PLUGIN, PLUGIN_TEXT } from './plugin.ts';

/** The files that other programs read: Ansible our plugin, Node our keeper. */
export type Parts = { readonly plugins: string; readonly keeper: string };

/** Writes them, once for each version of them. Two workers may do so at the same time. */
export async function writeParts(logs: string): Promise<Parts> {
  const version = createHash('sha256').update(PLUGIN_TEXT).update(KEEPER_TEXT).digest('hex').slice(0, 12);
  const folder = join(logs, `.parts-${version}`);
  const parts = { plugins: join(folder, 'plugins'), keeper: join(folder, 'keeper.mjs') };
  if (existsSync(folder)) return parts;
  await mkdir(logs, { recursive: true, mode: 0o700 });
  const work = await mkdtemp(join(logs, '.write-'));
  await mkdir(join(work, 'plugins'));
  await writeFile(join(work, 'plugins', `${PLUGIN}.py`), PLUGIN_TEXT);
  await writeFile(join(work, 'keeper.mjs'), KEEPER_TEXT);
  await rename(work, folder).catch(async error => {
    await rm(work, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return parts;
}
