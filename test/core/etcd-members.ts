import { z } from 'zod';

const answer = z.object({
  members: z.array(
    z.object({
      ID: z.string(),
      peerURLs: z.array(z.string()),
      isLearner: z.boolean().optional(),
    }),
  ),
});

/** The member list as etcd's JSON gateway gives it. */
export const parseMembers = (json: unknown) =>
  answer.parse(json).members.map(({ ID, peerURLs, isLearner }) => ({
    id: ID,
    peerUrl: peerURLs[0] ?? '',
    learner: isLearner ?? false,
  }));
