import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/console/render.ts';
import { statusOf } from '../../src/core/facts/status.ts';
import { plain } from '../../src/core/message.ts';
import type { PauseRecord } from '../../src/core/patroni/pause.ts';
import { speak } from '../../src/text/speak.ts';
import { watchPauses } from '../../workers/watch-pauses.ts';
import { aCluster } from '../a-cluster.ts';
import { aPostgres } from '../a-postgres.ts';
import { anOperation } from '../store/an-operation.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { anOperator } from './an-operator.ts';

const HOUR = 60 * 60_000;
type Postgres = ReturnType<typeof aPostgres>;
const isPaused = (name = 'pg-test'): Postgres => aPostgres(name).config({ pause: true }).each({ paused: true });

/** A worker that looks at these PostgreSQL clusters; they can be changed for others. */
function aWatch(...first: readonly Postgres[]) {
  let now: readonly Postgres[] = first;
  const memory = aMemoryWorld(
    anOperator(() =>
      aCluster('lab')
        .postgres(...now)
        .snapshot(),
    ),
  );
  const { world, at, operations, announced } = memory;
  const record = (postgres: string, more: Partial<PauseRecord> = {}): PauseRecord => ({
    ...{ postgres, operation: 'op-1', by: { user: 'U1', name: 'alice' }, at: at.now, until: at.now + 4 * HOUR },
    ...{ before: 'running', nags: 0, naggedAt: null },
    ...more,
  });
  operations.set('op-1', anOperation('op-1', { state: 'succeeded' }));
  return {
    ...memory,
    record,
    keep: (kept: PauseRecord) => world.pauses.keep('lab', kept),
    after: async (ms: number, ...later: readonly Postgres[]) => {
      at.now += ms;
      if (later.length > 0) now = later;
      await watchPauses(world);
      return world.pauses.of('lab');
    },
    told: (language: 'en' | 'zh' = 'en') =>
      announced.map(({ document }) => renderText(document, speak, { language, colour: false }).replace(/\s+/g, ' ')),
  };
}

describe('a pause that is forgotten', () => {
  it('is asked for at its deadline, with its owner, and every hour until it is resumed', async () => {
    const watch = aWatch(isPaused());
    await watch.keep(watch.record('pg-test'));
    await watch.after(4 * HOUR - 1);
    expect(watch.told()).toEqual([]);
    await watch.after(1);
    expect(watch.told()).toHaveLength(1);
    expect(watch.told()[0]).toMatch(/lab · pg-test is still paused: no automatic failover/);
    expect(watch.told()[0]).toMatch(/alice asked for the pause .*op-1.*answers for it/);
    expect(watch.told()[0]).toMatch(/\/etcd pg resume pg-test --cluster lab/);
    expect(watch.told('zh')[0]).toMatch(/pg-test 仍处于暂停状态：不会自动故障切换/);
    await watch.after(HOUR - 1);
    expect(watch.told()).toHaveLength(1);
    await watch.after(1);
    expect(watch.told()).toHaveLength(2);
    expect(new Set(watch.announced.map(({ id }) => id)).size).toBe(2);
    expect(watch.announced[0]).toMatchObject({
      channel: 'C1',
      thread: null,
      metadata: { kind: 'alert', operation: 'op-1' },
    });
    await watch.after(HOUR, aPostgres());
    expect(watch.told()).toHaveLength(2);
  });

  it('is asked for by one worker of several', async () => {
    const watch = aWatch(isPaused());
    await watch.keep(watch.record('pg-test', { until: watch.at.now }));
    await Promise.all([1, 2, 3].map(() => watchPauses(watch.world)));
    expect(watch.told()).toHaveLength(1);
  });

  it('is asked for where nobody can say any more where it was asked for, and where Patroni’s keys cannot be read', async () => {
    const watch = aWatch(isPaused());
    await watch.keep(watch.record('pg-test', { operation: 'op-gone', until: watch.at.now }));
    const blind = {
      ...watch.world,
      operator: () => anOperator(() => aCluster('lab').postgresFailing('deadline').snapshot()),
    };
    await watchPauses(blind);
    expect(watch.announced).toMatchObject([{ channel: 'C1' }]);
  });

  it('is none where it may last, or where others had paused before', async () => {
    const watch = aWatch(isPaused('a'), isPaused('b'));
    await watch.keep(watch.record('a', { until: null }));
    await watch.keep(watch.record('b', { before: 'paused' }));
    await watch.after(400 * HOUR);
    expect(watch.told()).toEqual([]);
  });
});

describe('what is remembered of pauses', () => {
  it('ends when somebody else has ended the pause', async () => {
    const watch = aWatch(isPaused());
    await watch.keep(watch.record('pg-test'));
    expect((await watch.after(1)).ours).toHaveLength(1);
    expect((await watch.after(1, aPostgres())).ours).toEqual([]);
  });

  it('stays while its operation runs, and while nobody can tell', async () => {
    const watch = aWatch(aPostgres());
    watch.operations.set('op-1', anOperation('op-1', { state: 'running' }));
    await watch.keep(watch.record('pg-test'));
    expect((await watch.after(1)).ours).toHaveLength(1);
    watch.operations.set('op-1', anOperation('op-1', { state: 'succeeded' }));
    expect((await watch.after(1, aPostgres().keys({ config: 'broken' }))).ours).toHaveLength(1);
    expect((await watch.after(1, aPostgres())).ours).toEqual([]);
  });

  it('knows since when others pause', async () => {
    const watch = aWatch(isPaused('a'), isPaused('ours'), aPostgres('b'));
    await watch.keep(watch.record('ours'));
    const began = watch.at.now + 1;
    expect((await watch.after(1)).others).toEqual([{ postgres: 'a', since: began }]);
    expect((await watch.after(HOUR)).others).toEqual([{ postgres: 'a', since: began }]);
    expect((await watch.after(1, aPostgres('a'))).others).toEqual([]);
  });

  it('is told as findings: the bot’s past their deadline, and others’ after six hours', async () => {
    const { takenAt } = aCluster().snapshot();
    const record = aWatch().record('pg-test', { until: takenAt });
    const found = (pauses: Parameters<ReturnType<typeof aCluster>['pauses']>[0]) =>
      statusOf(aCluster().pauses(pauses).snapshot())
        .findings.filter(({ code }) => code.startsWith('pause_'))
        .map(({ code, params }) => plain(speak({ key: `finding.${code}.title`, params }, 'en')));
    expect(found({ ours: [record], others: [] })).toEqual(['PostgreSQL still paused: pg-test']);
    expect(found({ ours: [{ ...record, until: takenAt + 1 }], others: [] })).toEqual([]);
    const since = (age: number) => ({ ours: [], others: [{ postgres: 'pg-b', since: takenAt - age }] });
    expect(found(since(6 * HOUR))).toEqual(['PostgreSQL paused by somebody else: pg-b']);
    expect(found(since(6 * HOUR - 1))).toEqual([]);
  });
});
