import { randomUUID } from 'node:crypto';
import type { Clock, Log } from '../core/ports.ts';
import { auditOfConfiguration } from '../core/public-settings.ts';
import type { Settings } from '../core/settings.ts';
import { openChain } from '../store/chain.ts';
import { openConfigurations } from '../store/configurations.ts';
import type { RedisLines } from './redis.ts';
import { readVersion } from './version.ts';

type Parts = {
  readonly settings: Settings;
  readonly redis: RedisLines;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
};

/** Lets the audit log tell by which settings a process works, once for each change of them. Never rejects. */
export async function tellConfiguration(role: 'bot' | 'worker', parts: Parts): Promise<void> {
  const { settings, redis, clock, random, log } = parts;
  const chain = openChain(redis.fast, redis.prefix, { random, newId: randomUUID });
  const record = auditOfConfiguration(settings, { at: clock(), role, version: readVersion() });
  await openConfigurations(chain)
    .loaded(record)
    .catch((error: unknown) => log.warn({ error }, 'the audit log does not tell which settings were loaded'));
}
