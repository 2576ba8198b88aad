import { describe, expect, it } from 'vitest';
import { presentCard, presentDryRun } from '../../src/present/card.ts';
import { aCluster } from '../a-cluster.ts';
import { anOperation, happened, stepsDone } from '../an-operation.ts';
import { aPigsty, withPigsty } from '../core/pigsty/a-pigsty.ts';
import { spoken } from './spoken.ts';

const old = () => withPigsty(aCluster(), aPigsty([['version: v4.5.0', 'version: v2.5.1']]));
const ahead = 'What somebody types as root on one host after another, each when this card says that it is its turn:';
const waiting = () => anOperation('playbook gc', old(), { state: 'queued' });
const shown = (operation: ReturnType<typeof waiting>) =>
  spoken(presentCard(operation)).filter(text => text === ahead || /systemctl|on its host/i.test(text));

describe('the lines of a restart by hand', () => {
  it('stand on the card before anything runs, and in a dry run', () => {
    const [told, lines] = shown(waiting());
    expect(told).toBe(ahead);
    expect(lines?.split('\n')).toEqual([
      expect.stringMatching(/^sed -i\.before .* \/etc\/etcd\/etcd\.conf$/),
      expect.stringMatching(/^printf .*auto-compaction-mode: periodic.* >> \/etc\/etcd\/etcd\.conf$/),
      'systemctl restart etcd',
    ]);
    const dry = spoken(presentDryRun(waiting()));
    expect(dry).toContain(ahead);
    expect(dry).toContain('The same by hand: /etcd playbook gc --print --cluster prod');
  });

  it('say whose turn it is while it is', () => {
    const begun = happened(waiting(), { kind: 'started', fence: 1 }, ...stepsDone(1));
    const first = happened(begun, { kind: 'step-started', step: 1, fence: 1 });
    expect(shown(first)[0]).toBe('It is the turn of etcd-2. On its host 10.0.0.2, as root:');
    const between = happened(first, { kind: 'step-ended', step: 1, fence: 1, outcome: 'done', note: null });
    expect(shown(between)[0]).toBe(ahead);
  });

  it('are gone when all is done', () => {
    const { plan } = waiting();
    const over = happened(waiting(), { kind: 'started', fence: 1 }, ...stepsDone(plan.steps.length));
    expect(shown(over)).toEqual([]);
  });
});
