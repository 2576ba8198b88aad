import type { Operation } from '../operation.ts';

/** What was done in an emergency was looked at by a second person. */
export type ReviewFacts = { readonly kind: 'review'; readonly operation: Operation };
