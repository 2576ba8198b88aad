import { expect, vi } from 'vitest';
import { verifyChain } from '../../src/core/audit.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { TestedEtcdVersion } from '../../src/setup/etcd-versions.ts';
import { keepHouse } from '../../workers/keep-house.ts';
import { type Lab, settingsOf, startLab } from '../etcd/a-lab.ts';
import { type AChangeWorld, aChangeWorld, aPrefix, settingsFor } from '../workers/a-change-world.ts';
import { openOperation, refusals } from '../workers/ask-for.ts';
import { killThrough, type Survived } from './kill-through.ts';

export type Scenario = {
  readonly members: number;
  readonly line: string;
  readonly voters: readonly string[];
};

/** The short form; the matrix of all changes is beside it. */
export const scenarios = {
  'move-leader': { members: 3, line: 'move-leader', voters: ['etcd-1', 'etcd-2', 'etcd-3'] },
} satisfies Readonly<Record<string, Scenario>>;

export type Told = Survived & { readonly lost: number; readonly doubled: number };

/** One operation through all its deaths, and what etcd, the ledger and the audit say of it afterwards. */
export async function survive(
  scenario: Scenario,
  {
    version,
    url,
    only,
  }: { readonly version: TestedEtcdVersion; readonly url: string; readonly only: readonly string[] | null },
): Promise<Told> {
  const lab = await startLab(version, { members: scenario.members });
  const settings = settingsFor([settingsOf([...lab.cluster.endpoints])]);
  const prefix = aPrefix();
  const at = await aChangeWorld(url, prefix, settings);
  try {
    const operation = await opened(scenario.line, at);
    const survived = await killThrough({ url, prefix, settings, at, operation, only, withinMs: 600_000 });
    await checked(survived, scenario, at);
    return { ...survived, ...counted(survived) };
  } finally {
    await at.close();
    await ended(lab);
  }
}

const ended = (lab: Lab) => lab.end();

/** A cluster that has just started counts its members as connected only after five seconds. */
const opened = (line: string, at: AChangeWorld): Promise<Operation> =>
  vi.waitFor(
    async () => {
      const operation = await openOperation(line, at.world);
      expect(refusals(operation)).toEqual([]);
      return operation;
    },
    { timeout: 15_000, interval: 500 },
  );

async function namesOf({ world }: AChangeWorld): Promise<readonly string[]> {
  const snapshot = await world.operator('lab')?.survey({ parts: ['members'] });
  return snapshot?.members.ok ? snapshot.members.value.members.map(({ name }) => name) : [];
}

/** `lost`: a step that ended without etcd having said yes. `doubled`: one that etcd has said yes to more than once. */
function counted({ operation, done }: Survived) {
  const changes = operation.plan.steps.filter(({ kind }) => kind !== 'verify' && !kind.startsWith('await-'));
  return {
    lost: Math.max(0, changes.length - new Set(done).size),
    doubled: done.length - new Set(done).size,
  };
}

async function checked({ operation }: Survived, { voters }: Scenario, at: AChangeWorld): Promise<void> {
  expect(operation, JSON.stringify(operation.why)).toMatchObject({ state: 'succeeded' });
  expect(new Set(operation.steps.map(({ state }) => state))).toEqual(new Set(['done']));
  expect([...(await namesOf(at))].sort()).toEqual(voters);
  const entries = await at.store.audit.list({ cluster: null, who: null, operation: operation.id, limit: 10_000 });
  const told = (event: string) =>
    entries.filter(({ details }) => details.event === event).map(({ details }) => details.step);
  const steps = operation.plan.steps.map((_, index) => index + 1);
  expect(told('step-started').toSorted()).toEqual(steps.toSorted());
  expect(told('step-ended').toSorted()).toEqual(steps.toSorted());
  expect(told('succeeded')).toHaveLength(1);
  const pages: (readonly (typeof entries)[number][])[] = [];
  const head = await at.store.audit.head();
  for await (const page of at.store.audit.pages()) pages.push(page);
  expect(verifyChain(pages, head).broken).toBeNull();
  // Whoever died after the last entry has told nobody: the sweep does.
  const behind = await at.store.cards.behind(0, 100);
  const left = await Promise.all(behind.map(id => at.store.operations.load(id)));
  await keepHouse({ open: [], behind: left.filter(found => found !== null) }, at.world);
  expect(await at.store.cards.behind(0, 100)).toEqual([]);
}
