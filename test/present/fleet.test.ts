import { describe, expect, it } from 'vitest';
import { report } from '../../commands/report.ts';
import { renderText } from '../../src/console/render.ts';
import type { ReportFacts } from '../../src/core/facts/report.ts';
import { find } from '../../src/core/health/finding.ts';
import { look, plan } from '../../src/core/remedy/remedy.ts';
import { presentFleet } from '../../src/present/fleet.ts';
import { render } from '../../src/slack/blocks/render.ts';
import { speak } from '../../src/text/speak.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';

type World = ReturnType<typeof aCluster>;

function factsOf(world: World, before: World | null = null): ReportFacts {
  const lastReport = before === null ? null : factsOf(before).baseline;
  const facts = report.view(aRequest('report'), world.snapshot(), { lastReport });
  if (!('kind' in facts) || facts.kind !== 'report') throw new Error('the report was refused');
  return facts;
}
const told = (reports: readonly ReportFacts[], language: 'en' | 'zh' = 'en') =>
  renderText(presentFleet(reports, []), speak, { language, colour: false }).replace(/\s+/g, ' ');

const recommending = (name: string, ...lines: readonly (string | null)[]): ReportFacts => {
  const recommended = lines.map(line => ({
    finding: find('process_down', 'bad', { who: name }),
    offer: line === null ? null : line.startsWith('look') ? look(line) : plan(line),
  }));
  return { ...factsOf(aCluster(name)), recommended, worthDoing: recommended.map(({ finding }) => finding) };
};

describe('a report of several clusters', () => {
  it('has a button for each of the three that are most urgent, in their order, and counts the others', () => {
    const reports = [recommending('a', 'defrag', null), recommending('b', 'compact', 'move-leader')];
    const buttons = presentFleet(reports, []).flatMap(each => (each.type === 'actions' ? each.buttons : []));
    expect(buttons.map(({ value }) => value)).toEqual(['defrag --cluster a', 'compact --cluster b']);
    expect(told(reports)).toContain('1 more is worth doing in the clusters above.');
    expect(told(reports, 'zh')).toContain('另有 1 项值得处理');
  });

  it('says how many clusters its table has no place for', () => {
    const many = Array.from({ length: 120 }, (_, at) => factsOf(aCluster(`c${at}`)));
    expect(told(many)).toContain('21 more clusters, none worse, are not shown: 21 well.');
    expect(told(many.slice(0, 99))).not.toContain('not shown');
    expect(render(presentFleet(many, []), 'en', speak).blocks.length).toBeLessThanOrEqual(50);
  });

  it('tells, folded, what changed, who did what, and PostgreSQL, each with its cluster', () => {
    const done = { id: 'op-1', line: 'defrag', by: 'alice', approvers: ['bob'], state: 'succeeded', at: 1 } as const;
    const deed = { what: 'freeze', by: 'carol', at: 2, reason: 'release', until: null, everywhere: true } as const;
    const hurt = factsOf(aCluster('hurt').dead('etcd-3'), aCluster('hurt'));
    const reports = [
      {
        ...hurt,
        done: [done],
        deeds: [deed, { ...deed, what: 'alert-acknowledged', everywhere: false, reason: null }],
      },
      { ...factsOf(aCluster('well'), aCluster('well')), deeds: [deed] },
    ] as const;
    const folds = presentFleet(reports, []).flatMap(each => (each.type === 'fold' ? [each.title] : []));
    expect(folds).toHaveLength(2);
    const text = told(reports);
    expect(text).toContain('hurt: No longer healthy: etcd-3');
    expect(text).toMatch(/Done since then \(3\) .*Changes of all clusters frozen \(carol, [^)]*\): release/);
    expect(text).toMatch(/hurt: defrag: succeeded \(alice, approved by bob/);
    expect(text).toContain('hurt: Incident acknowledged (carol');
    expect(text.match(/all clusters frozen/g)).toHaveLength(1);
  });
});
