import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Reading } from '../core/cluster.ts';
import type { PigstyState } from '../core/pigsty/inventory.ts';
import { plainProblem } from '../core/pigsty/problems.ts';
import { ETCD_TEMPLATES, type EtcdTemplate, templateToJudge, turnsOnCompaction } from '../core/pigsty/template.ts';
import { ROOT_PASSWORD } from '../core/root-rotation.ts';
import { readInventory } from './read-inventory.ts';

export type Folder = { readonly home: string; readonly inventory: string };

/** What Pigsty's folder says now. Never rejects; nothing secret is in it. */
export async function readPigsty({ home, inventory: file }: Folder): Promise<Reading<PigstyState>> {
  const path = resolve(home, file);
  const [text, templates] = await Promise.all([read(path), readTemplates(home)]);
  if (!text.ok) return unreadable(`${path} ${text.why}`);
  const parsed = readInventory(text.value);
  if (!parsed.ok) {
    const told = parsed.error.map(problem => `${problem.path} ${plainProblem(problem)}`.trim());
    return unreadable(`${path}: ${told.join('; ')}`);
  }
  const template = templateToJudge(templates);
  const { inventory, secrets } = parsed.value;
  const hidesRoot = secrets.rootPassword === null && secrets.problems.some(each => each.path.endsWith(ROOT_PASSWORD));
  return { ok: true, value: { home, file, inventory, template, hidesRoot, tags: null } };
}

const unreadable = (detail: string): Reading<never> => ({ ok: false, fault: { code: 'unknown', detail } });

async function readTemplates(home: string): Promise<readonly EtcdTemplate[]> {
  const texts = await Promise.all(ETCD_TEMPLATES.map(async file => ({ file, text: await read(join(home, file)) })));
  return texts.flatMap(({ file, text }) => (text.ok ? [{ file, compacts: turnsOnCompaction(text.value) }] : []));
}

type Read = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly why: string };

async function read(path: string): Promise<Read> {
  try {
    return { ok: true, value: await readFile(path, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return { ok: false, why: 'does not exist' };
    return { ok: false, why: code === 'EACCES' ? 'may not be read by the worker' : 'cannot be read' };
  }
}
