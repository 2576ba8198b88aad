import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newestTick, overdueReports, type ReportPlan, reportPlans, tickKey } from '../../src/queue/report-plans.ts';
import { type ReportDue, type ServeReports, serveReports } from '../../src/queue/reports.ts';
import { syncSchedules } from '../../src/queue/schedules.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { openTicks } from '../../src/store/ticks.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { silent, unmeasured } from './silence.ts';

const soon = { timeout: 10_000, interval: 20 };
const HOUR = 3_600_000;
const daily: ReportPlan = { channel: 'C1', cluster: 'prod', language: 'en', schedule: '0 9 * * *', timezone: 'UTC' };

describe('the plans', () => {
  it('are one for all clusters together where the channel has none of its own', () => {
    const reports = { schedule: '0 9 * * *', timezone: 'UTC' };
    const channel = { id: 'C1', cluster: null, language: 'en', reports, alerts: false } as const;
    const plans = reportPlans(
      [channel, { ...channel, id: 'C2', cluster: 'b' }, { ...channel, id: 'C3', reports: null }],
      ['a', 'b'],
    );
    expect(plans.map(plan => `${plan.channel} ${plan.cluster}`)).toEqual(['C1 *', 'C2 b']);
    const [several] = reportPlans([{ ...channel, cluster: 'a', clusters: ['a', 'b'] }], ['a', 'b', 'c']);
    expect(several).toMatchObject({ cluster: '*', clusters: ['a', 'b'] });
  });

  it.each([
    ['0 9 * * *', 'UTC', '2026-11-22T09:00:00.000Z', '2026-11-22T09:00:00.000Z'],
    ['0 9 * * *', 'UTC', '2026-11-22T08:59:59.999Z', '2026-11-21T09:00:00.000Z'],
    ['0 9 * * *', 'Asia/Shanghai', '2026-11-22T01:30:00.000Z', '2026-11-22T01:00:00.000Z'],
    ['0 9 * * 1', 'UTC', '2026-11-22T12:00:00.000Z', '2026-11-16T09:00:00.000Z'],
    ['0 9 * * *', 'Europe/Berlin', '2026-10-25T08:30:00.000Z', '2026-10-25T08:00:00.000Z'],
  ])('know the newest tick of %s in %s', (schedule, timezone, now, tick) => {
    expect(new Date(newestTick({ schedule, timezone }, Date.parse(now))).toISOString()).toBe(tick);
  });
});

describe('a report that nobody makes', () => {
  const nine = Date.parse('2026-11-22T09:00:00Z');
  const yesterday = nine - 24 * HOUR;
  it.each([
    ['was made', nine, nine + HOUR, nine - 5 * HOUR, []],
    ['is being made', yesterday, nine + 10 * 60_000, nine - 5 * HOUR, []],
    ['is overdue', yesterday, nine + 20 * 60_000, nine - 5 * HOUR, [nine]],
    ['was due before anybody looked, and workers make up for it', yesterday, nine + HOUR, nine + 50 * 60_000, []],
    ['was due before anybody looked, and nobody makes up for it', yesterday, nine + HOUR, nine + 40 * 60_000, [nine]],
    ['is of a schedule that is new', null, nine + HOUR, nine + 10 * 60_000, []],
    ['is the first of a new schedule', null, nine + HOUR, nine - HOUR, [nine]],
  ])('%s', async (_, told, now, since, due) => {
    expect(await overdueReports([daily], async () => told, { now, since })).toEqual(due);
  });
});

describe('reports on schedule', () => {
  let redis: TestRedis;
  let worlds = 0;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    redis = await aRedis();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(() => redis.remove());

  async function aWorld() {
    worlds += 1;
    const prefix = `{schedules${worlds}}`;
    const connection = await connectRedis(redis.url, { role: 'blocking', log: silent });
    const queue = new Queue('reports', { connection, prefix });
    closers.push(async () => {
      await queue.close();
      await disconnectRedis(connection);
    });
    const ticks = openTicks(connection, prefix);
    const told: ReportDue[] = [];
    const link = { connection, prefix, log: silent };
    const serve = (now: () => number, run: ServeReports['run'] = async due => void told.push(due)) =>
      closers.push(serveReports({ ...link, ticks, clock: now, meter: unmeasured, run }).close);
    return { link, queue, ticks, told, serve };
  }

  it('are told once per tick, however many workers run', async () => {
    const { link, ticks, told, serve } = await aWorld();
    const plan = { ...daily, schedule: '* * * * * *' };
    const began = Date.now();
    serve(Date.now);
    serve(Date.now);
    await Promise.all([syncSchedules(link, [plan], ticks, began), syncSchedules(link, [plan], ticks, began)]);
    await vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(3), soon);
    const seen = told.map(due => due.tick);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(1).map((tick, index) => tick - (seen[index] ?? 0))).toEqual(seen.slice(1).map(() => 1_000));
    expect(told.every(due => !due.late)).toBe(true);
  });

  it('make nothing up at the first start', async () => {
    const { link, queue, ticks } = await aWorld();
    await syncSchedules(link, [daily], ticks, Date.now());
    expect((await queue.getJobs(['waiting', 'active', 'completed'])).length).toBe(0);
    expect(await ticks.lastTold(tickKey(daily))).toBe(newestTick(daily, Date.now()));
  });

  it('make up once for several missed ticks, with the newest, and say that it is late', async () => {
    const { link, ticks, told, serve } = await aWorld();
    const now = newestTick(daily, Date.now()) + 3 * HOUR;
    await ticks.told(tickKey(daily), newestTick(daily, now) - 72 * HOUR);
    await Promise.all([syncSchedules(link, [daily], ticks, now), syncSchedules(link, [daily], ticks, now)]);
    serve(() => now);
    serve(() => now);
    await vi.waitFor(() => expect(told).toHaveLength(1), soon);
    await syncSchedules(link, [daily], ticks, now);
    await vi.waitFor(async () => expect(await ticks.lastTold(tickKey(daily))).toBe(newestTick(daily, now)), soon);
    expect(told).toEqual([
      { channel: 'C1', cluster: 'prod', language: 'en', tick: newestTick(daily, now), late: true },
    ]);
  });

  it('lose nothing when a start replaces a job that was due already', async () => {
    const { link, queue, ticks, told, serve } = await aWorld();
    const now = newestTick(daily, Date.now());
    await syncSchedules(link, [daily], ticks, now - HOUR);
    const [due] = await queue.getDelayed();
    expect(due).toBeDefined();
    // The hour comes, nobody runs, then somebody starts.
    await syncSchedules(link, [daily], ticks, now + HOUR);
    serve(() => now + HOUR);
    await vi.waitFor(() => expect(told.map(report => report.tick)).toEqual([newestTick(daily, now)]), soon);
  });

  it('are told again by another worker when telling failed', async () => {
    const { link, ticks, told, serve } = await aWorld();
    const now = newestTick(daily, Date.now()) + 1_000;
    await ticks.told(tickKey(daily), newestTick(daily, now) - 24 * HOUR);
    let failures = 1;
    serve(
      () => now,
      async due => {
        failures -= 1;
        if (failures >= 0) throw new Error('no Redis');
        told.push(due);
      },
    );
    await syncSchedules(link, [daily], ticks, now);
    await vi.waitFor(() => expect(told).toHaveLength(1), soon);
  });

  it('end when the configuration no longer has them', async () => {
    const { link, queue, ticks } = await aWorld();
    await syncSchedules(link, [daily, { ...daily, channel: 'C2' }], ticks, Date.now());
    await syncSchedules(link, [daily], ticks, Date.now());
    const schedulers = await queue.getJobSchedulers();
    expect(schedulers.map(({ pattern, tz }) => [pattern, tz])).toEqual([['0 9 * * *', 'UTC']]);
    expect(await queue.getDelayedCount()).toBe(1);
  });
});
