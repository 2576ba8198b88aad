import { z } from 'zod';
import type { MemberFacts } from '../../core/facts/members.ts';

/** What a modal shows of a member. */
export type ListedMember = Pick<MemberFacts, 'name' | 'role' | 'health'> & { readonly id: string | null };

const facts = z.object({
  kind: z.literal('members'),
  members: z.array(
    z.object({
      id: z.string().nullable(),
      name: z.string(),
      role: z.enum(['leader', 'follower', 'learner', 'unstarted', 'unknown']),
      health: z.enum(['healthy', 'no_quorum_read', 'unreachable', 'barred', 'unstarted', 'unasked']),
    }),
  ),
});

/** The members in the answer to `member list`; empty when it holds none. */
export const readMembers = (answered: unknown): readonly ListedMember[] =>
  facts.safeParse(answered).data?.members ?? [];
