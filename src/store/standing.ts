import { z } from 'zod';
import type { Standing } from '../core/ports.ts';
import type { RedisConnection } from './redis.ts';

/** What the bot publishes of Slack for workers, who can't ask Slack. Whoever reads judges the age: too old means no. */
export type StandingStore = {
  readonly publishPerson: (standing: Standing) => Promise<void>;
  readonly person: (team: string, user: string) => Promise<Standing | null>;
  /** What was published last of this user id, whichever workspace it came by: a vote knows no more of a person. */
  readonly latest: (user: string) => Promise<Standing | null>;
  /** `asOf` in milliseconds since the epoch. */
  readonly publishGroup: (group: string, members: readonly string[], asOf: number) => Promise<void>;
  readonly group: (group: string) => Promise<{ readonly members: readonly string[]; readonly asOf: number } | null>;
};

const person = z.object({
  user: z.string(),
  team: z.string(),
  name: z.string(),
  kind: z.enum(['member', 'guest', 'bot', 'deactivated', 'foreign', 'unknown']),
  asOf: z.number(),
});
const group = z.object({ members: z.array(z.string()), asOf: z.number() });

/** A day: longer than any age that a reader accepts. */
const KEPT_MS = 24 * 60 * 60 * 1000;

export function openStanding(redis: RedisConnection, prefix: string): StandingStore {
  const key = (kind: 'person' | 'latest' | 'group', ...ids: readonly string[]) =>
    `${prefix}:standing:${kind}:${ids.join(':')}`;
  const read = async <T>(schema: z.ZodType<T>, at: string): Promise<T | null> => {
    const text = await redis.get(at);
    return text === null ? null : schema.parse(JSON.parse(text));
  };
  const write = async (at: string, value: object) => {
    await redis.set(at, JSON.stringify(value), 'PX', KEPT_MS);
  };
  return {
    publishPerson: async standing => {
      const { team, user } = standing;
      await Promise.all([write(key('person', team, user), standing), write(key('latest', user), standing)]);
    },
    person: (team, user) => read(person, key('person', team, user)),
    latest: user => read(person, key('latest', user)),
    publishGroup: (id, members, asOf) => write(key('group', id), { members, asOf }),
    group: id => read(group, key('group', id)),
  };
}
