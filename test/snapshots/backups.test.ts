import { createHash, randomBytes } from 'node:crypto';
import { mkdir, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';
import { openBackups } from '../../src/snapshots/backups.ts';
import { program, quiet, settingsOf, startLab } from '../etcd/a-lab.ts';

const folders: ScratchFolder[] = [];
let directory = '';

beforeEach(async () => {
  const folder = await scratchFolder('backups');
  folders.push(folder);
  directory = folder.path;
});
afterAll(async () => {
  for (const folder of folders) await folder.remove();
});

const on = (where: string | null) => {
  const snapshots = { directory: where, s3: null, keep: 7, schedule: null, maxAgeMs: 1_000 };
  return openBackups([settingsOf([], { name: 'prod', snapshots }), settingsOf([], { name: 'lab' })], quiet);
};

/** Pages, and their sum behind them: what etcd sends. */
const content = (pages: number): Buffer => {
  const data = randomBytes(pages * 512);
  return Buffer.concat([data, createHash('sha256').update(data).digest()]);
};
const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 3, minute));

async function save(name: string, minute: number, bytes = content(9)): Promise<void> {
  const path = join(directory, name);
  await writeFile(path, bytes);
  await utimes(path, at(minute), at(minute));
}

describe('the folder of the snapshots', () => {
  it('names the newest one that is whole', async () => {
    await save('old.db', 1);
    await save('new.snapshot', 2);
    expect(await on(directory)('prod')).toEqual({
      kind: 'seen',
      directory,
      newest: { name: 'new.snapshot', at: at(2).getTime() },
      broken: 0,
      maxAgeMs: 1_000,
    });
  });

  it.each<readonly [string, () => Promise<unknown>]>([
    ['is cut short', () => save('bad.db', 9, content(9).subarray(0, 4_000))],
    ['was cut at a page', () => save('bad.db', 9, content(9).subarray(0, 8 * 512))],
    ['has another byte', () => save('bad.db', 9, content(9).fill(0x61, 100, 101).fill(0x62, 101, 102))],
    ['is empty', () => save('bad.db', 9, Buffer.alloc(0))],
    ['is a sum of nothing', () => save('bad.db', 9, content(0))],
  ])('passes over one that %s', async (_, spoil) => {
    await save('good.db', 1);
    await spoil();
    expect(await on(directory)('prod')).toMatchObject({ newest: { name: 'good.db' }, broken: 1 });
  });

  it('takes no notice of other files, of folders and of links', async () => {
    await save('notes.txt', 5);
    await save('part.db.part', 5);
    await mkdir(join(directory, 'folder.db'));
    await save('real.txt', 6);
    await symlink(join(directory, 'real.txt'), join(directory, 'link.db'));
    expect(await on(directory)('prod')).toMatchObject({ kind: 'seen', newest: null, broken: 0 });
  });

  it('reads a file once, and again when it is another one', async () => {
    const whole = content(9);
    const damaged = Buffer.from(whole).fill(0, 600, 700);
    await save('a.db', 1, whole);
    const look = on(directory);
    expect(await look('prod')).toMatchObject({ newest: { name: 'a.db' } });
    await save('a.db', 1, damaged);
    expect(await look('prod'), 'the same name, time and size').toMatchObject({ newest: { name: 'a.db' } });
    await save('a.db', 2, damaged);
    expect(await look('prod')).toMatchObject({ newest: null, broken: 1 });
    await unlink(join(directory, 'a.db'));
    expect(await look('prod')).toMatchObject({ newest: null, broken: 0 });
  });

  it('says where it cannot look, and where there is nothing to look at', async () => {
    const warn = vi.fn();
    const missing = join(directory, 'missing');
    const snapshots = { directory: missing, s3: null, keep: 7, schedule: null, maxAgeMs: 1_000 };
    const look = openBackups([settingsOf([], { name: 'prod', snapshots })], { ...quiet, warn });
    expect(await look('prod')).toEqual({ kind: 'unreadable', directory: missing });
    expect(warn).toHaveBeenCalledOnce();
    expect(await on(null)('prod')).toEqual({ kind: 'elsewhere' });
    expect(await on(directory)('lab')).toBeNull();
    expect(await on(directory)('unheard-of')).toBeNull();
  });

  it('takes what etcd itself has saved', async () => {
    const lab = await startLab('3.5.16', { members: 1 });
    try {
      const { etcdctl } = await program('3.5.16');
      const [endpoint = ''] = lab.cluster.endpoints;
      const env = { ...etcdctl.env, ETCDCTL_API: '3' };
      await execa(etcdctl.path, ['--endpoints', endpoint, 'snapshot', 'save', join(directory, 'real.db')], { env });
      expect(await on(directory)('prod')).toMatchObject({ newest: { name: 'real.db' }, broken: 0 });
    } finally {
      await lab.end();
    }
  }, 120_000);
});
