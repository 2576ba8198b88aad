import { describe, expect, it } from 'vitest';
import type { Request } from '../../src/core/request.ts';
import { operationId, propose } from '../../workers/propose.ts';
import { aCluster } from '../a-cluster.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { anOperator } from './an-operator.ts';
import { asked } from './ask-for.ts';

const rule = (required: number) => ({ required, expiresMs: 60_000, typed: false });

function aDesk(cluster = aCluster('lab'), required = 1) {
  const memory = aMemoryWorld(anOperator(cluster.snapshot));
  const { settings } = memory.world;
  const approvals = { ...settings.approvals, development: rule(required) };
  const access = { ...settings.access, terminal: { dba: 'U1' } };
  const world = { ...memory.world, settings: { ...settings, access, approvals } };
  const ask = async (line: string, more: Partial<Request> = {}) => {
    const request = asked(line, { askedAt: memory.at.now, ...more });
    const answer = await propose(request, world);
    return { request, answer, operation: memory.operations.get(operationId(request.id)) };
  };
  return { ...memory, world, ask };
}

describe('a request for a change', () => {
  it('becomes an operation with its plan, its card and its audit, and waits for approval', async () => {
    const { ask, announced, audits, queued, shown } = aDesk();
    const { operation, answer } = await ask('move-leader');
    expect(operation).toMatchObject({ state: 'awaiting_approval', requester: { user: 'U1' }, revision: 1 });
    expect(operation?.id).toMatch(/^op-[0-9a-z]{10}$/);
    expect(operation?.expiresAt).toBe((operation?.stateAt ?? 0) + 60_000);
    expect(announced).toMatchObject([
      {
        id: `op-card-${operation?.id}`,
        metadata: { kind: 'plan', state: 'awaiting_approval', operation: operation?.id },
      },
    ]);
    expect(audits).toMatchObject([{ what: 'request', operation: operation?.id }]);
    expect(queued).toEqual([]);
    expect(shown.get(operation?.id ?? '')).toBe(1);
    expect(answer).toMatchObject({ refused: null, facts: { kind: 'operation' } });
  });

  it('is queued at once where nobody has to approve', async () => {
    const { ask, queued } = aDesk(aCluster('lab'), 0);
    const { operation } = await ask('move-leader');
    expect(operation).toMatchObject({ state: 'queued' });
    expect(queued).toEqual([operation?.id]);
  });

  it('that comes twice is one operation, with the plan of the first time', async () => {
    const desk = aDesk();
    const { operation } = await desk.ask('move-leader', { id: 'r-1' });
    const { operation: again } = await desk.ask('move-leader', { id: 'r-1' });
    expect(again).toBe(operation);
    expect(desk.operations.size).toBe(1);
    expect(desk.audits).toHaveLength(1);
  });

  it('that guards refuse is told so by its card, and nobody can approve it', async () => {
    const { ask, announced, queued, audits } = aDesk(aCluster('lab').dead('etcd-2'), 0);
    const { operation, answer } = await ask('member remove etcd-3');
    expect(operation).toMatchObject({ state: 'refused', refusal: null });
    expect(answer.refused).toBe('guards_refuse');
    expect(announced).toMatchObject([{ metadata: { kind: 'plan', state: 'refused' } }]);
    expect(queued).toEqual([]);
    expect(audits[0]?.details.refused).toContain('quorum');
  });

  it('as a dry run shows the same and stores nothing', async () => {
    const { ask, announced, operations, audits } = aDesk();
    const { answer } = await ask('move-leader --dry-run');
    expect(operations.size + audits.length).toBe(0);
    expect(announced).toMatchObject([{ metadata: { kind: 'plan' }, audience: { kind: 'channel' } }]);
    expect(announced[0]?.metadata.operation).toBeUndefined();
    expect(answer).toMatchObject({ refused: null, facts: { kind: 'dry-run' } });
  });

  it('that cannot be planned is refused to the asker alone', async () => {
    const { ask, announced, operations } = aDesk();
    const { answer } = await ask('member remove etcd-9');
    expect(answer.refused).toBe('mistyped_member');
    expect(operations.size).toBe(0);
    expect(announced).toMatchObject([
      { metadata: { kind: 'refusal', code: 'mistyped_member' }, audience: { kind: 'person', user: 'U1' } },
    ]);
  });

  it.each([
    [{ cluster: 'other' }, 'not_at_worker'],
    [{ actor: { kind: 'terminal', login: 'root', user: null, name: 'root' } }, 'unknown_actor'],
    [{ actor: { kind: 'terminal', login: 'dba', user: 'U2', name: 'dba' } }, 'unknown_actor'],
    [{ actor: { kind: 'schedule', name: 'nightly' } }, 'unknown_actor'],
  ] as const)('%j is refused: %s', async (more, code) => {
    expect((await aDesk().ask('move-leader', more)).answer.refused).toBe(code);
  });

  it('from a terminal is shown in the channel of its cluster', async () => {
    const { ask, announced } = aDesk();
    const actor = { kind: 'terminal', login: 'dba', user: 'U1', name: 'dba' } as const;
    const { answer } = await ask('move-leader', { actor, place: { kind: 'terminal' } });
    expect(announced).toMatchObject([{ channel: 'C1', metadata: { kind: 'plan' } }]);
    expect(answer.document.length).toBeGreaterThan(3);
  });

  it('is in nobody’s way while it waits for approval, and is once it is queued', async () => {
    const desk = aDesk(aCluster('lab'), 1);
    await desk.ask('move-leader');
    const { operation } = await desk.ask('compact');
    expect(operation?.state).toBe('awaiting_approval');
    const busy = aDesk(aCluster('lab'), 0);
    await busy.ask('move-leader');
    const refused = (await busy.ask('compact')).operation;
    expect(refused?.verdicts.flatMap(({ guard, outcome }) => (outcome === 'refused' ? guard : []))).toEqual([
      'one_at_a_time',
    ]);
  });
});
