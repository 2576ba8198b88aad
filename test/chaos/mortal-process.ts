import { readFileSync } from 'node:fs';
import { openLog } from '../../src/admin/log.ts';
import { openMetrics } from '../../src/admin/meter.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';
import { workerManners } from '../../src/queue/link.ts';
import { outboxTimings } from '../../src/store/outbox.ts';
import { startWorker } from '../../workers/main.ts';
import { makeEtcdMortal } from './mortal-etcd.ts';
import { makeRedisMortal } from './mortal-redis.ts';

/**
 * The product's own processes, `bot` or `worker` by the first argument. All that is not the product's: they die where the test's folder says so,
 * and what they leave behind is taken up sooner, so that hundreds of deaths take minutes.
 */
const folder = process.env.CHAOS_FOLDER ?? '';
const lockMs = Number(process.env.CHAOS_LOCK_MS);
const role = process.argv[2] === 'bot' ? 'bot' : 'worker';
makeRedisMortal(folder, role);
makeEtcdMortal(folder, role);
Object.assign(workerManners, { lockDuration: lockMs, stalledInterval: lockMs / 4 });
// Longer than any call to Slack.
Object.assign(outboxTimings, { lease: 7_000 });

const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(1), 1_000).unref();

// What the entry loads of a bot takes half as long again to load, and workers are born by the hundred.
if (role === 'bot') await import('../../src/main.ts');
else await work();

async function work(): Promise<void> {
  const read = readSettings(process.env, path => readFileSync(path, 'utf8'), 'worker', readInventory);
  if (!read.ok) throw new Error(formatProblems(read.error));
  const { meter } = openMetrics(async () => []);
  await startWorker({
    ...{ process: read.value, meter, log: openLog('warn', 'worker') },
    ...{ clock: Date.now, random: Math.random },
  });
}
