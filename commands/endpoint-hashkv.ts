import type { ReadCommand } from '../src/core/command.ts';
import { compareHashes } from '../src/core/health/hashes.ts';

/** Whether all members hold the same data, and if not, who differs. */
export const endpointHashkv: ReadCommand = {
  kind: 'read',
  words: ['endpoint', 'hashkv'],
  aliases: [['hashkv']],
  summary: 'hashes.summary',
  args: [],
  options: [],
  examples: ['endpoint hashkv'],
  permission: () => 'read',
  needs: () => ({ parts: ['hashes', 'status', 'members'] }),
  view: (_request, snapshot) => compareHashes(snapshot),
};
