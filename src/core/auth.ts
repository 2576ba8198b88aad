/** Keys that a permission covers, in etcdctl's four ways. The empty prefix is every key. */
export type KeySpan =
  | { readonly span: 'key' | 'prefix' | 'from'; readonly key: string }
  /** `end` is not covered any more. */
  | { readonly span: 'range'; readonly key: string; readonly end: string };

export const accesses = ['read', 'write', 'readwrite'] as const;
export type Access = (typeof accesses)[number];

export type AuthUser = { readonly name: string; readonly roles: readonly string[] };
export type AuthRole = {
  readonly name: string;
  readonly permissions: readonly { readonly access: Access; readonly keys: KeySpan }[];
};

/** Logins of one cluster. Names only: etcd tells nobody a password, nor whether a user has one. */
export type AuthState = {
  readonly enabled: boolean;
  /** Counts changes of logins; null before etcd 3.5. */
  readonly revision: number | null;
  /** The user this bot logs in as; null when none is configured. */
  readonly login: string | null;
  readonly users: readonly AuthUser[];
  readonly roles: readonly AuthRole[];
  /** Patroni's, as configured: permissions are compared with it. Null or absent without one. */
  readonly namespace?: string | null;
  /** Whether the bot's configuration holds the password that is to come, so that its own can be changed. */
  readonly prepared?: boolean;
};

/** A text that only whoever it was sealed to can open. Base64url; opaque to rules. */
export type Sealed = string;

/** Where a password comes from. None of these is the password. */
export type PasswordSource =
  /** Made by the worker right before the effect, and shown once to the requester. */
  | { readonly from: 'generated' }
  /** Typed into a modal and sealed by the bot to the workers. */
  | { readonly from: 'typed'; readonly sealed: Sealed }
  /** The bot's own, out of its configuration; or the one that is to come after it. */
  | { readonly from: 'configured' | 'next' };

export type AuthChange =
  | { readonly change: 'enable' | 'disable' }
  /** Without a password, the user logs in by client certificate alone. */
  | { readonly change: 'add-user'; readonly user: string; readonly password: PasswordSource | null }
  | { readonly change: 'set-password'; readonly user: string; readonly password: PasswordSource }
  | { readonly change: 'delete-user'; readonly user: string }
  | { readonly change: 'grant-role' | 'revoke-role'; readonly user: string; readonly role: string }
  | { readonly change: 'add-role' | 'delete-role'; readonly role: string }
  | { readonly change: 'grant-permission'; readonly role: string; readonly access: Access; readonly keys: KeySpan }
  | { readonly change: 'revoke-permission'; readonly role: string; readonly keys: KeySpan };

/** User and role that etcd treats specially (etcd server/auth/store.go). */
export const ROOT = 'root';

export const userOf = (state: Pick<AuthState, 'users'>, name: string): AuthUser | null =>
  state.users.find(user => user.name === name) ?? null;

export const roleOf = (state: Pick<AuthState, 'roles'>, name: string): AuthRole | null =>
  state.roles.find(role => role.name === name) ?? null;

export const sameKeys = (a: KeySpan, b: KeySpan): boolean =>
  a.span === b.span && a.key === b.key && (a.span !== 'range' || (b.span === 'range' && a.end === b.end));

/** The user or role a change is about. */
export const userOfChange = (change: AuthChange): string | null => ('user' in change ? change.user : null);
export const roleOfChange = (change: AuthChange): string | null => ('role' in change ? change.role : null);
