import type { Clock, Directory, Standing } from '../core/ports.ts';

/** What the bot has published of Slack, each with its age. */
export type Published = {
  readonly latest: (user: string) => Promise<Standing | null>;
  readonly group: (group: string) => Promise<{ readonly members: readonly string[]; readonly asOf: number } | null>;
};

/** What Slack said longer ago is not known any more, milliseconds. A bad standing counts however old it is. */
const OLDEST_MS = 15 * 60_000;

/** The directory of a terminal, which can't ask Slack: what the bot learned last. Rejects where that is nothing, or too old. */
export function publishedDirectory({ latest, group }: Published, clock: Clock): Directory {
  const isFresh = ({ asOf }: { readonly asOf: number }): boolean => clock() - asOf <= OLDEST_MS;
  return {
    standing: async user => {
      const told = await latest(user);
      if (told !== null && (told.kind !== 'member' || isFresh(told))) return told;
      throw new Error(`nothing fresh is known of ${user}`);
    },
    groupMembers: async id => {
      const told = await group(id).catch(() => null);
      return told !== null && isFresh(told) ? told : null;
    },
  };
}
