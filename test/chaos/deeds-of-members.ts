import { expect, vi } from 'vitest';
import type { Lab } from '../e2e/a-change.ts';
import type { Deed } from './deed.ts';

/** Until a worker has come that far through all its deaths. */
const LONG = { timeout: 1_200_000, interval: 200 };

/** Three voters become five and four again. Each rests on the ones before it. */
export function deedsOfMembers(): readonly Deed[] {
  let leader = '';
  let gone = '';
  return [
    {
      name: 'move-leader',
      prepare: async lab => {
        leader = await lab.leader();
      },
      line: async () => 'move-leader',
      proof: async lab => expect(await lab.leader()).not.toBe(leader),
    },
    {
      name: 'member add',
      line: async lab => `member add etcd-4 ${(await lab.cluster.prepareMember('etcd-4')).peerUrl}`,
      meanwhile: lab => join(lab, 'etcd-4'),
      proof: async lab => expect(await lab.voters()).toEqual(['etcd-1', 'etcd-2', 'etcd-3', 'etcd-4']),
    },
    {
      name: 'member update',
      line: async lab => `member update etcd-4 ${otherUrl(lab)}`,
      proof: async lab => expect(await lab.ctl('member', 'list')).toContain(otherUrl(lab)),
    },
    {
      name: 'member promote',
      prepare: async lab => {
        await lab.cluster.addMember('etcd-5');
      },
      line: async () => 'member promote etcd-5',
      proof: async lab => expect(await lab.voters()).toHaveLength(5),
    },
    {
      name: 'member remove',
      prepare: async lab => {
        gone = await lab.leader();
      },
      line: async () => `member remove ${gone}`,
      proof: async lab => {
        const voters = await lab.voters();
        expect(voters).toHaveLength(4);
        expect(voters).not.toContain(gone);
      },
    },
    {
      name: 'member replace',
      prepare: async lab => {
        const leads = await lab.leader();
        const dead = lab.cluster.members.findLast(({ name, running }) => running && name !== leads && name !== gone);
        await dead?.kill();
        gone = dead?.name ?? '';
      },
      line: async lab => `member replace ${gone} etcd-6 ${(await lab.cluster.prepareMember('etcd-6')).peerUrl}`,
      meanwhile: lab => join(lab, 'etcd-6'),
      proof: async lab => {
        const voters = await lab.voters();
        expect(voters).toHaveLength(4);
        expect(voters).toContain('etcd-6');
        expect(voters).not.toContain(gone);
      },
    },
  ];
}

const otherUrl = ({ cluster }: Lab): string =>
  cluster.members.find(({ name }) => name === 'etcd-4')?.peerUrl.replace('127.0.0.1', 'localhost') ?? '';

/** Starts a member once the cluster has taken it in. */
async function join(lab: Lab, name: string): Promise<void> {
  const member = lab.cluster.members.find(each => each.name === name);
  if (!(member && 'join' in member && typeof member.join === 'function')) throw new Error(`no ${name} is prepared`);
  await vi.waitFor(async () => expect(await lab.learners()).toEqual([member.peerUrl]), LONG);
  await member.join();
}
