import { describe, expect, it } from 'vitest';
import { report } from '../../commands/report.ts';
import { renderText } from '../../src/console/render.ts';
import type { Snapshot } from '../../src/core/cluster.ts';
import type { ReportFacts } from '../../src/core/facts/report.ts';
import { find } from '../../src/core/health/finding.ts';
import { look, plan } from '../../src/core/remedy/remedy.ts';
import { presentReport } from '../../src/present/report.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { tell } from '../tell.ts';

const HOUR = 60 * 60 * 1000;
const compacted = (snapshot: Snapshot, compactRevision: number): Snapshot => ({
  ...snapshot,
  endpoints: snapshot.endpoints.map(endpoint => ({
    ...endpoint,
    metrics: {
      ok: true,
      value: {
        ...{ quota: null, dbSize: null, dbSizeInUse: null },
        compaction: { revision: 90_000, compactRevision, at: null, since: null, tellsAge: false },
      },
    },
  })),
});
const shown = (facts: ReportFacts, language: 'en' | 'zh') =>
  renderText(presentReport(facts), speak, { language, colour: false }).replace(/\s+/g, ' ');
const factsOf = (snapshot: Snapshot, lastReport: ReportFacts['baseline'] | null = null): ReportFacts => {
  const facts = report.view(aRequest('report'), snapshot, { lastReport });
  if (!('kind' in facts) || facts.kind !== 'report') throw new Error('the report was refused');
  return facts;
};

describe('a report', () => {
  it('looks at what status has no time for', () => {
    const needs = report.needs(aRequest('report'));
    expect('parts' in needs && needs.parts).toEqual(
      expect.arrayContaining(['status', 'certificates', 'all-metrics', 'auth', 'daily-passwords']),
    );
  });

  it('tells what has time after what has none', () => {
    const text = tell(report, aCluster().dead('etcd-3').snapshot());
    const broken = text.indexOf('etcd does not run on etcd-3');
    expect(broken).toBeGreaterThan(0);
    expect(text.indexOf('The quota is etcd’s own 2 GiB')).toBeGreaterThan(broken);
  });

  it('recommends three things at most, and says how many more there are', () => {
    const facts = factsOf(
      aCluster().withMembers(4).learner('etcd-4').dead('etcd-3').version('etcd-2', '3.4.30').snapshot(),
    );
    expect(facts.worthDoing.length).toBeGreaterThan(3);
    expect(facts.recommended.map(({ finding }) => finding)).toEqual(facts.worthDoing.slice(0, 3));
    expect(shown(facts, 'en')).toContain(`${facts.worthDoing.length - 3} more: diagnose tells all of it.`);
  });

  it('names what else is broken, so that nothing critical is hidden', () => {
    const facts = factsOf(aCluster().snapshot());
    const worthDoing = [
      find('corrupt', 'bad', { who: 'etcd-1' }),
      find('process_down', 'bad', { who: 'etcd-2' }),
      find('leaders_disagree', 'bad', { who: 'etcd-3' }),
      find('process_down', 'bad', { who: 'etcd-9' }),
    ];
    const recommended = worthDoing.slice(0, 3).map(finding => ({ finding, offer: null }));
    const text = shown({ ...facts, worthDoing, recommended }, 'en');
    expect(text).toMatch(/1 more, broken among them: etcd does not run on etcd-9\. diagnose tells all of it\./);
    expect(shown({ ...facts, worthDoing, recommended }, 'zh')).toMatch(/另有 1 项.*etcd-9/);
  });

  it('has a button for each recommendation that a command helps against, in their order, and no other', () => {
    const facts = factsOf(
      aCluster().withMembers(4).learner('etcd-4').dead('etcd-3').version('etcd-2', '3.4.30').snapshot(),
    );
    const offers = [look('quorum'), null, plan('member promote etcd-4')];
    const document = presentReport({
      ...facts,
      recommended: facts.recommended.map(({ finding }, at) => ({ finding, offer: offers[at] ?? null })),
    });
    const actions = document.flatMap(element => (element.type === 'actions' ? element.buttons : []));
    expect(actions.map(({ value }) => value)).toEqual([
      'quorum --cluster prod',
      'member promote etcd-4 --cluster prod',
    ]);
    expect(document.slice(0, 4).map(({ type }) => type)).toEqual(['verdict', 'heading', 'list', 'actions']);
  });

  it('recommends nothing where there is nothing', () => {
    const chosen = aCluster();
    for (const who of ['etcd-1', 'etcd-2', 'etcd-3']) chosen.status(who, { quota: 8 * 1024 ** 3 });
    expect(tell(report, chosen.snapshot())).not.toContain('Worth doing');
  });

  it('notices by what the last reports saw that nobody compacts, where etcd does not say', () => {
    const first = factsOf(compacted(aCluster().snapshot(), 10));
    expect(first.advice.map(({ code }) => code)).not.toContain('compaction_still');
    const later = { ...compacted(aCluster().snapshot(), 10), takenAt: first.baseline.at + 27 * HOUR };
    expect(factsOf(later, first.baseline).advice.map(({ code }) => code)).toContain('compaction_still');
    const done = { ...compacted(aCluster().snapshot(), 80_500), takenAt: first.baseline.at + 27 * HOUR };
    expect(factsOf(done, first.baseline).advice.map(({ code }) => code)).not.toContain('compaction_still');
  });
});
