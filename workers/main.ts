import { randomUUID } from 'node:crypto';
import { env } from 'node:process';
import { commands } from '../commands/index.ts';
import { openPlaybooks } from '../src/ansible/playbooks.ts';
import { plain } from '../src/core/message.ts';
import type { Announcer, Clock, EtcdReader, Log, Meter } from '../src/core/ports.ts';
import { isRefusal } from '../src/core/refusal.ts';
import type { ClusterSettings, ProcessSettings } from '../src/core/settings.ts';
import { EVERYWHERE } from '../src/core/watch/watched-names.ts';
import { openEtcdOperator } from '../src/etcd/operator.ts';
import { openEtcdReader } from '../src/etcd/survey.ts';
import { openConfigPatch } from '../src/patroni/config-patch.ts';
import { tryDefaultPassword } from '../src/patroni/default-password.ts';
import { openReach } from '../src/patroni/reach.ts';
import { readPigsty } from '../src/pigsty/open-pigsty.ts';
import { openRootPasswords } from '../src/pigsty/root-password.ts';
import { present } from '../src/present/present.ts';
import { presentRefusal } from '../src/present/refusal.ts';
import { serveAsks } from '../src/queue/asks.ts';
import { openChangeJobs, serveChanges } from '../src/queue/changes.ts';
import type { Link } from '../src/queue/link.ts';
import { openOutboxQueue } from '../src/queue/outbox.ts';
import { reportPlans } from '../src/queue/report-plans.ts';
import { serveReports } from '../src/queue/reports.ts';
import { syncSchedules } from '../src/queue/schedules.ts';
import { serveSweeps } from '../src/queue/sweeps.ts';
import { openTelemetry } from '../src/queue/telemetry.ts';
import { serveWatches } from '../src/queue/watches.ts';
import { watchedRecords } from '../src/queue/wire/watched.ts';
import { openBackups } from '../src/snapshots/backups.ts';
import { openAuditLog } from '../src/store/audit.ts';
import { openChain } from '../src/store/chain.ts';
import { openCounts } from '../src/store/counts.ts';
import { openHistory } from '../src/store/history.ts';
import { openLease } from '../src/store/lease.ts';
import { openOutbox } from '../src/store/outbox.ts';
import { openPasswordChecks } from '../src/store/password-checks.ts';
import { openPauses } from '../src/store/pauses.ts';
import { openPictures } from '../src/store/pictures.ts';
import { openReports } from '../src/store/reports.ts';
import { openScans } from '../src/store/scans.ts';
import { openTicks } from '../src/store/ticks.ts';
import { openWatches } from '../src/store/watches.ts';
import { speak } from '../src/text/speak.ts';
import { every } from '../src/wiring/every.ts';
import { openRedis, type RedisLines } from '../src/wiring/redis.ts';
import { closeInOrder, type Running } from '../src/wiring/running.ts';
import { openVault } from '../src/wiring/sealing.ts';
import { storesOn } from '../src/wiring/stores.ts';
import { tellConfiguration } from '../src/wiring/tell-configuration.ts';
import { readVersion } from '../src/wiring/version.ts';
import { watchedIn } from '../src/wiring/watched.ts';
import { openOutside } from '../src/wiring/webhooks.ts';
import type { ChangeWorld } from './change-world.ts';
import { keepHouse } from './keep-house.ts';
import { keepLogins } from './keep-logins.ts';
import { nag } from './nag.ts';
import { isChange, propose } from './propose.ts';
import { refuseUnreadable, runRead } from './read.ts';
import { offerTo, readingBeside } from './reading.ts';
import { rememberPauses } from './remember-pauses.ts';
import { makeReport } from './report.ts';
import { rest } from './rest.ts';
import { runChange } from './run-change.ts';
import type { World } from './survey.ts';
import { watch } from './watch.ts';
import { watchPauses } from './watch-pauses.ts';
import { withPasswords } from './with-passwords.ts';
import { type PigstyFolder, withPigsty } from './with-pigsty.ts';
import { withPostgres } from './with-postgres.ts';

export type WorkerParts = {
  readonly process: ProcessSettings;
  readonly meter: Meter;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: () => number;
};

/** Reads wait for etcd, not for the processor. */
const READS_AT_ONCE = 20;

/** A worker: surveys clusters and makes reports. Holds etcd's credentials and no token of Slack. @throws Exit */
export async function startWorker(parts: WorkerParts): Promise<Running> {
  const { process, meter, log, clock } = parts;
  const { settings } = process;
  const redis = await openRedis(settings.redis, log);
  const telemetry = openTelemetry(readVersion());
  const fast = { connection: redis.fast, prefix: redis.prefix, log, telemetry };
  const patient = { ...fast, connection: redis.patient };
  const announcer = openOutboxQueue(fast, openOutbox(redis.fast, redis.prefix));
  const history = openHistory(redis.fast, redis.prefix);
  const checks = openPasswordChecks(redis.fast, redis.prefix);
  const readers = new Map(
    settings.clusters.map(each => {
      const reader = beside(openEtcdReader(each, log, clock), each, redis, log);
      const site = { checks, tryRest: (address: string) => tryDefaultPassword(address, each), log };
      return [each.name, withPasswords(reader, each.name, site)];
    }),
  );
  const audit = openAuditLog(openChain(redis.fast, redis.prefix, { random: parts.random, newId: randomUUID }));
  const world: World = {
    reader: cluster => readers.get(cluster) ?? null,
    commands,
    present: outcome => (isRefusal(outcome) ? presentRefusal(outcome) : present(outcome)),
    announcer,
    reports: openReports(redis.fast, redis.prefix),
    history,
    scans: openScans(redis.fast, redis.prefix),
    counting: { counts: openCounts(redis.fast, redis.prefix, clock), pause: rest },
    tell: text => plain(speak(text, 'en')),
    auditHead: audit.head,
    ...{ clock, meter, log },
  };

  const changes = await startChanges({ ...parts, redis, fast, patient, announcer, reader: world.reader });
  const { operations } = storesOn(redis.fast, { prefix: redis.prefix, random: parts.random, log });
  const watches = openWatches(redis.fast, redis.prefix, watchedRecords, log);
  const reading = readingBeside(world, { changes: changes.world, history, operations, watches, audit });
  const asks = serveAsks({
    ...patient,
    concurrency: READS_AT_ONCE,
    run: request => (isChange(request, commands) ? propose(request, changes.world) : runRead(request, reading)),
    unreadable: address => refuseUnreadable(address, world),
    meter,
  });
  const ticks = openTicks(redis.fast, redis.prefix);
  const names = [...readers.keys()];
  const plans = reportPlans(settings.channels, names);
  await syncSchedules(fast, plans, ticks, clock());
  const reports = serveReports({ ...patient, run: due => makeReport(due, names, reading), ticks, clock, meter });
  const outside = openOutside(patient, settings, meter);
  const watching = serveWatches({
    names: [EVERYWHERE, ...names],
    lease: name => openLease(redis.fast, redis.prefix, `watch:${name}`),
    look: name =>
      watch(name, {
        ...{ settings, reader: world.reader, watches, history, announcer, clock, log },
        backups: changes.world.backups,
        offer: offerTo(changes.world),
        webhooks: outside.tell,
      }),
    holder: randomUUID(),
    random: parts.random,
    log,
  });
  await tellConfiguration('worker', { settings, redis, clock, random: parts.random, log });
  log.info({ clusters: names, reports: plans.length }, 'ready for work');

  const closeReaders = () => Promise.all([...readers.values()].map(reader => reader.close()));
  return {
    checks: [{ name: 'redis (worker)', problem: redis.problem }],
    queues: [announcer.queue, outside.queue, ...changes.queues],
    watched: watchedIn(names, watches),
    close: () =>
      closeInOrder(
        [
          watching.close,
          outside.close,
          asks.close,
          reports.close,
          changes.close,
          closeReaders,
          announcer.close,
          redis.close,
        ],
        error => log.warn({ error }, 'stopping was not clean'),
      ),
  };
}

/** What etcd says, and beside it what Patroni says itself and the store remembers of PostgreSQL. */
function beside<R extends EtcdReader>(etcd: R, cluster: ClusterSettings, { fast, prefix }: RedisLines, log: Log): R {
  const { name } = cluster;
  const remembering = rememberPauses(etcd, name, openPauses(fast, prefix));
  const told = withPigsty(remembering, folderOf(cluster, log));
  return withPostgres(told, name, { reach: openReach(cluster), pictures: openPictures(fast, prefix), log });
}

/** Pigsty's folder, where one is configured. */
function folderOf(settings: ClusterSettings, log: Log): PigstyFolder | null {
  const { pigsty } = settings;
  const playbooks = openPlaybooks({ settings, env, clock: Date.now, log });
  return pigsty && playbooks ? { read: () => readPigsty(pigsty), listTags: playbooks.listTags } : null;
}

type ChangeParts = WorkerParts & {
  readonly redis: RedisLines;
  readonly fast: Link;
  readonly patient: Link;
  readonly announcer: Announcer;
  readonly reader: World['reader'];
};

/** Reviews and forgotten pauses are a matter of hours, and etcd forgets a login after five minutes. Milliseconds. */
const CARE_EVERY_MS = 60_000;

/** Carries operations out, of each cluster one at a time, and keeps house. */
async function startChanges(parts: ChangeParts) {
  const { process, meter, log, clock, redis, fast, patient, announcer } = parts;
  const { settings } = process;
  const kept = { prefix: redis.prefix, random: parts.random, log };
  const stores = storesOn(redis.fast, kept);
  const openEach = <T>(open: (cluster: ClusterSettings) => T): ReadonlyMap<string, T> =>
    new Map(settings.clusters.map(each => [each.name, open(each)]));
  const operators = openEach(each => beside(openEtcdOperator(each, log, clock), each, redis, log));
  const patroni = openEach(openConfigPatch);
  const playbooks = openEach(each => openPlaybooks({ settings: each, env, clock, log }));
  const clusters = [...operators.keys()];
  const jobs = openChangeJobs(fast, clusters);
  const sealing = await openVault({ redis: redis.patient, prefix: redis.prefix, clock, log });
  const world: ChangeWorld = {
    ...{ settings, commands, jobs, announcer, vault: sealing.vault, clock, meter, log },
    operator: cluster => operators.get(cluster) ?? null,
    backups: openBackups(settings.clusters, log),
    playbooks: cluster => playbooks.get(cluster) ?? null,
    inventoryRoot: openRootPasswords(settings.clusters),
    patroni: cluster => patroni.get(cluster) ?? null,
    // What was done must be written down: this waits until Redis is back.
    ...storesOn(redis.patient, kept),
    pause: rest,
  };
  const run = (id: string, stop: AbortSignal) => runChange(id, stop, world);
  const served = await serveChanges({ ...patient, clusters, run, meter });
  const sweeps = serveSweeps({
    ...stores,
    lease: openLease(redis.fast, redis.prefix, 'sweep'),
    sweep: found => keepHouse(found, { ...world, ...stores }),
    holder: randomUUID(),
    log,
  });
  const logins = [parts.reader, world.operator].map(of => () => keepLogins(settings, of));
  const works = [() => nag({ ...world, ...stores }), () => watchPauses({ ...world, ...stores }), ...logins];
  const cares = works.map(work => every(CARE_EVERY_MS, work));
  return {
    world,
    queues: jobs.queues,
    close: async () => {
      await Promise.all(cares.map(({ stop }) => stop()));
      await sweeps.close();
      await served.close();
      await jobs.close();
      await sealing.close();
      await Promise.all([...operators.values()].map(operator => operator.close()));
      await Promise.all([...patroni.values()].map(rest => rest?.close()));
    },
  };
}
