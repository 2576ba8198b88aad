import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PatroniCluster } from '../../src/local/patroni-cluster.ts';
import { aPatroniLab, type PatroniLab } from '../a-patroni.ts';

let lab: PatroniLab;
let cluster: PatroniCluster;

beforeAll(async () => {
  lab = await aPatroniLab({ clusters: [{ name: 'pg-lab', members: 2, failsafe: true }] });
  cluster = lab.cluster('pg-lab');
});
afterAll(() => lab?.close());

describe('a local PostgreSQL cluster', () => {
  it('begins with its first member as the primary, which takes writes, and a replica, which does not', async () => {
    expect((await cluster.primary())?.name).toBe('pg-lab-1');
    expect(await Promise.all(cluster.members.map(member => member.canWrite()))).toEqual([true, false]);
  });

  it('switches over when it is told to', async () => {
    await cluster.switchover('pg-lab-2');
    await cluster.settled();
    expect((await cluster.primary())?.name).toBe('pg-lab-2');
  });

  it('is mended by Patroni when a PostgreSQL is killed', async () => {
    await cluster.member('pg-lab-1').killPostgres();
    await cluster.settled();
    expect(await cluster.control('list')).toMatch(/pg-lab-1 .*Replica/);
  });

  it('has a PostgreSQL that goes on when its Patroni is killed', async () => {
    const replica = cluster.member('pg-lab-1');
    await replica.kill();
    expect([replica.running, await replica.restStatus('/liveness')]).toEqual([false, 0]);
    expect(await replica.follows()).toBe(true);
    await replica.start();
    await cluster.settled();
    expect(await cluster.canWrite()).toBe(true);
  });
});
