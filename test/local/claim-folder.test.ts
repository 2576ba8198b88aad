import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimFolder } from '../../src/local/claim-folder.ts';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';

let folder: ScratchFolder;
beforeAll(async () => {
  folder = await scratchFolder('local-claim');
});
afterAll(() => folder.remove());

test('a folder is claimed and given back', async () => {
  const release = await claimFolder(join(folder.path, 'a'), 'The playground');
  await release();
  await (await claimFolder(join(folder.path, 'a'), 'The playground'))();
});

test('a second start says which process runs already', async () => {
  await writeFile(join(folder.path, 'in-use-by.pid'), String(process.ppid));
  await expect(claimFolder(folder.path, 'The playground')).rejects.toThrow(
    `The playground is running already (pid ${process.ppid}`,
  );
});

test.each(['4194999', '', 'nonsense', '-1'])(
  'a claim of "%s", which is no living process, counts for nothing',
  async content => {
    await writeFile(join(folder.path, 'in-use-by.pid'), content);
    await (await claimFolder(folder.path, 'The playground'))();
  },
);
