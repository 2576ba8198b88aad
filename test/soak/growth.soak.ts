import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startLab } from '../etcd/a-lab.ts';
import { type Pattern, patterns, type Tick } from './growth-patterns.ts';

const QUOTA = 24 * 1024 * 1024;
const TICK_MS = 500;
const AT_ONCE = 8;
const value = Buffer.alloc(4096, 'x').toString('base64');
const keyed = (key: string): string => Buffer.from(key).toString('base64');

type Api = Awaited<ReturnType<typeof startLab>>['cluster']['api'];

async function write(keys: readonly string[], api: Api): Promise<void> {
  for (let from = 0; from < keys.length; from += AT_ONCE)
    await Promise.all(keys.slice(from, from + AT_ONCE).map(key => api.call('kv/put', { key: keyed(key), value })));
}

const status = z.object({ dbSize: z.coerce.number(), header: z.object({ revision: z.string() }) });
const statusOf = async (api: Api) => status.parse(await api.call('maintenance/status', {}));

async function doTick({ added, rewritten, compacts, defragments }: Tick, tick: number, api: Api): Promise<void> {
  await write(
    [...Array(added).keys()].map(at => `/new/${tick}/${at}`),
    api,
  );
  await write(
    [...Array(rewritten).keys()].map(at => `/same/${at % 20}`),
    api,
  );
  if (compacts) await api.call('kv/compaction', { revision: (await statusOf(api)).header.revision, physical: true });
  if (defragments) await api.call('maintenance/defragment', {});
}

const none = (): boolean => false;
function isFull(error: unknown): true {
  if (String(error).includes('database space exceeded')) return true;
  throw error;
}

/** The size of the file after every tick until it refuses to take more, in KiB. */
async function record({ ticks, at }: Pattern): Promise<{ readonly kib: readonly number[]; readonly full: boolean }> {
  const lab = await startLab('3.5.30', { members: 1, quotaBytes: QUOTA, extraFlags: ['--unsafe-no-fsync'] });
  const { api } = lab.cluster;
  const kib: number[] = [];
  try {
    for (let tick = 0; tick < ticks; tick += 1) {
      const [, refused] = await Promise.all([sleep(TICK_MS), doTick(at(tick), tick, api).then(none, isFull)]);
      if (refused) return { kib, full: true };
      kib.push(Math.round((await statusOf(api)).dbSize / 1024));
    }
    return { kib, full: false };
  } finally {
    await lab.end();
  }
}

/** Writes what `test/core/trend/recorded.test.ts` reads. Two minutes each: `npm run record:growth`. */
describe('the growth of a real database', () => {
  it.concurrent.each(patterns)('is recorded: $name', async pattern => {
    const recorded = await record(pattern);
    expect(recorded.kib.length).toBeGreaterThan(100);
    const file = join(import.meta.dirname, '../fixtures/growth', `${pattern.name}.json`);
    await writeFile(file, `${JSON.stringify({ etcd: '3.5', quotaKib: QUOTA / 1024, ...recorded })}\n`);
  });
});
