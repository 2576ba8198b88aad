import { describe, expect, it } from 'vitest';
import { type AuditEntry, type AuditRecord, chain, GENESIS } from '../../src/core/audit.ts';
import { jsonLine } from '../../src/core/facts/audit.ts';
import type { OperationsFacts } from '../../src/core/facts/operations.ts';
import { verbatim } from '../../src/core/message.ts';
import { presentAudit } from '../../src/present/audit.ts';
import { presentOperations } from '../../src/present/operations.ts';
import { aCluster } from '../a-cluster.ts';
import { aMoment, inEveryState } from '../an-operation.ts';
import { spoken } from './spoken.ts';

const states = [...inEveryState('member remove etcd-1', aCluster().snapshot(), verbatim('why')).values()];
const nothing: OperationsFacts = {
  kind: 'operations',
  cluster: 'prod',
  now: aMoment,
  open: [],
  recent: [],
  frozen: [],
};

describe('operations', () => {
  it('say so when there is nothing', () => {
    expect(spoken(presentOperations(nothing))).toEqual(['prod · no change waits or runs']);
  });

  it('list what waits and runs before what is over', () => {
    const lines = spoken(
      presentOperations({
        ...nothing,
        cluster: null,
        now: aMoment + 90_000,
        open: states.slice(0, 3),
        recent: states.slice(3),
      }),
    );
    expect(lines.slice(0, 3)).toEqual([
      'all clusters · 1 change waits for approval, 2 run or are about to',
      'State | Cluster | Command | Id | Asked by | Since',
      'waits 0 of 2 | prod | member remove etcd-1 | op-4k2m9x7c1d | alice | 1 min 30 s ago',
    ]);
    expect(lines).toHaveLength(13);
  });

  it('tell of a freeze before anything else', () => {
    const frozen = [
      { cluster: '*', by: 'carol', at: aMoment, reason: 'year end', agreed: ['bob'] },
      { cluster: 'prod', by: 'alice', at: aMoment, reason: '', agreed: [] },
    ];
    expect(spoken(presentOperations({ ...nothing, frozen })).slice(1)).toEqual([
      'All clusters are frozen by carol since 2026-11-22 03:10:00 UTC: year end. To go on is agreed by bob.',
      'prod is frozen by alice since 2026-11-22 03:10:00 UTC',
    ]);
  });
});

const record: AuditRecord = {
  at: aMoment,
  what: 'vote',
  who: 'U2',
  cluster: 'prod',
  operation: 'op-4k2m9x7c1d',
  details: { verdict: 'approve', reason: null, note: 'naïve \u202e漢' },
};
const entry: AuditEntry = chain(record, { number: 0, hash: GENESIS });

describe('the audit log', () => {
  it('lists facts as they were written', () => {
    const head = { number: 1, hash: entry.hash };
    const lines = spoken(presentAudit({ kind: 'audit', view: 'list', cluster: 'prod', entries: [entry], head }));
    expect(lines).toEqual([
      'prod · the last entry of the audit log',
      'No. | When | Who | What | Operation | Details',
      '1 | 2026-11-22 03:10:00 UTC | U2 | vote | op-4k2m9x7c1d | verdict=approve note=naïve \u202e漢',
      `Head: entry 1, ${entry.hash}`,
    ]);
  });

  it('says whether its chain holds, and where it breaks', () => {
    const check = { kind: 'audit', view: 'verified', checked: 3, head: entry.hash } as const;
    expect(spoken(presentAudit({ ...check, brokenAt: null })).slice(0, 2)).toEqual([
      'The audit log is intact: 3 entries, and each follows from the one before',
      `Hash of the last entry: ${entry.hash}`,
    ]);
    expect(spoken(presentAudit({ ...check, brokenAt: 2 }))[0]).toBe('THE AUDIT LOG IS BROKEN at entry 2');
  });

  it('is exported as lines that any terminal leaves as they are', () => {
    const line = jsonLine(entry);
    expect(line).toMatch(/^[\u0020-\u007e]+$/);
    expect(JSON.parse(line)).toEqual(entry);
    expect(presentAudit({ kind: 'audit', view: 'export', lines: `${line}\n` })).toEqual([{ type: 'code', text: line }]);
  });

  it('as a file says what is in it, and that it is a part where it is one', () => {
    const file = { kind: 'audit', view: 'file', name: 'a.jsonl', count: 2, first: 1, last: 2, bytes: 2048 } as const;
    expect(spoken(presentAudit({ ...file, cut: false }))).toHaveLength(2);
    expect(spoken(presentAudit({ ...file, cut: true })).join()).toContain('entries 1 to 2');
  });
});
