import { describe, expect, it } from 'vitest';
import { endpointHashkv } from '../../commands/endpoint-hashkv.ts';
import { aCluster } from '../a-cluster.ts';
import { firstLine, tell } from '../tell.ts';

type World = ReturnType<typeof aCluster>;
const ask = (world: World) => tell(endpointHashkv, world.snapshot());

describe('endpoint hashkv', () => {
  it.each<[string, World, string]>([
    ['all agree', aCluster(), '✔ prod · Same data on all 3 compared members'],
    ['one differs', aCluster().hash('etcd-2', 'dead'), '✘ prod · DATA DIFFERS: etcd-2 against 2 that agree'],
    [
      'nobody can tell who',
      aCluster().dead('etcd-3').hash('etcd-2', 'dead'),
      '✘ prod · DATA DIFFERS, and no majority tells who is wrong',
    ],
    [
      'one is missing',
      aCluster().dead('etcd-3'),
      '! prod · Same data on all 2 compared members (1 member not compared)',
    ],
    [
      'only one answers',
      aCluster().dead('etcd-2').dead('etcd-3'),
      '! prod · Nothing to compare: fewer than two hashes of one revision',
    ],
    [
      'everything fails',
      aCluster().allFailing('deadline'),
      '! prod · Nothing to compare: fewer than two hashes of one revision',
    ],
  ])('judges when %s', (_, world, line) => {
    expect(firstLine(ask(world))).toBe(line);
  });

  it('never calls different compactions different data', () => {
    const text = ask(aCluster().hash('etcd-2', 'dead', 90));
    expect(firstLine(text)).toBe('! prod · Same data on all 2 compared members (1 member not compared)');
    expect(text).toContain('etcd-2 has compacted at another revision');
  });

  it('lists learners and silent members as not compared, with the reason', () => {
    const text = ask(aCluster().withMembers(5).learner('etcd-5').hanging('etcd-4'));
    expect(text).toContain('etcd-5 is a learner');
    expect(text).toContain('etcd-4 does not answer in time');
    expect(text).toMatch(/etcd-5 +not compared/);
  });

  it('says what to do with the member that differs', () => {
    expect(ask(aCluster().hash('etcd-2', 'dead'))).toContain('replace the member that differs');
  });
});
