import { describe, expect, it } from 'vitest';
import { report } from '../../commands/report.ts';
import type { Document } from '../../src/core/document.ts';
import { statusOf } from '../../src/core/facts/status.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { present } from '../../src/present/present.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';

type World = ReturnType<typeof aCluster>;
const documentOf = (world: World): Document => present(statusOf(world.snapshot()));
const shapeOf = (document: Document): readonly string[] => document.map(({ type }) => type);

describe('the document of status', () => {
  it('begins with the verdict, and has nothing to do when nothing is wrong', () => {
    expect(shapeOf(documentOf(aCluster()))).toEqual(['verdict', 'fields', 'table', 'note']);
  });

  it('puts what to do before the facts', () => {
    expect(shapeOf(documentOf(aCluster().dead('etcd-3')))).toEqual([
      'verdict',
      'heading',
      'list',
      'fields',
      'table',
      'note',
    ]);
  });

  it('draws no empty table when nobody is known', () => {
    const { endpoints: _, ...rest } = aCluster().allFailing('deadline').snapshot();
    expect(shapeOf(present(statusOf({ ...rest, endpoints: [] })))).not.toContain('table');
  });

  it('marks the leader and the health of each member', () => {
    const table = documentOf(aCluster().dead('etcd-3')).find(element => element.type === 'table');
    const marks = table?.type === 'table' ? table.rows.map(([name, , health]) => [name?.strong, health?.tone]) : [];
    expect(marks).toEqual([
      [true, 'good'],
      [false, 'good'],
      [false, 'bad'],
    ]);
  });
});

describe('the document of a report', () => {
  it('is plain JSON, as it crosses the queue', () => {
    const facts = report.view(aRequest('report'), aCluster().snapshot(), { lastReport: null });
    if (isRefusal(facts)) throw new Error('refused');
    const document = present(facts);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  });
});
