import { describe, expect, it } from 'vitest';
import { memberList } from '../../commands/member-list.ts';
import { aCluster } from '../a-cluster.ts';
import { firstLine, tell } from '../tell.ts';

describe('member list', () => {
  it('counts voters and learners apart and shows where they listen', () => {
    const text = tell(memberList, aCluster().withMembers(4).learner('etcd-4').snapshot());
    expect(firstLine(text)).toBe('✔ prod · 3 voters, 1 learner');
    expect(text).toMatch(
      /etcd-4 +learner +healthy +3\.5\.30 +http:\/\/10\.0\.0\.4:2379 +http:\/\/10\.0\.0\.4:2380 +a4/,
    );
  });

  it('shows a member that never started by its peer URL', () => {
    const text = tell(memberList, aCluster().withMembers(4).unstarted('etcd-4').snapshot());
    expect(text).toMatch(/http:\/\/10\.0\.0\.4:2380 +unstarted +not started/);
  });

  it('falls back to the endpoints, and says so, when the list cannot be read', () => {
    const text = tell(memberList, aCluster().listFailing('permission_denied').snapshot());
    expect(firstLine(text)).toContain('The member list cannot be read: etcd denies the right to ask this');
    expect(text).toContain('http://10.0.0.1:2379');
  });

  it('warns that a list read without quorum may be old', () => {
    expect(tell(memberList, aCluster().withoutQuorum().snapshot())).toContain('may be old');
  });
});
