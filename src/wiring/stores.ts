import { randomUUID } from 'node:crypto';
import type { Log } from '../core/ports.ts';
import { operationRecords } from '../queue/wire/operation.ts';
import { openCards } from '../store/cards.ts';
import { openChain } from '../store/chain.ts';
import { openFreezes } from '../store/freezes.ts';
import { openOperations } from '../store/operations.ts';
import { openPauses } from '../store/pauses.ts';
import type { RedisConnection } from '../store/redis.ts';
import { openStanding } from '../store/standing.ts';

type Parts = { readonly prefix: string; readonly random: () => number; readonly log: Log };

/** What workers keep of changes, on one line to Redis. */
export function storesOn(line: RedisConnection, { prefix, random, log }: Parts) {
  const chain = openChain(line, prefix, { random, newId: randomUUID });
  return {
    operations: openOperations(chain, operationRecords, log),
    freezes: openFreezes(chain),
    cards: openCards(line, prefix),
    pauses: openPauses(line, prefix),
    notices: openStanding(line, prefix),
  };
}
