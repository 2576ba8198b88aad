import { describe, expect, it } from 'vitest';
import { awaitRootPassword } from '../../workers/steps/await-root-password.ts';
import { aCluster } from '../a-cluster.ts';
import { anOperator } from './an-operator.ts';

const step = { kind: 'await-root-password', file: 'pigsty.yml' } as const;
const NEW = 'the-new-one';

/** An inventory that says one thing after another; etcd takes the new password, or does not say. */
function waiting(
  inventory: readonly (string | null)[],
  takes: (password: string) => boolean | null = is => is === NEW,
) {
  const tried: string[] = [];
  const left = [...inventory];
  const operator = anOperator(() => aCluster('lab').snapshot(), {
    takesLogin: async (user, password) => {
      tried.push(`${user}:${password}`);
      return takes(password);
    },
  });
  const { look } = awaitRootPassword(step, { operator, inventoryRoot: async () => left.shift() ?? null });
  return { look: () => look(null), tried };
}

describe('waiting for the password of root in the inventory', () => {
  it('is over as soon as etcd takes what stands there', async () => {
    const { look, tried } = waiting([NEW]);
    expect(await look()).toMatchObject({ state: 'done', note: { key: 'running.root_password.there' } });
    expect(tried).toEqual([`root:${NEW}`]);
  });

  it('tries each text once, and says nothing of it', async () => {
    const { look, tried } = waiting(['old', 'old', null, 'old', 'typo', 'typo', NEW]);
    const seen = [];
    for (let at = 0; at < 7; at += 1) seen.push(await look());
    expect(seen.map(({ state }) => state)).toEqual([...Array.from({ length: 6 }, () => 'waiting'), 'done']);
    expect(seen[2]?.note).toMatchObject({ key: 'running.root_password.unread' });
    expect(tried).toEqual(['root:old', 'root:typo', `root:${NEW}`]);
    for (const secret of ['old', 'typo', NEW]) expect(JSON.stringify(seen)).not.toContain(`"${secret}"`);
  });

  it('tries again where etcd did not answer', async () => {
    const answers = [null, true];
    const { look } = waiting([NEW, NEW], () => answers.shift() ?? null);
    expect(await look()).toMatchObject({ state: 'waiting', note: { key: 'running.root_password.untold' } });
    expect((await look()).state).toBe('done');
  });

  it('is hopeless where this worker has no Pigsty', async () => {
    const { look } = awaitRootPassword(step, { operator: anOperator(() => aCluster('lab').snapshot()) });
    expect((await look(null)).state).toBe('hopeless');
  });
});
