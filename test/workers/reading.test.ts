import { expect, it } from 'vitest';
import type { AuditEntry, AuditRecord } from '../../src/core/audit.ts';
import { chain, EMPTY_CHAIN } from '../../src/core/audit.ts';
import { unwatched } from '../../src/core/watch/incident.ts';
import { readingBeside } from '../../workers/reading.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { aWorld } from './a-world.ts';

const entry = (at: number, what: string, cluster: string): AuditEntry => {
  const record: AuditRecord = { at, what, who: 'U1', cluster, operation: null, details: {} };
  return chain(record, EMPTY_CHAIN);
};

it('a report learns of freezes, silences and acknowledgements of its cluster and of all, the newest first, and of nothing else', async () => {
  const log = [
    entry(1, 'freeze', '*'),
    entry(2, 'step', 'prod'),
    entry(3, 'alert-acknowledged', 'prod'),
    entry(4, 'configuration', '*'),
    entry(5, 'freeze', 'other'),
    entry(6, 'alert-silenced', 'prod'),
  ];
  const { world } = aMemoryWorld(null);
  const reading = readingBeside(aWorld().world, {
    changes: world,
    history: { readings: async () => [], append: async () => undefined, lately: async () => [], since: async () => [] },
    operations: { list: async () => [] },
    watches: { load: async () => unwatched },
    audit: { list: async ({ cluster }) => log.filter(each => each.cluster === cluster).toReversed() },
  });
  const beside = await reading.gather?.('prod');
  expect(beside?.deeds.map(({ at, what }) => `${at} ${what}`)).toEqual([
    '6 alert-silenced',
    '3 alert-acknowledged',
    '1 freeze',
  ]);
});
