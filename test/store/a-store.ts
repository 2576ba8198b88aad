import { randomUUID } from 'node:crypto';
import type { Log } from '../../src/core/ports.ts';
import { operationRecords } from '../../src/queue/wire/operation.ts';
import { openAuditLog } from '../../src/store/audit.ts';
import { openCards } from '../../src/store/cards.ts';
import { openChain } from '../../src/store/chain.ts';
import { openFreezes } from '../../src/store/freezes.ts';
import { openOperations } from '../../src/store/operations.ts';
import { openPauses } from '../../src/store/pauses.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { silent } from '../queue/silence.ts';

/** All that keeps changes, as one process opens it, on a connection of its own. */
export async function aStore(
  url: string,
  prefix: string,
  { role = 'blocking', log = silent }: { readonly role?: 'producer' | 'blocking'; readonly log?: Log } = {},
) {
  const redis = await connectRedis(url, { role, log: silent });
  const chain = openChain(redis, prefix, { random: Math.random, newId: randomUUID });
  return {
    redis,
    prefix,
    chain,
    operations: openOperations(chain, operationRecords, log),
    cards: openCards(redis, prefix),
    audit: openAuditLog(chain),
    freezes: openFreezes(chain),
    pauses: openPauses(redis, prefix),
    close: () => disconnectRedis(redis),
  };
}
export type AStore = Awaited<ReturnType<typeof aStore>>;
