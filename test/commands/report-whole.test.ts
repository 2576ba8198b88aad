import { describe, expect, it } from 'vitest';
import { report } from '../../commands/report.ts';
import { renderText } from '../../src/console/render.ts';
import type { Memory } from '../../src/core/command.ts';
import type { Sample } from '../../src/core/history/sample.ts';
import { verbatim } from '../../src/core/message.ts';
import { presentReport } from '../../src/present/report.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { anOperation } from '../store/an-operation.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const GIB = 1024 ** 3;
const snapshot = aCluster('prod').snapshot();
const now = snapshot.takenAt;

/** Ten days in which the file grew by 100 MiB each, and another led every other day. */
const history: readonly Sample[] = Array.from({ length: 10 * 24 }, (_, hour) => ({
  ...{ at: now - 10 * DAY + hour * HOUR, revision: hour * 1_000, quota: 2 * GIB, healthy: 3, voters: 3 },
  leader: `etcd-${1 + (Math.floor(hour / 13) % 2)}`,
  members: [
    {
      ...{ name: 'etcd-1', dbSize: 0.9 * GIB + (hour * 100 * 1024 ** 2) / 24, dbSizeInUse: 0.4 * GIB },
      ...{ fsync: hour === 235 ? 0.42 : 0.004, commit: 0.01 },
    },
  ],
}));
const voted = { user: 'U2', name: 'bob', at: now - HOUR, verdict: 'approve', reason: null } as const;
const deed = { who: 'U1', cluster: 'prod', operation: null };
const memory: Memory = {
  lastReport: null,
  history,
  beside: {
    readings: [],
    operations: [
      anOperation('op-0000000002', { state: 'succeeded', stateAt: now - HOUR, votes: [voted] }),
      anOperation('op-0000000001', { state: 'failed', stateAt: now - 3 * DAY }),
    ],
    deeds: [
      { ...deed, at: now - 2 * HOUR, what: 'freeze', details: { name: 'alice', reason: 'release' } },
      {
        ...deed,
        at: now - 3 * HOUR,
        what: 'alert-silenced',
        details: { name: 'carol', reason: 'move', until: `${now}` },
      },
      { ...deed, at: now - 4 * HOUR, what: 'alert-acknowledged', details: { name: 'bob' } },
      { ...deed, at: now - 5 * DAY, what: 'unfreeze', details: { name: 'dave' } },
    ],
    incidents: [
      { id: 'al-2', openedAt: now - HOUR, endedAt: null, worst: 'bad', title: verbatim('etcd-3 was silent'), by: null },
      {
        id: 'al-1',
        openedAt: now - 3 * HOUR,
        endedAt: now - 2 * HOUR,
        worst: 'warning',
        title: verbatim('etcd-2 was down'),
        by: 'bob',
      },
      {
        id: 'al-0',
        openedAt: now - 9 * DAY,
        endedAt: now - 8 * DAY,
        worst: 'warning',
        title: verbatim('long ago'),
        by: null,
      },
    ],
    backup: {
      ...{ kind: 'seen', directory: '/backups', broken: 0, maxAgeMs: 26 * HOUR },
      newest: { name: 'a.db', at: now - 5 * HOUR },
    },
  },
};

function factsOf(given: Memory) {
  const facts = report.view(aRequest('report'), snapshot, given);
  if (!('kind' in facts) || facts.kind !== 'report') throw new Error('the report was refused');
  return facts;
}
const told = (given: Memory, language: 'en' | 'zh') =>
  renderText(presentReport(factsOf(given)), speak, { language, colour: false }).replace(/\s+/g, ' ');

describe('a whole report', () => {
  it('tells growth, what was done by whom, backups, and what was worst', () => {
    const text = told(memory, 'en');
    expect(text).toMatch(/Growth .*(full|reaches)/);
    expect(text).toContain('Done since then (4)');
    expect(text).toContain('approved by bob');
    expect(text).toMatch(
      /Changes frozen \(alice, [^)]*\): release .*Alerts silenced until .*\(carol, .*: move .*acknowledged \(bob/,
    );
    expect(text).not.toContain('dave');
    expect(text).not.toContain('op-0000000001');
    expect(text).toMatch(/Incidents \(2\) .*etcd-3 was silent, since .*for 1(\.0)? h so far; nobody said/);
    expect(text).toMatch(/etcd-2 was down, .*, 1(\.0)? h; bob was on it/);
    expect(text).not.toContain('long ago');
    expect(text).toMatch(/Backup .*5(\.0)? h old, whole: a\.db/);
    expect(text).toMatch(/Leader changes .*[12]/);
    expect(text).toMatch(/Log fsync, p99 .*420 ms at worst \(etcd-1\)/);
    expect(factsOf(memory).growth?.forecast).toMatchObject({ kind: 'reaches' });
  });

  it('is told in Chinese, too', () => {
    const text = told(memory, 'zh');
    expect(text).toContain('由 bob 批准');
    expect(text).toMatch(/日志 fsync，p99 .*（etcd-1）/);
  });

  it('says of what it does not know nothing, or that it does not', () => {
    const text = told({ lastReport: null }, 'en');
    expect(text).not.toContain('Growth');
    expect(text).not.toContain('Done since');
    expect(text).toMatch(/Backup .*none configured/);
  });
});
