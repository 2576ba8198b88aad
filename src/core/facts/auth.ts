import type { AuthState } from '../auth.ts';
import type { Reading } from '../cluster.ts';
import type { Finding } from '../health/finding.ts';
import type { PasswordCheck } from '../password-check.ts';

type Seen = { readonly cluster: string; readonly takenAt: number; readonly tookMs: number };

/** Logins: the whole in few words, the users, the roles, or one role. */
export type AuthFacts = Seen & {
  readonly kind: 'auth';
  readonly about: 'status' | 'users' | 'roles' | { readonly role: string };
  readonly state: Reading<AuthState>;
  /** Of `status`: what is to be seen to. */
  readonly findings?: readonly Finding[];
  /** False where PostgreSQL clusters should have been read and could not. */
  readonly compared?: boolean;
  /** Absent when nothing was tried. */
  readonly passwords?: Reading<PasswordCheck>;
};
