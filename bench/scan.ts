import { once } from 'node:events';
import { z } from 'zod';
import { firstLine, start, textOf } from './child.ts';

const scanned = z.object({
  keys: z.number(),
  /** Milliseconds from the question to the answer, with the member's rests. */
  took: z.number(),
  /** The most bytes that the process had in memory, beyond what it had before it asked. */
  memory: z.number(),
});

/** What counting so many keys took. */
export type Scanned = z.output<typeof scanned>;

/** Counts the keys of stub members, every number in a process of its own, as a worker does for `space`. */
export async function scanKeys(sizes: readonly number[], say: (line: string) => void): Promise<readonly Scanned[]> {
  const results: Scanned[] = [];
  for (const keys of sizes) {
    say(`Counting ${keys} keys …`);
    const member = start('stub-of-keys.js', [`${keys}`]);
    try {
      const endpoint = (await firstLine(member)).trim();
      const scanning = start('scanning.js', [endpoint], ['--expose-gc']);
      results.push(scanned.parse(JSON.parse(await textOf(scanning))));
    } finally {
      member.stdin?.end();
      if (member.exitCode === null) await once(member, 'exit');
    }
  }
  return results;
}
