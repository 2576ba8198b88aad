import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const folder = join(import.meta.dirname, 'fixtures/patroni');
const schema = z.object({
  kvs: z.array(
    z.object({ key: z.string(), value: z.string(), mod_revision: z.number(), lease: z.string().nullable() }),
  ),
});

export type DumpedKey = {
  readonly key: string;
  readonly value: string;
  readonly modRevision: string;
  /** Keys of one lease share its name. */
  readonly lease: string | null;
};

/** What real Patronis kept in etcd, one file for each moment. */
export const dumps: readonly string[] = readdirSync(folder)
  .filter(name => name.endsWith('.json'))
  .map(name => name.slice(0, -'.json'.length));

export const readDump = (name: string): readonly DumpedKey[] =>
  schema
    .parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
    .kvs.map(({ mod_revision, ...kv }) => ({ ...kv, modRevision: String(mod_revision) }));
