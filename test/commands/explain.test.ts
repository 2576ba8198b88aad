import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { Policy } from '../../src/core/policy.ts';
import { aCluster } from '../a-cluster.ts';
import { alice, aPolicy, bob, eve, type Who } from '../a-policy.ts';
import { aMoment, anOperation, requestOf } from '../an-operation.ts';
import { tell } from '../tell.ts';

function explained(
  line: string,
  policy: Policy,
  snapshot = aCluster().snapshot(),
  language: 'en' | 'zh' = 'en',
): string {
  const request = requestOf(`explain ${line}`);
  const command = commands.find(({ words }) => words[0] === 'explain');
  if (command?.kind !== 'read') throw new Error('explain is a read');
  return tell(command, snapshot, { ...request, language }, { lastReport: null, policy });
}

describe('a change, explained', () => {
  it('says to an operator what would have to happen, and by whom', () => {
    const text = explained('member remove etcd-3', aPolicy(alice), aCluster().withMembers(5).snapshot());
    expect(text).toContain('You may ask for member remove etcd-3 on prod: one person would have to approve');
    expect(text).toMatch(/May run it +alice; you too/);
    expect(text).toMatch(/May approve it +bob and the members of S1; not you/);
    expect(text).toMatch(/Needed +one approval, within/);
    expect(text).toContain('1. ');
    expect(text).toContain('nothing is stored');
  });

  it('says why an approver may not run it', () => {
    const text = explained('member remove etcd-3', aPolicy(bob), aCluster().withMembers(5).snapshot());
    expect(text).toContain('You may not run member remove etcd-3');
    expect(text).toContain('Only operators may do this.');
    expect(text).toMatch(/May approve it +bob and the members of S1; you too/);
  });

  it('says that nobody approves their own', () => {
    const policy = aPolicy(alice);
    const both = { ...policy.asker.access, approvers: { users: ['U1', 'U2'], groups: [] } };
    const text = explained('move-leader etcd-2', { ...policy, asker: { ...policy.asker, access: both } });
    expect(text).toMatch(/May approve it +alice and bob; never you/);
  });

  it('names the guards that would refuse, with the reason', () => {
    const freeze = { by: 'carol', at: aMoment, reason: 'migration' };
    const text = explained('move-leader etcd-2', aPolicy(alice, { freeze, busyWith: 'op-aaaaaaaaaa' }));
    expect(text).toContain('would be refused: 2 guards refuse');
    expect(text).toContain('carol');
    expect(text).toContain('migration');
    expect(text).toContain('op-aaaaaaaaaa');
  });

  it('says what keeps it from being planned', () => {
    const text = explained('member remove etcd-9', aPolicy(alice));
    expect(text).toContain('member remove etcd-9 on prod would be refused: ');
    expect(text).toContain('Why it would be refused');
  });

  it('takes the options of the command it is about, quoted or not', () => {
    for (const line of ['compact --keep 9 --physical', '"compact --keep 9 --physical"', 'compact —keep=9 —physical']) {
      expect(explained(line, aPolicy(alice)), line).toContain('compact --keep 9 --physical');
    }
  });

  it('tells what breaking the glass would mean, to those who may', () => {
    const line = 'member remove etcd-3 --break-glass INC-42';
    expect(explained(line, aPolicy(alice))).toContain('You cannot break the glass.');
    const { asker, ...policy } = aPolicy(alice);
    const named = { ...asker, access: { ...asker.access, breakGlass: { users: ['U1'] } } };
    expect(explained(line, { ...policy, asker: named })).toContain('it would begin without an approval');
  });

  it('tells the rule of destructive changes', () => {
    const text = explained('member remove etcd-3', aPolicy(alice));
    expect(text).toMatch(/approvals of 2 different people, within .*; the name of the cluster has to be typed/);
  });
});

describe('a read, explained', () => {
  it('says who may', () => {
    expect(explained('status', aPolicy(eve))).toMatch(/You may run status.*\n\nMay read +everybody in the configured/);
    const refused = explained('get /pg/a --show-value', aPolicy(eve));
    expect(refused).toContain('You may not run get /pg/a --show-value');
    expect(refused).toMatch(/May see values +alice; not you/);
    expect(explained('help', aPolicy(eve))).toContain('everybody in this workspace');
  });

  it('takes a mistyped command for what it is', () => {
    expect(explained('statsu', aPolicy(eve))).toBe('mistyped_command');
    expect(explained('member remove', aPolicy(eve))).toBe('missing_argument');
  });
});

describe('an operation, explained', () => {
  const waiting = anOperation('member remove etcd-3', aCluster().withMembers(5).snapshot());
  const told = (who: Who, changes: Partial<Operation>, around: Partial<Policy['around']> = {}) =>
    explained(waiting.id, aPolicy(who, around, { ...waiting, ...changes }));

  it('says what it waits for, and to whom it is open', () => {
    const text = told(bob, {});
    expect(text).toContain('0 of 1 approval');
    expect(text).toMatch(/Approvers +bob and the members of S1; you too/);
    expect(text).toContain(`You may approve it: approve ${waiting.id}`);
    expect(told(alice, {})).toContain('You cannot approve it. Only approvers may do this.');
    const lateRefusal = explained(waiting.id, aPolicy(bob, { now: waiting.expiresAt }, waiting));
    expect(lateRefusal).toContain('The time to decide on');
  });

  it('says what goes first', () => {
    expect(told(alice, { state: 'queued' }, { busyWith: 'op-aaaaaaaaaa' })).toContain('op-aaaaaaaaaa');
    expect(told(alice, { state: 'queued' })).toContain('a worker takes it within seconds');
  });

  it('says which step is being done', () => {
    const [first, ...rest] = waiting.steps;
    if (!first) throw new Error('no steps');
    const text = told(alice, { state: 'running', steps: [{ ...first, state: 'running' }, ...rest] });
    expect(text).toContain(`Step 1 of ${waiting.steps.length} is being done`);
  });

  it('says how it ended', () => {
    expect(told(alice, { state: 'expired' })).toContain('nobody decided in time');
  });

  it('is unknown when it is unknown', () => {
    expect(explained('op-0000000000', aPolicy(alice))).toBe('unknown_operation');
  });

  it('speaks Chinese without a hole', () => {
    for (const line of ['status', 'get /a --show-value', 'member remove etcd-3', 'member remove etcd-9', waiting.id]) {
      const text = explained(line, aPolicy(eve, {}, waiting), aCluster().snapshot(), 'zh');
      expect(text, line).not.toMatch(/[{}]|undefined/);
      expect(text, line).toMatch(/你/);
    }
  });
});
