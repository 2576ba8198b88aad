/** Slack user ids that belong to one person, as `access.linked` lists them. */
export type Linked = readonly (readonly string[])[];

/** All accounts of the person behind one, sorted; that account alone where nothing is known. Lists that share an account are one person. */
export function accountsOf(user: string, linked: Linked): readonly string[] {
  const found = new Set([user]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const accounts of linked) {
      if (accounts.some(account => found.has(account))) for (const account of accounts) found.add(account);
    }
  }
  return [...found].sort();
}

/** One account that stands for the person: the same for all of theirs. */
export const personBehind = (user: string, linked: Linked): string => accountsOf(user, linked)[0] ?? user;

/** Those that are no account of this person, each once. */
export function othersThan(person: string, users: readonly string[], linked: Linked = []): readonly string[] {
  const own = accountsOf(person, linked);
  return [...new Set(users)].filter(user => !own.includes(user));
}
