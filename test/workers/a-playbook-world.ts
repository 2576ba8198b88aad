import { expect, vi } from 'vitest';
import type { Member } from '../../src/core/cluster.ts';
import { healthSurvey, unmetHealth } from '../../src/core/expectations.ts';
import { plain } from '../../src/core/message.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { EtcdOperator } from '../../src/core/ports.ts';
import type { ClusterSettings } from '../../src/core/settings.ts';
import { openEtcdOperator } from '../../src/etcd/operator.ts';
import { readPigsty } from '../../src/pigsty/open-pigsty.ts';
import { speak } from '../../src/text/speak.ts';
import type { ChangeWorld } from '../../workers/change-world.ts';
import { withPigsty } from '../../workers/with-pigsty.ts';
import { type APigsty, aPigsty } from '../ansible/a-pigsty.ts';
import { quiet } from '../etcd/a-lab.ts';
import { aRedis } from '../store/a-redis.ts';
import { aChangeWorld, aPrefix, settingsFor } from './a-change-world.ts';
import { openOperation, refusals, run } from './ask-for.ts';

export type APlaybookWorld = Awaited<ReturnType<typeof aPlaybookWorld>>;

/** A worker that runs real playbooks, on members that Ansible itself has created. */
export async function aPlaybookWorld(
  options: Parameters<typeof aPigsty>[0] = {},
  auth: ClusterSettings['auth'] = null,
) {
  const [redis, pigsty] = await Promise.all([aRedis(), aPigsty(options)]);
  await pigsty.create();
  const settings: ClusterSettings = { ...pigsty.settings, auth };
  const at = await aChangeWorld(redis.url, aPrefix(), settingsFor([settings]));
  const read = () => readPigsty(settings.pigsty ?? { home: '', inventory: '' });
  const operators: EtcdOperator[] = [];
  /** As that of another worker: it has not logged in yet. */
  const another = (): EtcdOperator => {
    const opened = withPigsty(openEtcdOperator(settings, quiet), { read, listTags: pigsty.playbooks.listTags });
    operators.push(opened);
    return opened;
  };
  const operator = another();
  const of = (own: EtcdOperator): ChangeWorld => ({
    ...at.world,
    operator: () => own,
    playbooks: () => pigsty.playbooks,
  });
  const world = of(operator);

  async function membersAndLeader() {
    const { members, endpoints } = await operator.survey({ parts: ['status', 'members'] });
    if (!members.ok) throw new Error(members.fault.code);
    const leader = endpoints.flatMap(({ status }) => (status.ok ? (status.value.leader ?? []) : []))[0];
    return { members: members.value.members, leader };
  }

  /** In development it needs nobody's approval. On a machine under load something may answer too late: then it is asked for again. */
  const openedNow = (line: string): Promise<string> =>
    vi.waitFor(
      async () => {
        const operation = await openOperation(line, world);
        const refusing = operation.verdicts.filter(({ outcome }) => outcome === 'refused');
        expect([refusals(operation), operation.state], JSON.stringify(refusing)).toEqual([[], 'queued']);
        return operation.id;
      },
      { timeout: 90_000, interval: 1_000 },
    );

  /** Who has just been restarted may not be seen to serve yet: a plan that relies on that would be stale at once. */
  async function opened(line: string): Promise<string> {
    await vi.waitFor(async () => {
      const unmet = unmetHealth(await operator.survey(healthSurvey), { despite: [], without: [] });
      expect(unmet).toEqual([]);
    }, 60_000);
    return openedNow(line);
  }

  return {
    ...{ at, pigsty, settings, operator, world, of, another, membersAndLeader, opened },
    /** Asked for, and run to its end; what is refused before it has begun, once more. */
    done: async (line: string, open: (line: string) => Promise<string> = opened): Promise<Operation> => {
      const first = await run(await open(line), world);
      return first.state === 'refused' || first.state === 'stale' ? run(await open(line), world) : first;
    },
    openedNow,
    /** All but the one with the highest number are stopped, and that one says that it has no leader. */
    lose: async (): Promise<void> => {
      const { members } = await membersAndLeader();
      const [left, ...others] = members.toSorted((one, other) => numberOf(other) - numberOf(one));
      for (const member of others) await pigsty.svc(numberOf(member), 'stop');
      await vi.waitFor(async () => {
        const { endpoints } = await operator.survey({ parts: ['status'] });
        const seen = endpoints.map(({ endpoint, status }) => ({
          endpoint,
          says: status.ok ? `leader ${status.value.leader ?? 'none'}` : status.fault.code,
        }));
        const told = `${left?.name} alone was left running, and seen is ${JSON.stringify(seen)}`;
        expect(
          seen.map(({ says }) => says).filter(says => says !== 'refused'),
          told,
        ).toEqual(['leader none']);
      }, 60_000);
    },
    close: async () => {
      await Promise.all(operators.map(opened => opened.close()));
      await at.close();
      await pigsty.close();
      await redis.remove();
    },
  };
}

export const numberOf = ({ name }: Pick<Member, 'name'>): number => Number(name.split('-').at(-1));

/** Where an operation runs its first playbook. */
export const plays = ({ plan }: Operation): number => plan.steps.findIndex(({ kind }) => kind === 'run-playbook');

export const noteOf = ({ steps }: Operation, index: number): string => {
  const note = steps[index]?.note;
  return note ? plain(speak(note, 'en')) : '';
};

export const notesOf = (operation: Operation): string =>
  JSON.stringify([
    ...[operation.state, operation.refusal, operation.why],
    ...operation.steps.map((_, index) => noteOf(operation, index)),
  ]);

/** What Ansible was limited to, run by run. */
export const limitsOf = ({ plan }: Operation): readonly string[] =>
  plan.steps.flatMap(step => (step.kind === 'run-playbook' ? [step.run.limit.join()] : []));

/** The inventory as it is for who is a member now. */
export async function inventoryAsIs(
  { pigsty, membersAndLeader }: { readonly pigsty: APigsty } & Pick<APlaybookWorld, 'membersAndLeader'>,
  more: readonly string[] = [],
): Promise<void> {
  await pigsty.writeInventory((await membersAndLeader()).members.map(numberOf), more);
}
