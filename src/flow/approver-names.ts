import { othersThan } from '../core/linked-accounts.ts';
import type { Directory } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';

export type Colleagues = {
  /** Null where nobody can tell. */
  readonly directory: Directory | null;
  /** The bot's own workspace; null until Slack has told. */
  readonly team: () => string | null;
};

/** As many as a person reads; a card is no phone book. */
const MOST = 12;

/**
 * Who may approve what `requester` asked for, by name, for reading; an id where Slack does not tell the name. By none of their accounts may they
 * themselves. Decides nothing and never rejects.
 */
export async function approverNames(
  settings: Settings,
  requester: string,
  { directory, team }: Colleagues,
): Promise<readonly string[]> {
  const { users, groups } = settings.access.approvers;
  const ours = team() ?? '';
  const members = await Promise.all(groups.map(group => directory?.groupMembers(group) ?? null));
  const ids = othersThan(
    requester,
    [...users, ...members.flatMap(found => found?.members ?? [])],
    settings.access.linked,
  ).slice(0, MOST);
  return Promise.all(
    ids.map(async user => {
      const standing = await directory?.standing(user, ours).catch(() => null);
      return standing?.name ?? user;
    }),
  );
}
