import { randomUUID } from 'node:crypto';
import type { Announcer, ChangeJobs, Clock, Directory, Files, Log } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import type { Desk } from '../flow/desk.ts';
import { publishPeople } from '../flow/publish.ts';
import { correctReply, showCard } from '../flow/tell-operation.ts';
import { operationRecords } from '../queue/wire/operation.ts';
import { watchedRecords } from '../queue/wire/watched.ts';
import { openAuditLog } from '../store/audit.ts';
import { openCards } from '../store/cards.ts';
import { openChain } from '../store/chain.ts';
import { openCounts } from '../store/counts.ts';
import { openFreezes } from '../store/freezes.ts';
import { openOperations } from '../store/operations.ts';
import type { RedisConnection } from '../store/redis.ts';
import { openWatches } from '../store/watches.ts';

export type DeskParts = {
  readonly settings: Settings;
  /** One that fails fast: somebody waits for the answer. */
  readonly redis: RedisConnection;
  readonly prefix: string;
  readonly announcer: Announcer;
  readonly changes: ChangeJobs;
  /** One that publishes what it learns; null for a terminal. */
  readonly directory: Directory | null;
  readonly team: () => string | null;
  /** Absent for a terminal. */
  readonly files?: Files;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
};

/** The desk of a process: the same for the bot and for a terminal. */
export function openDesk(parts: DeskParts): Desk {
  const { settings, redis, prefix, directory, team, random, log } = parts;
  const chain = openChain(redis, prefix, { random, newId: randomUUID });
  const cards = openCards(redis, prefix);
  const people = directory === null ? null : { directory, access: settings.access, team };
  return {
    ...parts,
    operations: openOperations(chain, operationRecords, log),
    freezes: openFreezes(chain),
    counts: openCounts(redis, prefix, parts.clock),
    watches: openWatches(redis, prefix, watchedRecords, log),
    audit: openAuditLog(chain),
    publish: async operation => {
      if (people !== null) await publishPeople(operation, people);
    },
    show: operation => showCard(operation, { ...parts, cards }),
    reply: async (operation, said) => {
      if (said.kind === 'vote' && said.late) await correctReply(operation, said, { ...parts, cards });
    },
  };
}
