import { z } from 'zod';

const named = z.array(z.object({ name: z.string() }));
const facts = z.object({
  kind: z.literal('auth'),
  state: z.object({ ok: z.literal(true), value: z.object({ users: named, roles: named }) }),
});

export type Logins = { readonly users: readonly string[]; readonly roles: readonly string[] };

/** The names in an answer about logins; none when it holds none. */
export function readLogins(answered: unknown): Logins {
  const { users = [], roles = [] } = facts.safeParse(answered).data?.state.value ?? {};
  return { users: users.map(({ name }) => name), roles: roles.map(({ name }) => name) };
}
