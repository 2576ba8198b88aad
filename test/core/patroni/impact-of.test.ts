import { describe, expect, it } from 'vitest';
import { plain, type Text } from '../../../src/core/message.ts';
import { impactOf, stallBudget } from '../../../src/core/patroni/impact-of.ts';
import { demotionOf, timingOf } from '../../../src/core/patroni/timing.ts';
import { isBefore } from '../../../src/core/patroni/version.ts';
import { speak } from '../../../src/text/speak.ts';
import { aPostgres } from '../../a-postgres.ts';

type World = ReturnType<typeof aPostgres>;
const [ONE, TWO, THREE] = ['pg-test-1', 'pg-test-2', 'pg-test-3'];
const english = (texts: readonly Text[]): string => texts.map(text => plain(speak(text, 'en'))).join(' / ');
const impact = (world: World) => impactOf(world.cluster(), world.state());
const off = { failsafeMode: false };
const paused = { ...off, pause: true };

describe('the fate of a primary without etcd', () => {
  it.each<[string, World, string, RegExp]>([
    ['failsafe off (measured: A)', aPostgres().config(off), 'demotes', /failsafe_mode is off/],
    ['failsafe off, members answering', aPostgres().config(off).answers(ONE, TWO), 'demotes', /failsafe_mode is off/],
    ['failsafe on, all answer (B)', aPostgres().answers(ONE, TWO), 'stays', /the other member answers: pg-test-2/],
    ['three of them', aPostgres('pg-test', 3).answers(ONE, TWO, THREE), 'stays', /all 2 other members answer/],
    ['a replica silent but listed (C)', aPostgres().answers(ONE).silent(TWO), 'demotes', /pg-test-2 does not answer/],
    ['one of two silent', aPostgres('pg-test', 3).answers(ONE, TWO).silent(THREE), 'demotes', /pg-test-3 does not/],
    ['the dead replica dropped out (C2)', aPostgres().gone(TWO).answers(ONE), 'stays', /nobody else to ask/],
    ['a single node (ha.py)', aPostgres('pg-test', 1), 'stays', /nobody else to ask/],
    ['a single node, failsafe off', aPostgres('pg-test', 1).config(off), 'demotes', /failsafe_mode is off/],
    ['nobody asked', aPostgres(), 'unknown', /only then. From here it could not be asked/],
    ['only the primary asked', aPostgres().answers(ONE), 'unknown', /if the primary reaches pg-test-2/],
    ['the way from here is shut', aPostgres().silent(ONE, TWO), 'unknown', /if the primary reaches pg-test-2/],
    ['paused and seen (D)', aPostgres().config(paused).each({ paused: true }), 'stays', /Paused/],
    ['paused, seen by the primary', aPostgres().config(paused).member(ONE, { paused: true }), 'stays', /Paused/],
    ['a pause the primary has not seen', aPostgres().config(paused).member(TWO, { paused: true }), 'demotes', /is off/],
    ['resumed, not seen yet', aPostgres().config(off).each({ paused: true }), 'demotes', /failsafe_mode is off/],
    ['Patroni 2 (ha.py)', aPostgres().each({ version: '2.1.7' }).answers(ONE, TWO), 'demotes', /before 3\.0 runs on/],
    [
      'a replica of Patroni 2',
      aPostgres().member(TWO, { version: '2.1.7' }).answers(ONE, TWO),
      'demotes',
      /on pg-test-2/,
    ],
    ['the primary’s version unknown', aPostgres().member(ONE, { version: null }), 'unknown', /which Patroni runs/],
    ['the primary’s key gone', aPostgres().gone(ONE), 'unknown', /which Patroni runs/],
    ['failsafe on, nothing written yet', aPostgres().keys({ failsafe: 'absent' }), 'demotes', /not written down yet/],
    ['failsafe broken', aPostgres().keys({ failsafe: 'broken' }), 'demotes', /whom the primary would ask is broken/],
    ['the primary not in failsafe', aPostgres().failsafeOf(TWO).answers(TWO), 'demotes', /not in its own list/],
    ['a standby cluster (ha.py)', aPostgres().config({ ...off, standbyCluster: true }), 'stays', /standby cluster/],
    ['no leader', aPostgres().keys({ leader: 'absent' }), 'leaderless', /Nobody holds the leader key/],
    ['left behind', aPostgres('old', 0).keys({ leader: 'absent' }), 'leaderless', /former cluster left these/],
    ['leader broken', aPostgres().keys({ leader: 'broken' }), 'unknown', /leader key cannot be read/],
    ['config broken', aPostgres().keys({ config: 'broken' }), 'unknown', /configuration in etcd is broken/],
    ['config absent', aPostgres().keys({ config: 'absent' }), 'unknown', /holds no configuration/],
  ])('%s', (_, world, fate, reason) => {
    const told = impact(world);
    expect(told.fate).toBe(fate);
    expect(english(told.reasons)).toMatch(reason);
    expect(told.budget === null).toBe(fate === 'stays' || fate === 'leaderless');
    if (fate === 'stays') expect(told).toMatchObject({ demotesAfter: null, dependsOn: [] });
  });

  it('names whom it depends on where nobody could ask', () => {
    expect(impact(aPostgres('pg-test', 3).answers(ONE, TWO))).toMatchObject({ fate: 'unknown', dependsOn: [THREE] });
  });

  it('tells every reason', () => {
    const world = aPostgres('pg-test', 3).member(TWO, { version: '2.1.0' }).answers(ONE, TWO).silent(THREE);
    expect(impact(world).reasons).toHaveLength(2);
  });
});

describe('the seconds until it demotes', () => {
  const of = (ttl: number | null, loopWait: number | null, retryTimeout: number | null) =>
    timingOf({ ttl, loopWait, retryTimeout });

  it.each([
    ['norm', [30, 5, 10], { earliest: 7, latest: 25 }],
    ['fast', [20, 5, 5], { earliest: 2, latest: 15 }],
    ['safe', [60, 10, 20], { earliest: 17, latest: 50 }],
    ['wide', [120, 20, 30], { earliest: 27, latest: 80 }],
  ] as const)('are those of Pigsty’s plan %s', (_, [ttl, loop, retry], expected) => {
    expect(demotionOf(of(ttl, loop, retry), false)).toEqual(expected);
  });

  it.each([
    ['A, refused', 12.1, false],
    ['G4, refused', 13.4, false],
    ['C, refused, failsafe', 10.4, true],
    ['E, silent', 20.9, false],
  ] as const)('hold what was measured with 30/5/10: %s', (_, seconds, failsafe) => {
    const { earliest, latest } = demotionOf(of(30, 5, 10), failsafe);
    expect(seconds).toBeGreaterThanOrEqual(earliest);
    expect(seconds).toBeLessThanOrEqual(latest);
  });

  it.each([
    ['defaults', [null, null, null], { ttl: 30, loopWait: 10, retryTimeout: 10 }],
    ['minima', [5, 0, 1], { ttl: 20, loopWait: 1, retryTimeout: 3 }],
    ['loop_wait shortened', [30, 20, 10], { ttl: 30, loopWait: 10, retryTimeout: 10 }],
    ['retry_timeout shortened as well', [30, 10, 20], { ttl: 30, loopWait: 1, retryTimeout: 14 }],
  ] as const)('start from the times Patroni really takes: %s', (_, [ttl, loop, retry], expected) => {
    expect(of(ttl, loop, retry)).toEqual(expected);
  });
});

describe('what else is true', () => {
  const warn = (world: World, around = {}) => english(impactOf(world.cluster(), world.state(), around).warnings);
  const fine = () => aPostgres().answers(ONE, TWO);

  it.each<[World, object, RegExp]>([
    [fine(), {}, /^$/],
    [fine().failover(null), {}, /^$/],
    [fine().failover({ leader: ONE, candidate: TWO, scheduledAt: null }), {}, /switchover to pg-test-2 is under way/],
    [
      fine().failover({ leader: ONE, candidate: TWO, scheduledAt: '2026-11-22T16:06' }),
      {},
      /planned for 2026-11-22T16/,
    ],
    [fine().failover('broken'), {}, /key of switchovers is broken/],
    [fine().config(paused).each({ paused: true }), {}, /^While it is paused, nobody takes over/],
    [fine().config(paused).member(ONE, { paused: true }), {}, /not seen yet by pg-test-2/],
    [fine().member(TWO, { paused: true }), {}, /over, but not seen yet by pg-test-2/],
    [fine().each({ version: '3.0.2' }), {}, /3\.0\.2 may demote .* 4\.0\.7.*3\.0\.2 may demote .*4\.1\.3/],
    [fine().each({ version: '4.0.7' }), {}, /^Patroni 4\.0\.7 may demote in spite .*4\.1\.3.*keep failing/],
    [fine().each({ version: '4.1.2' }), {}, /^Patroni 4\.1\.2 may demote [^/]*4\.1\.3\)$/],
    [fine().each({ version: '3.0.2' }).config(off), {}, /^$/],
    [fine(), { vips: ['pg-test'] }, /virtual address goes away about 2 s/],
    [fine(), { vips: ['pg-other'] }, /^$/],
    [fine(), { etcdHosts: ['10.0.1.2'] }, /pg-test-2 stands on a host of etcd/],
    [fine(), { etcdHosts: ['10.0.1.1'] }, /^$/],
    [fine().config(off), { etcdHosts: ['10.0.1.2'] }, /^$/],
    [fine().leaseless('leader', TWO), {}, /Nobody renews the key of leader and pg-test-2/],
    [fine().brokenMember(TWO), {}, /member key of pg-test-2 is broken/],
  ])('is said %#', (world, around, expected) => expect(warn(world, around)).toMatch(expected));
});

describe('the stall budget', () => {
  it('is that of the tightest cluster', () => {
    const [norm, fast, safe] = [
      aPostgres('norm').config(off).cluster(),
      aPostgres('fast')
        .config({ ...off, ttl: 20, loopWait: 5, retryTimeout: 5 })
        .cluster(),
      aPostgres('none', 1).cluster(),
    ];
    expect(stallBudget({ clusters: [norm, fast, safe], reach: {} })).toEqual({ seconds: 2.2, tightest: 'fast' });
    expect(stallBudget({ clusters: [safe], reach: {} })).toEqual({ seconds: null, tightest: null });
    expect(stallBudget({ clusters: [], reach: {} })).toEqual({ seconds: null, tightest: null });
  });

  it('is the shortest Patroni takes where nothing can be read', () => {
    const world = aPostgres().keys({ config: 'broken' });
    expect(stallBudget(world.state())).toEqual({ seconds: 0.2, tightest: 'pg-test' });
  });
});

describe('versions', () => {
  it.each([
    ['3.0.2', '3.0.0', false],
    ['2.1.7', '3.0.0', true],
    ['3.10.0', '3.9.9', false],
    ['4.0.0rc1', '4.0.1', true],
    ['4.1', '4.1.1', true],
    ['unknown', '3.0.0', false],
  ])('%s before %s: %s', (one, other, expected) => expect(isBefore(one, other)).toBe(expected));
});
