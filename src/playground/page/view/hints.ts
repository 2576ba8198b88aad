export interface Hint {
  readonly text: string;
  readonly about: string;
}

interface Bot {
  readonly name: string;
  readonly command: string;
}

const words: readonly (readonly [words: string, about: string])[] = [
  ['status', 'leader, members, quota, alarms, what to do next'],
  ['member list', 'every member with its id and role'],
  ['endpoint health', 'does each member answer reads and writes'],
  ['endpoint hashkv', 'do all members hold the same data'],
  ['alarm list', 'alarms raised by etcd'],
  ['quorum', 'how many failures the cluster still tolerates'],
  ['get /', 'names and sizes of keys'],
  ['clusters', 'the clusters this bot knows'],
  ['whoami', 'what you may do'],
  ['report', 'the health report, now'],
  ['operations', 'changes that wait, run or ran'],
  ['help', 'every command'],
];

const SHOWN = 6;

/** Slack refuses slash commands in threads: there only the mention is offered. */
export function hintsFor(text: string, bot: Bot, isThread: boolean): readonly Hint[] {
  const typed = text.trimStart().toLowerCase();
  const starts = isThread ? [`@${bot.name}`] : [bot.command, `@${bot.name}`];
  const start = starts.find(each => typed !== '' && (each.startsWith(typed) || typed.startsWith(`${each} `)));
  if (start === undefined) return [];
  const rest = typed.slice(start.length).trimStart();
  const found = words.filter(([each]) => each.startsWith(rest) && each !== rest);
  return found.slice(0, SHOWN).map(([each, about]) => ({ text: `${start} ${each}`, about }));
}
