import { commands } from '../commands/index.ts';
import type { Clock, Log, Meter } from '../src/core/ports.ts';
import { isRefusal } from '../src/core/refusal.ts';
import type { ProcessSettings } from '../src/core/settings.ts';
import { openEtcdReader } from '../src/etcd/survey.ts';
import { present } from '../src/present/present.ts';
import { presentRefusal } from '../src/present/refusal.ts';
import { serveAsks } from '../src/queue/asks.ts';
import { openOutboxQueue } from '../src/queue/outbox.ts';
import { reportPlans } from '../src/queue/report-plans.ts';
import { serveReports } from '../src/queue/reports.ts';
import { syncSchedules } from '../src/queue/schedules.ts';
import { openTelemetry } from '../src/queue/telemetry.ts';
import { openOutbox } from '../src/store/outbox.ts';
import { openReports } from '../src/store/reports.ts';
import { openTicks } from '../src/store/ticks.ts';
import { openRedis } from '../src/wiring/redis.ts';
import { closeInOrder, type Running } from '../src/wiring/running.ts';
import { readVersion } from '../src/wiring/version.ts';
import { refuseUnreadable, runRead } from './read.ts';
import { runReport } from './report.ts';
import type { World } from './survey.ts';

export type WorkerParts = {
  readonly process: ProcessSettings;
  readonly meter: Meter;
  readonly log: Log;
  readonly clock: Clock;
};

/** Reads wait for etcd, not for the processor. */
const READS_AT_ONCE = 20;

/** A worker: surveys clusters and makes reports. Holds etcd's credentials and no token of Slack. @throws Exit */
export async function startWorker({ process, meter, log, clock }: WorkerParts): Promise<Running> {
  const { settings } = process;
  const redis = await openRedis(settings.redis, log);
  const telemetry = openTelemetry(readVersion());
  const fast = { connection: redis.fast, prefix: redis.prefix, log, telemetry };
  const patient = { ...fast, connection: redis.patient };
  const announcer = openOutboxQueue(fast, openOutbox(redis.fast, redis.prefix));
  const readers = new Map(settings.clusters.map(cluster => [cluster.name, openEtcdReader(cluster, log, clock)]));
  const world: World = {
    reader: cluster => readers.get(cluster) ?? null,
    commands,
    present: outcome => (isRefusal(outcome) ? presentRefusal(outcome) : present(outcome)),
    announcer,
    reports: openReports(redis.fast, redis.prefix),
    clock,
    meter,
    log,
  };

  const asks = serveAsks({
    ...patient,
    concurrency: READS_AT_ONCE,
    run: request => runRead(request, world),
    unreadable: address => refuseUnreadable(address, world),
    meter,
  });
  const ticks = openTicks(redis.fast, redis.prefix);
  const plans = reportPlans(settings.channels, [...readers.keys()]);
  await syncSchedules(fast, plans, ticks, clock());
  const reports = serveReports({ ...patient, run: due => runReport(due, world), ticks, clock, meter });
  log.info({ clusters: [...readers.keys()], reports: plans.length }, 'ready for work');

  const closeReaders = () => Promise.all([...readers.values()].map(reader => reader.close()));
  return {
    checks: [{ name: 'redis (worker)', problem: redis.problem }],
    queues: [announcer.queue],
    close: () =>
      closeInOrder([asks.close, reports.close, closeReaders, announcer.close, redis.close], error =>
        log.warn({ error }, 'stopping was not clean'),
      ),
  };
}
