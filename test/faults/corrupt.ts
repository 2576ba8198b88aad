import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EtcdMember } from '../../src/local/etcd-member.ts';

/** Changes a value in the database file of a member that does not run: bolt has no checksum on its data pages, so etcd starts with it. */
export async function corrupt({ dataDir, running }: EtcdMember, value: string): Promise<void> {
  if (running) throw new Error('a database can be changed only while its member is stopped');
  const file = join(dataDir, 'member/snap/db');
  const bytes = await readFile(file);
  const broken = Buffer.from(value.replace(/.$/, '!'));
  let found = 0;
  for (let at = bytes.indexOf(value); at !== -1; at = bytes.indexOf(value, at + 1)) {
    broken.copy(bytes, at);
    found += 1;
  }
  if (found === 0) throw new Error(`${value} does not stand in ${file}`);
  await writeFile(file, bytes);
}
