import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Member, MemberId } from '../../src/core/cluster.ts';
import { apply } from '../../src/core/transition.ts';
import {
  type APlaybookWorld,
  aPlaybookWorld,
  inventoryAsIs,
  limitsOf,
  noteOf,
  notesOf,
  numberOf,
  plays,
} from './a-playbook-world.ts';
import { load, run } from './ask-for.ts';

/** On members that Ansible itself has created, by the commands that people type. */
describe('a change by playbooks', { timeout: 300_000 }, () => {
  let lab: APlaybookWorld;
  beforeAll(async () => {
    lab = await aPlaybookWorld();
  }, 300_000);
  beforeEach(() => lab.pigsty.writeInventory([1, 2, 3]));
  afterAll(() => lab?.close());

  async function follower(): Promise<Member> {
    const { members, leader } = await lab.membersAndLeader();
    const found = members.find(({ id }) => id !== leader);
    if (!found) throw new Error('no follower');
    return found;
  }
  const startsOf = async (members: readonly Member[]): Promise<ReadonlyMap<MemberId, number | null>> =>
    new Map(await Promise.all(members.map(async ({ id }) => [id, await lab.operator.processStart(id)] as const)));
  const underWay = async (id: string, text: string): Promise<void> => {
    await vi.waitFor(async () => {
      const { steps } = await load(id, lab.world);
      expect(JSON.stringify(steps)).toContain(text);
    }, 120_000);
  };
  const lostAt = async (id: string, task: string): Promise<void> => {
    const stop = new AbortController();
    const first = run(id, lab.world, stop.signal);
    await underWay(id, task);
    stop.abort();
    expect((await first).state).toBe('running');
  };

  it('restarts all, the leader last and relieved before, tells how far it is, and gives the log', async () => {
    const { members, leader } = await lab.membersAndLeader();
    const before = await startsOf(members);
    const id = await lab.opened('playbook restart');
    const operation = await run(id, lab.world);
    expect(operation, notesOf(operation)).toMatchObject({ state: 'succeeded', why: [] });
    const led = members.find(member => member.id === leader);
    expect(led && limitsOf(operation).indexOf(lab.pigsty.hostOf(numberOf(led)))).toBe(2);
    expect(operation.plan.steps.slice(-3).map(({ kind }) => kind)).toEqual(['move-leader', 'run-playbook', 'verify']);
    expect((await lab.membersAndLeader()).leader).not.toBe(leader);
    const after = await startsOf(members);
    expect(members.filter(member => (after.get(member.id) ?? 0) <= (before.get(member.id) ?? 0))).toEqual([]);
    const step = plays(operation);
    expect(noteOf(operation, step)).toMatch(/^\d tasks on .*, \d changes?$/);
    expect(operation.steps.every(record => !('progress' in record))).toBe(true);
    const cards = lab.at.announced.filter(announcement => announcement.id === `op-card-${id}`);
    expect(JSON.stringify(cards)).toContain('"key":"playbook.progress"');
    const log = lab.at.announced.find(announcement => announcement.id === `op-log-${id}-${step}`);
    const text = gunzipSync(Buffer.from(log?.attachment?.packed ?? '', 'base64')).toString();
    expect(text).toContain('TASK [etcd : launch etcd server service]');
    expect(log?.thread).toEqual({ of: `op-card-${id}` });
  });

  it('goes on after a worker that was lost in the middle, and runs nothing twice', async () => {
    await lab.pigsty.writeInventory([1, 2, 3], ['lab_hang: 600']);
    const id = await lab.opened(`playbook restart --member ${(await follower()).name}`);
    await lostAt(id, 'take a while');
    const operation = await run(id, lab.world);
    expect(operation, notesOf(operation)).toMatchObject({ state: 'succeeded' });
    expect(noteOf(operation, plays(operation))).toContain('the worker that ran it was lost at "etcd : take a while"');
  });

  it('ends where a lost worker left it undone, and says how far it was', async () => {
    await lab.pigsty.writeInventory([1, 2, 3], ['etcd_pause: 600']);
    const member = await follower();
    const id = await lab.opened(`playbook remove ${lab.pigsty.hostOf(numberOf(member))}`);
    await lostAt(id, 'pause for confirmation');
    const operation = await run(id, lab.world);
    expect(operation.state, notesOf(operation)).toBe('failed');
    expect(noteOf(operation, plays(operation))).toContain(`still a member: ${member.name}`);
    expect((await lab.membersAndLeader()).members).toHaveLength(3);
  });

  it('stops between two tasks when somebody cancels, and tells what is left', async () => {
    await lab.pigsty.writeInventory([1, 2, 3], ['lab_hold: true', 'lab_fail: true']);
    const id = await lab.opened(`playbook restart --member ${(await follower()).name}`);
    const first = run(id, lab.world);
    await lab.pigsty.underWay('holding');
    const who = { kind: 'cancelled', user: 'U1', name: 'alice' } as const;
    await lab.world.operations.transition(id, operation => apply(operation, who, Date.now()));
    await lab.pigsty.letGoOnceStopped({ operation: id, step: plays(await load(id, lab.world)) });
    const operation = await first;
    expect(operation.state, notesOf(operation)).toBe('cancelled');
    const note = noteOf(operation, plays(operation));
    expect(note).toContain('stopped as asked, before "etcd : say what is wrong"');
    expect(note).toContain('etcd shows that it happened nevertheless');
  });

  it('takes a member out, and brings another in as a learner first', async () => {
    const member = await follower();
    const left = [1, 2, 3].filter(number => number !== numberOf(member));
    const removing = await lab.opened(`playbook remove ${lab.pigsty.hostOf(numberOf(member))}`);
    const removal = run(removing, lab.world);
    await underWay(removing, '"key":"running.inventory');
    await lab.pigsty.writeInventory(left);
    const removed = await removal;
    expect(removed, notesOf(removed)).toMatchObject({ state: 'succeeded' });
    expect((await lab.membersAndLeader()).members.map(({ name }) => name)).not.toContain(member.name);

    await lab.pigsty.writeInventory([...left, 4]);
    const added = await lab.done(`playbook add ${lab.pigsty.hostOf(4)}`);
    expect(added, notesOf(added)).toMatchObject({ state: 'succeeded' });
    const { members } = await lab.membersAndLeader();
    expect(members.filter(({ learner }) => !learner)).toHaveLength(3);
    expect(members.map(({ name }) => name)).toContain('etcd-4');
  });

  it('removes the whole cluster, and begins a new one', async () => {
    await inventoryAsIs(lab);
    const operation = await lab.done('playbook reset');
    expect(operation, notesOf(operation)).toMatchObject({ state: 'succeeded' });
    const { endpoints } = await lab.operator.survey({ parts: ['status', 'members'] });
    const revisions = endpoints.flatMap(({ status }) => (status.ok ? status.value.revision : []));
    expect(revisions).toEqual([1, 1, 1]);
  });

  describe('without a quorum', () => {
    beforeEach(async () => {
      await inventoryAsIs(lab);
      await lab.lose();
    });

    it('starts those that are down though only a member is left that has joined later, and has one again', async () => {
      const operation = await lab.done('playbook restart', lab.openedNow);
      expect(operation, notesOf(operation)).toMatchObject({ state: 'succeeded' });
    });
  });
});
