import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { readPigsty } from '../../src/pigsty/open-pigsty.ts';
import { sampleWith } from './an-inventory.ts';

const TEMPLATES = 'roles/etcd/templates';

/** On the folder that real Ansible plays in the other tests. */
describe('Pigsty’s folder', () => {
  let folder: Awaited<ReturnType<typeof scratchFolder>>;
  let home: string;
  beforeEach(async () => {
    folder = await scratchFolder('pigsty-folder');
    home = join(folder.path, 'home');
    await cp(join(import.meta.dirname, '../fixtures/pigsty'), home, { recursive: true });
    await writeFile(join(home, 'pigsty.yml'), sampleWith());
  });
  afterEach(() => folder.remove());

  const template = async () => {
    const read = await readPigsty({ home, inventory: 'pigsty.yml' });
    return read.ok ? read.value.template : read.fault;
  };

  it('tells of Pigsty 4 that its template compacts', async () => {
    expect(await template()).toEqual({ file: `${TEMPLATES}/etcd.conf`, compacts: true });
  });

  it('knows the name that the template had before', async () => {
    await rename(join(home, TEMPLATES, 'etcd.conf'), join(home, TEMPLATES, 'etcd.conf.j2'));
    expect(await template()).toEqual({ file: `${TEMPLATES}/etcd.conf.j2`, compacts: true });
  });

  it('takes what an older Pigsty has left there for what may be deployed', async () => {
    await writeFile(join(home, TEMPLATES, 'etcd.conf.j2'), 'name: etcd\n');
    expect(await template()).toEqual({ file: `${TEMPLATES}/etcd.conf.j2`, compacts: false });
  });

  it('knows nothing of a template that is not there', async () => {
    await rm(join(home, TEMPLATES), { recursive: true });
    await mkdir(join(home, TEMPLATES));
    expect(await template()).toBeNull();
  });
});
