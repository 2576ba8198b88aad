import { duration, list, verbatim } from '../message.ts';
import { isOverdue, STRANGE_PAUSE_MS } from '../patroni/pause.ts';
import { find } from './finding.ts';
import type { Rule } from './rule.ts';
import { namesOf } from './verdict.ts';

/** The bot's own pauses whose time is over: whoever asked for them is asked in the channel, too. */
export const pauseIsForgotten: Rule = ({ pauses, takenAt }) => {
  const overdue = (pauses?.ours ?? []).filter(record => isOverdue(record, takenAt));
  if (overdue.length === 0) return null;
  const owners = [...new Set(overdue.map(({ by }) => by.name))];
  return find('pause_forgotten', 'warning', {
    who: namesOf(overdue.map(({ postgres }) => postgres)),
    owner: list(owners.map(name => verbatim(name))),
  });
};

/** Maintenance of others may take hours; what lasts longer has mostly been forgotten. */
export const pauseIsOfOthers: Rule = ({ pauses, takenAt }) => {
  const long = (pauses?.others ?? []).filter(({ since }) => takenAt - since >= STRANGE_PAUSE_MS);
  if (long.length === 0) return null;
  const age = takenAt - Math.min(...long.map(({ since }) => since));
  return find('pause_of_others', 'warning', {
    who: namesOf(long.map(({ postgres }) => postgres)),
    age: duration(age),
  });
};
