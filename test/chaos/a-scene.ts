import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ALICE, textOf } from '../e2e/a-product.ts';
import { aStage, type ClusterName, SOME_TIME, type Stage, type StageOptions } from './a-stage.ts';
import type { Deed } from './deed.ts';
import { endure } from './endure.ts';
import type { Fault } from './fault.ts';

export type Scene = Pick<StageOptions, 'bots' | 'workers'> & {
  readonly fault: Fault;
  /** What happens on each cluster, and how many voters it has. */
  readonly clusters: Readonly<
    Partial<Record<ClusterName, { readonly voters: number; readonly deeds: readonly Deed[] }>>
  >;
  /** Goes wrong from the beginning on, whatever is asked for. */
  readonly from?: (stage: Stage) => void;
};

const ALL_OF_IT = 3_000_000;

/** Every change of some clusters under one fault. Clusters go on side by side, the changes of each one after another. */
export function playScene({ fault, clusters, from, bots, workers }: Scene): void {
  describe(fault.name, () => {
    let stage: Stage;
    beforeAll(async () => {
      const voters = Object.fromEntries(Object.entries(clusters).map(([name, { voters: count }]) => [name, count]));
      stage = await aStage({
        bots,
        workers,
        lockMs: fault.lockMs,
        clusters: voters,
        mortal: inject('mortal'),
        tally: inject('tally'),
      });
      from?.(stage);
    });
    afterAll(() => stage?.close());

    const names = (['logins', 'members', 'space'] as const).filter(name => clusters[name] !== undefined);
    (fault.sideBySide ? it.concurrent : it).for(names)(
      'every change of the cluster %s happens once',
      { timeout: ALL_OF_IT },
      async name => {
        for (const [turn, deed] of (clusters[name]?.deeds ?? []).entries()) {
          const began = Date.now();
          const tell = (what: string) =>
            process.stdout.write(
              `${fault.name}: ${deed.name} ${what} after ${Math.round((Date.now() - began) / 1_000)} s\n`,
            );
          await endure(stage, name, turn, deed, fault).catch((error: Error) => {
            tell(`went wrong: ${error.message},`);
            throw error;
          });
          tell('ended');
        }
      },
    );

    it('leaves an audit log that is intact', async () => {
      const { world, aChannel } = stage;
      const channel = aChannel(names[0] ?? 'logins');
      await world.slack.people.type(ALICE, channel, '/etcd audit --verify');
      await world.slack.waitForMessage(channel, message => textOf(message).includes('The audit log is'), SOME_TIME);
      expect(world.slack.transcript(channel)).toContain('The audit log is intact');
    });
  });
}
