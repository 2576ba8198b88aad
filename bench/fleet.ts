import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startRedis } from '../src/local/redis.ts';
import { scratchFolder } from '../src/local/scratch-folder.ts';
import { findOrGet } from '../src/setup/binaries.ts';
import { firstLine, start, textOf } from './child.ts';

const watched = z.object({
  clusters: z.number(),
  /** Milliseconds in which all of them are looked at once, 50 together. */
  round: z.number(),
  /** Milliseconds of a processor for one survey. */
  processor: z.number(),
  /** Bytes that stay in use for the connections to all of them. */
  heap: z.number(),
  /** The most bytes that the whole process ever had in memory. */
  peak: z.number(),
  /** Bytes that Redis writes for one survey, all it takes counted. */
  bytes: z.number(),
});

/** What watching so many clusters took. */
export type Watched = z.output<typeof watched>;

const fleet = z.array(z.array(z.string()));
export const endpointsIn = (line: string): readonly (readonly string[])[] => fleet.parse(JSON.parse(line));

/**
 * Watches fleets of stub clusters with three members each, as a worker does, every size in a process of its own against a Redis of its own; the
 * stubs live in another process. `page` is what a real member says at `/metrics`.
 */
export async function watchFleets(
  sizes: readonly number[],
  page: string,
  say: (line: string) => void,
): Promise<readonly Watched[]> {
  const [binary, folder] = await Promise.all([findOrGet('redis-server', { say }), scratchFolder('etcd-chatops-fleet')]);
  const file = join(folder.path, 'metrics');
  await writeFile(file, page);
  const redis = await startRedis({ binary, directory: join(folder.path, 'redis') });
  const most = Math.max(...sizes);
  say(`Starting ${most} stub clusters …`);
  const stubs = start('stubs.js', [`${most}`, file]);
  try {
    const clusters = endpointsIn(await firstLine(stubs));
    const results: Watched[] = [];
    for (const size of sizes) {
      say(`Watching ${size} clusters of three members …`);
      const watching = start('watching.js', [redis.url], ['--expose-gc']);
      watching.stdin?.end(JSON.stringify(clusters.slice(0, size)));
      results.push(watched.parse(JSON.parse(await textOf(watching))));
    }
    return results;
  } finally {
    stubs.stdin?.end();
    await Promise.all([stubs.exitCode === null ? once(stubs, 'exit') : null, redis.kill()]);
    await folder.remove();
  }
}
