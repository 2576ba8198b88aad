import { z } from 'zod';
import type { Standing } from '../core/ports.ts';
import type { RedisConnection } from './redis.ts';
import { runScript, script } from './script.ts';

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

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than any age that a reader accepts. */
const KEPT_MS = DAY_MS;
/** Who was told to be out stays out, however long Slack is silent then. */
const OUT_KEPT_MS = 400 * DAY_MS;

/** Bots remember people for minutes, each by itself: one that remembers better times must not undo what another has learned since. */
const tellPerson = script(`
local known = redis.call('GET', KEYS[1])
if known then
  local before = cjson.decode(known)
  if before.kind ~= 'member' and before.asOf > tonumber(ARGV[2]) then return 0 end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
return 1`);

/** The same of a group: the newest answer of Slack counts, whichever bot heard it. */
const tellGroup = script(`
local known = redis.call('GET', KEYS[1])
if known and cjson.decode(known).asOf > tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
return 1`);

export function openStanding(redis: RedisConnection, prefix: string): StandingStore {
  const key = (kind: 'person' | 'latest' | 'group', ...ids: readonly string[]) =>
    `${prefix}:standing:${kind}:${ids.join(':')}`;
  const read = async <T>(schema: z.ZodType<T>, at: string): Promise<T | null> => {
    const text = await redis.get(at);
    return text === null ? null : schema.parse(JSON.parse(text));
  };
  return {
    publishPerson: async standing => {
      const { team, user, kind, asOf } = standing;
      const args = [JSON.stringify(standing), asOf, kind === 'member' ? KEPT_MS : OUT_KEPT_MS];
      const keys = [key('person', team, user), key('latest', user)];
      await Promise.all(keys.map(at => runScript(redis, tellPerson, [at], args)));
    },
    person: (team, user) => read(person, key('person', team, user)),
    latest: user => read(person, key('latest', user)),
    publishGroup: async (id, members, asOf) => {
      await runScript(redis, tellGroup, [key('group', id)], [JSON.stringify({ members, asOf }), asOf, KEPT_MS]);
    },
    group: id => read(group, key('group', id)),
  };
}
