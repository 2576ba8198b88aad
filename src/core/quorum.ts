/** The arithmetic of raft: voters decide, learners never count. */
export type Tally = {
  readonly voters: number;
  /** Voters that serve now. */
  readonly healthy: number;
  readonly quorum: number;
  /** How many more voters may fail. Negative when quorum is lost. */
  readonly tolerance: number;
};

/** floor(n / 2) + 1, so exactly half is never enough (etcd server/etcdserver/api/membership: quorum of a raft configuration). */
export const quorumOf = (voters: number): number => Math.floor(voters / 2) + 1;

export function tally(voters: number, healthy: number): Tally {
  const quorum = quorumOf(voters);
  return { voters, healthy, quorum, tolerance: healthy - quorum };
}

/** An even cluster tolerates no more than the odd one below it, and has one more member that can fail. */
export const isWastefullyEven = (voters: number): boolean => voters > 0 && voters % 2 === 0;
