import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Operation } from '../../src/core/operation.ts';
import type { EffectOutcome, EtcdOperator, Operations } from '../../src/core/ports.ts';
import type { Settings } from '../../src/core/settings.ts';
import { serveChanges } from '../../src/queue/changes.ts';
import { connectRedis } from '../../src/store/redis.ts';
import { runChange } from '../../workers/run-change.ts';
import { silent, unmeasured } from '../queue/silence.ts';
import { aChangeWorld } from '../workers/a-change-world.ts';

export type Doom = {
  readonly url: string;
  readonly prefix: string;
  readonly settings: Settings;
  /** The points at which somebody died already, one a line: nobody dies twice at the same one. */
  readonly deaths: string;
  /** What etcd answered to each change, one a line. */
  readonly effects: string;
  /** Where to die; null: everywhere. */
  readonly only: readonly string[] | null;
};

/** A worker as the product runs it, which dies at every point where something is written or sent, once each. */
export async function run(doom: Doom): Promise<void> {
  const { url, prefix, settings } = doom;
  const { world } = await aChangeWorld(url, prefix, settings);
  const dieAt = reaper(doom);
  const operator = world.operator('lab');
  if (operator === null) throw new Error('no operator');
  const mortal = mortalOperator(operator, dieAt, doom.effects);
  const doomed = { ...world, operator: () => mortal, operations: mortalOperations(world.operations, dieAt) };
  const connection = await connectRedis(url, { role: 'blocking', log: silent });
  await serveChanges({
    ...{ connection, prefix, log: silent, meter: unmeasured, clusters: ['lab'], lockMs: 1_000 },
    run: (id, stop) => runChange(id, stop, doomed),
  });
}

type DieAt = (point: string) => void;

function reaper({ deaths, only }: Doom): DieAt {
  return point => {
    const died = existsSync(deaths) ? readFileSync(deaths, 'utf8').split('\n') : [];
    if (died.includes(point) || (only !== null && !only.includes(point))) return;
    appendFileSync(deaths, `${point}\n`);
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  };
}

/** Dies before and after everything that is written. */
function mortalOperations(operations: Operations, dieAt: DieAt): Operations {
  return {
    ...operations,
    takeFence: async cluster => {
      dieAt('before the fence');
      const fence = await operations.takeFence(cluster);
      dieAt('after the fence');
      return fence;
    },
    transition: async (id, decide) => {
      let what = '';
      const written = await operations.transition(id, (operation: Operation) => {
        const decided = decide(operation);
        if (decided.ok) {
          const { event, step } = decided.value.audit.details;
          what = step === undefined ? String(event) : `${event} ${step}`;
          dieAt(`before ${what}`);
        }
        return decided;
      });
      if (written.ok) dieAt(`after ${what}`);
      return written;
    },
  };
}

/** Dies before and after everything that is sent. */
function mortalOperator(operator: EtcdOperator, dieAt: DieAt, effects: string): EtcdOperator {
  const mortal =
    <A extends readonly (string | number | boolean)[]>(what: string, change: (...given: A) => Promise<EffectOutcome>) =>
    async (...given: A): Promise<EffectOutcome> => {
      const call = [what, ...given].join(' ');
      dieAt(`before ${call}`);
      const outcome = await change(...given);
      appendFileSync(effects, `${outcome.outcome} ${call}\n`);
      dieAt(`after ${call}`);
      return outcome;
    };
  return {
    ...operator,
    addLearner: mortal('addLearner', operator.addLearner),
    promote: mortal('promote', operator.promote),
    removeMember: mortal('removeMember', operator.removeMember),
    updateMember: mortal('updateMember', operator.updateMember),
    moveLeader: mortal('moveLeader', operator.moveLeader),
    compact: mortal('compact', operator.compact),
    defragment: mortal('defragment', operator.defragment),
    disarm: mortal('disarm', operator.disarm),
  };
}
