import type { Operation } from '../core/operation.ts';

/** What is known of a change before it is an operation. */
export type Proposal = Pick<
  Operation,
  'breakGlass' | 'plan' | 'hash' | 'verdicts' | 'tier' | 'tierReasons' | 'rule' | 'requester' | 'askedAt'
>;
