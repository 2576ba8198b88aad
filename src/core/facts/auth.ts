import type { AuthState } from '../auth.ts';
import type { Reading } from '../cluster.ts';

type Seen = { readonly cluster: string; readonly takenAt: number; readonly tookMs: number };

/** Logins: the whole in few words, the users, the roles, or one role. */
export type AuthFacts = Seen & {
  readonly kind: 'auth';
  readonly about: 'status' | 'users' | 'roles' | { readonly role: string };
  readonly state: Reading<AuthState>;
};
