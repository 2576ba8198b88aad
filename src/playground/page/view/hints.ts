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
  ['member add ', 'NAME PEER-URL: a new voter, as a learner first'],
  ['member promote ', 'MEMBER: a learner becomes a voter'],
  ['member remove ', 'MEMBER: it leaves for good'],
  ['member replace ', 'MEMBER NAME PEER-URL: one goes, another comes'],
  ['member update ', 'MEMBER PEER-URL: another peer address'],
  ['move-leader', 'another voter leads'],
  ['compact', 'old versions of keys are forgotten'],
  ['defrag', 'empty pages go back to the disk, one member after another'],
  ['alarm disarm', 'takes back alarms, each by its member'],
  ['rescue nospace', 'a full quota: the whole way back'],
  ['auth status', 'whether logins are needed'],
  ['auth enable', 'logins are needed from then on'],
  ['auth disable', 'everybody may do everything'],
  ['user list', 'who may log in to etcd'],
  ['user add ', 'NAME: a new login'],
  ['user passwd ', 'NAME: a new password'],
  ['user grant-role ', 'NAME ROLE'],
  ['user revoke-role ', 'NAME ROLE'],
  ['user delete ', 'NAME'],
  ['role list', 'the roles there are'],
  ['role get ', 'ROLE: what it allows'],
  ['role add ', 'NAME: a new role'],
  ['role grant-permission ', 'ROLE ACCESS KEY'],
  ['role revoke-permission ', 'ROLE KEY'],
  ['role delete ', 'NAME'],
  ['explain ', 'COMMAND: who may, and what would stand in its way'],
  ['approve ', 'ID: a change that waits; never your own'],
  ['deny ', 'ID [REASON]: nobody does it then'],
  ['cancel ', 'ID: takes a change back, or stops it'],
  ['review ', 'ID: signs a change done in an emergency'],
  ['freeze', 'no change begins any more'],
  ['unfreeze', 'two people agree to go on'],
  ['audit', 'who did what'],
  ['audit --verify', 'checks the chain of the audit log'],
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
