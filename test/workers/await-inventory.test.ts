import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/cluster.ts';
import { awaitInventory } from '../../workers/steps/await-inventory.ts';
import { aCluster } from '../a-cluster.ts';
import { aPigsty, withPigsty } from '../core/pigsty/a-pigsty.ts';
import { anOperator } from './an-operator.ts';

const out = aPigsty([['        10.0.0.3: { etcd_seq: 3 }\n', '']]);
const unread = { ok: false, fault: { code: 'unknown', detail: '/x does not exist' } } as const;
const look = (snapshot: Snapshot) =>
  awaitInventory(
    { kind: 'await-inventory', file: 'pigsty.yml', address: '10.0.0.3' },
    { operator: anOperator(() => snapshot) },
  ).look(null);

describe('waiting for an edit of the inventory', () => {
  it.each<readonly [string, Snapshot, string, string]>([
    ['while the host stands there', withPigsty(aCluster()), 'waiting', 'running.inventory.waits'],
    ['once it does not', withPigsty(aCluster(), out), 'done', 'running.inventory.out'],
    [
      'in the middle of the edit',
      { ...aCluster().snapshot(), pigsty: unread },
      'waiting',
      'running.inventory.unreadable',
    ],
    [
      'with a mistake in it',
      withPigsty(aCluster(), aPigsty([['{ etcd_seq: 2 }', '{ etcd_seq: 1 }']])),
      'waiting',
      'running.inventory.problems',
    ],
  ])('%s', async (_, snapshot, state, key) => {
    expect(await look(snapshot)).toMatchObject({ state, note: { key } });
  });
});
