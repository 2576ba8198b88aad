import { describe, expect, it } from 'vitest';
import { quorum } from '../../commands/quorum.ts';
import { aCluster } from '../a-cluster.ts';
import { firstLine, tell } from '../tell.ts';

type World = ReturnType<typeof aCluster>;
const ask = (world: World, options: Record<string, string>) => tell(quorum, world.snapshot(), { options });

describe('quorum', () => {
  it.each<[World, Record<string, string>, string]>([
    [aCluster(), {}, '✔ prod · 3 of 3 voters healthy, quorum 2: tolerates 1 failure'],
    [aCluster().dead('etcd-1'), {}, '! prod · 2 of 3 voters healthy, quorum 2: tolerates no failure'],
    [
      aCluster().dead('etcd-2').dead('etcd-3').withoutQuorum(),
      {},
      '✘ prod · QUORUM LOST: 0 of 3 voters healthy, 2 are needed',
    ],
    [aCluster(), { without: 'etcd-3' }, '! prod · If etcd-3 fails: tolerance 1 → 0'],
    [aCluster(), { without: 'A3' }, '! prod · If etcd-3 fails: tolerance 1 → 0'],
    [aCluster(), { without: 'etcd-2，etcd-3,etcd-3' }, '✘ prod · If etcd-2 and etcd-3 fail: QUORUM LOST, writes stop'],
    [
      aCluster().withMembers(4),
      { without: 'etcd-1,etcd-2' },
      '✘ prod · If etcd-1 and etcd-2 fail: QUORUM LOST, writes stop',
    ],
    [aCluster().dead('etcd-3'), { without: 'etcd-3' }, '! prod · If etcd-3 fails: tolerance 0 → 0'],
    [aCluster(), { with: '2' }, '✔ prod · With 2 more: tolerance 1 → 2'],
    [aCluster(), { with: '1' }, '✔ prod · With 1 more: tolerance 1 → 1'],
    [aCluster(), { without: 'etcd-3', with: '1' }, '✔ prod · Removed, and 1 added: tolerance 1 → 1'],
    [
      aCluster().listFailing('permission_denied'),
      { without: 'etcd-3' },
      '✘ prod · Voters cannot be counted: etcd denies the right to ask this (etcd said permission_denied)',
    ],
  ])('answers in one line %#', (world, options, line) => {
    expect(firstLine(ask(world, options))).toBe(line);
  });

  it('tells failure and removal apart, and warns of an even size', () => {
    const text = ask(aCluster(), { without: 'etcd-3' });
    expect(text).toMatch(/If etcd-3 fails +3 +2 +2 +0 +possible/);
    expect(text).toMatch(/If etcd-3 is removed +2 +2 +2 +0 +possible/);
    expect(text).toContain('2 voters is an even number, it tolerates no more than 1');
  });

  it('says that a learner changes nothing', () => {
    const text = ask(aCluster().withMembers(4).learner('etcd-4'), { without: 'etcd-4' });
    expect(firstLine(text)).toBe('✔ prod · 3 of 3 voters healthy, quorum 2: tolerates 1 failure');
    expect(text).toContain('Learners do not count: etcd-4');
  });

  it('says when nothing would be left', () => {
    expect(ask(aCluster().withMembers(1), { without: 'etcd-1' })).toContain('no voter would be left');
  });

  it.each([
    [{ without: 'etcd-33' }, 'mistyped_member'],
    [{ without: 'nonsense' }, 'unknown_member'],
    [{ with: '99' }, 'voters_out_of_range'],
    [{ with: '-1' }, 'voters_out_of_range'],
  ])('refuses %o', (options, code) => {
    expect(ask(aCluster(), options)).toBe(code);
  });
});
